import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import type { Failure } from "../../domain/result.ts";
import { failure } from "../../domain/result.ts";
import type { Refuse } from "../refuse.ts";
import { isCount, refuseUnknownSchool } from "../refuse.ts";
import type { RerunChanges } from "./rerun-applicants.ts";

/** Whether the changes speak of children and schools of the run, and do not contradict themselves. */
export function checkChanges(
  problem: AllocationProblem,
  { placements }: AllocationOutcome,
  changes: RerunChanges,
): readonly Failure[] {
  const failures: Failure[] = [];
  const refuse: Refuse = (code, place, zh, en) => {
    failures.push(failure(`allocation.${code}`, zh, en, place));
  };
  const seats = new Map(placements.map(({ pid, school }) => [pid, school]));
  checkChildren(seats, changes, refuse);
  checkSchools(problem, changes, refuse);
  checkNewcomers(problem, seats, changes, refuse);
  return failures;
}

type Seats = ReadonlyMap<string, string | null>;

function checkChildren(seats: Seats, changes: RerunChanges, refuse: Refuse): void {
  const { withdrawn = [], declined = [], askAlone = [], notWaiting = {} } = changes;
  const named = { withdrawn, declined, askAlone, notWaiting: Object.keys(notWaiting) };
  for (const [field, pids] of Object.entries(named)) {
    for (const [index, pid] of pids.entries()) {
      if (seats.has(pid)) continue;
      refuse(
        "child-unknown",
        field === "notWaiting" ? `${field}.${pid}` : `${field}[${index}]`,
        `“${pid}”没有参加这次派位，请改正编号。`,
        `“${pid}” was not in the run; correct the id.`,
      );
    }
  }
  for (const [index, pid] of declined.entries()) {
    if (seats.get(pid) !== null && !withdrawn.includes(pid)) continue;
    refuse(
      "nothing-to-decline",
      `declined[${index}]`,
      `“${pid}”没有可放弃的学位，或已退出，请从名单中删除。`,
      `“${pid}” holds no seat to give back, or has withdrawn; take it off the list.`,
    );
  }
}

function checkSchools(problem: AllocationProblem, changes: RerunChanges, refuse: Refuse): void {
  const schools = new Set(problem.schools.map(({ school }) => school));
  const { noRefill = [], addedSeats = {} } = changes;
  for (const [index, school] of noRefill.entries()) {
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, `noRefill[${index}]`);
  }
  for (const [school, seats] of Object.entries(addedSeats)) {
    const place = `addedSeats.${school}`;
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, place);
    if (!isCount(seats)) {
      refuse(
        "seats",
        place,
        `学位数必须是 0 或正整数，现为 ${seats}。`,
        `Seats must be a whole number of 0 or more, not ${seats}.`,
      );
    }
    if (noRefill.includes(school)) {
      refuse(
        "added-to-closed",
        place,
        `学校“${school}”不再补录，不能增加学位；请删除其中一项。`,
        `The school “${school}” may not refill and so cannot have seats added; remove one of the two.`,
      );
    }
  }
}

function checkNewcomers(
  problem: AllocationProblem,
  seats: Seats,
  { newcomers }: RerunChanges,
  refuse: Refuse,
): void {
  if (newcomers === undefined) return;
  if (problem.steps.every(({ id }) => id !== newcomers.step)) {
    refuse(
      "step-unknown",
      "newcomers.step",
      `没有步骤“${newcomers.step}”，请填写这次派位中的一步。`,
      `There is no step “${newcomers.step}”; name a step of the run.`,
    );
  }
  for (const [index, { pid }] of newcomers.entries.entries()) {
    if (!seats.has(pid)) continue;
    refuse(
      "not-new",
      `newcomers.entries[${index}].pid`,
      `“${pid}”已参加这次派位，不是新申请的孩子，请从名单中删除。`,
      `“${pid}” was in the run and is no newcomer; take it off the list.`,
    );
  }
}
