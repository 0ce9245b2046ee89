import type { AllocationOutcome, AllocationProblem, Cutoff } from "../domain/allocation-problem.ts";
import { text } from "../domain/text.ts";
import type { Finding, Report } from "./finding.ts";
import type { Request, Round } from "./replay.ts";
import { replay, textBefore } from "./replay.ts";

/*
 * Judges an outcome from the problem alone. It shares no code with the engine on purpose: it never
 * runs a mechanism, but checks what each mechanism guarantees, so that one error is not made twice.
 */

/**
 * Everything that is wrong with `outcome` as an answer to `problem`; empty where nothing is. Takes
 * the problem to be sound (`checkProblem`). A stable outcome is the only right one for serial
 * dictatorship and immediate acceptance (with the place of the list compared first); for deferred
 * acceptance it must also be the best stable one for the children, which holds exactly where no
 * stable improvement cycle exists (Erdil & Ergin 2008).
 */
export function checkOutcome(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (finding) => findings.push(finding);
  const placements = new Map(outcome.placements.map((placement) => [placement.pid, placement]));
  checkPlacements(problem, outcome, report);
  const left = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  const expectedCutoffs: Cutoff[] = [];
  const done = new Set<string>();
  for (const step of problem.steps) {
    const entries = step.entries.filter(
      ({ pid }) => !done.has(placements.get(pid)?.step ?? "no step"),
    );
    const round = replay(problem, step, entries, placements, left, report);
    checkCapacity(round, report);
    const sound = checkRefusals(round, report);
    if (sound && step.mechanism === "deferred-acceptance") checkOptimality(round, report);
    expectedCutoffs.push(...cutoffsOf(round));
    for (const [school, requests] of round.met) {
      left.set(school, (left.get(school) ?? 0) - requests.length);
    }
    done.add(step.id);
  }
  checkCutoffs(expectedCutoffs, outcome.cutoffs, report);
  checkSeatsLeft(left, outcome, report);
  return findings;
}

function checkPlacements(
  problem: AllocationProblem,
  { placements }: AllocationOutcome,
  report: Report,
): void {
  const fault = (pid: string, expected: string, found: string, zh: string, en: string): void =>
    report({
      check: "placements",
      step: null,
      school: null,
      pids: [pid],
      expected,
      found,
      message: text(zh, en),
    });
  const entered = new Set(problem.steps.flatMap(({ entries }) => entries.map(({ pid }) => pid)));
  const stepIds = new Set(problem.steps.map(({ id }) => id));
  for (const [index, { pid, school, step, listRank }] of placements.entries()) {
    const previous = placements[index - 1];
    if (previous !== undefined && !textBefore(previous.pid, pid)) {
      fault(
        pid,
        `after ${previous.pid}`,
        pid,
        "结果未按编号升序排列，或有重复。",
        "The placements are not strictly ascending by pid.",
      );
    }
    if (!entered.delete(pid)) {
      fault(
        pid,
        "an entry in a step",
        "none",
        "结果中有未参加任何步骤或重复的孩子。",
        "A child is placed who entered no step, or stands twice.",
      );
    }
    const known = step !== null && stepIds.has(step) && school !== null && listRank !== null;
    const unplaced = step === null && school === null && listRank === null;
    if (!known && !unplaced) {
      fault(
        pid,
        "school, step and list rank together, or none",
        JSON.stringify({ school, step, listRank }),
        "录取结果不完整，或步骤不存在。",
        "A placement is incomplete or names no known step.",
      );
    }
  }
  for (const pid of entered) {
    fault(
      pid,
      "one placement",
      "none",
      "有孩子参加了录取却没有结果。",
      "A child entered a step but has no placement.",
    );
  }
}

function checkCapacity({ step, met, capacity }: Round, report: Report): void {
  for (const [school, requests] of met) {
    const seats = capacity.get(school) ?? 0;
    if (requests.length <= seats) continue;
    report({
      check: "capacity",
      step: step.id,
      school,
      pids: requests.map(({ pid }) => pid),
      expected: `at most ${seats}`,
      found: String(requests.length),
      message: text(
        "录取人数超过可分配的学位。",
        "More children were placed than there were seats.",
      ),
    });
  }
}

const lastOf = (requests: readonly Request[], { before }: Round): Request | undefined =>
  requests.reduce<Request | undefined>(
    (last, request) => (last === undefined || before(last, request) ? request : last),
    undefined,
  );

/** Whether every refusal was right: the school was full, of children who all stand before. */
function checkRefusals(round: Round, report: Report): boolean {
  const { step, met, refused, capacity, before } = round;
  const lasts = new Map([...met].map(([school, requests]) => [school, lastOf(requests, round)]));
  let sound = true;
  for (const request of refused) {
    const { pid, school } = request;
    const taken = met.get(school)?.length ?? 0;
    const seats = capacity.get(school) ?? 0;
    const last = lasts.get(school);
    if (taken < seats) {
      sound = false;
      report({
        check: "waste",
        step: step.id,
        school,
        pids: [pid],
        expected: `${seats} seats given`,
        found: `${taken} given, ${pid} refused`,
        message: text(
          "学校还有空余学位，却没有录取想去的孩子。",
          "A seat stayed free although a child wanted it.",
        ),
      });
    } else if (last !== undefined && before(request, last)) {
      sound = false;
      report({
        check: "envy",
        step: step.id,
        school,
        pids: [pid, last.pid],
        expected: `${pid} ${shown(request)} before ${last.pid} ${shown(last)}`,
        found: `${last.pid} admitted, ${pid} refused`,
        message: text(
          "学位给了排在后面的孩子。",
          "A seat went to a child who comes after one who was refused.",
        ),
      });
    }
  }
  return sound;
}

const shown = ({ listRank, key, lot }: Request): string =>
  `(place ${listRank}, key [${key.join(", ")}], lot ${lot})`;

/**
 * Points from each school to the refused child who comes first there, and from that child to the
 * school it holds. Going round such a ring, all could move up and nobody outside would object.
 */
function checkOptimality(round: Round, report: Report): void {
  const firstRefused = new Map<string, Request>();
  for (const request of round.refused) {
    const first = firstRefused.get(request.school);
    if (first === undefined || round.before(request, first)) {
      firstRefused.set(request.school, request);
    }
  }
  const heldBy = new Map(
    [...round.met].flatMap(([school, requests]) => requests.map(({ pid }) => [pid, school])),
  );
  const settled = new Set<string>();
  for (const start of firstRefused.keys()) {
    const path: string[] = [];
    let school: string | undefined = start;
    while (school !== undefined && !settled.has(school)) {
      settled.add(school);
      path.push(school);
      school = heldBy.get(firstRefused.get(school)?.pid ?? "");
    }
    const ring = school === undefined ? [] : path.slice(path.indexOf(school));
    if (school === undefined || !path.includes(school)) continue;
    report({
      check: "optimality",
      step: round.step.id,
      school,
      pids: ring.map((name) => firstRefused.get(name)?.pid ?? ""),
      expected: "the best stable outcome for the children",
      found: `an exchange among ${ring.join(", ")} would be better for all of them`,
      message: text(
        "还有孩子可以互换学位，大家都更满意，又不影响他人。",
        "Some children could exchange seats so that all of them gain and nobody is wronged.",
      ),
    });
  }
}

function cutoffsOf(round: Round): readonly Cutoff[] {
  const wanted = new Set(round.refused.map(({ school }) => school));
  const cutoffs: Cutoff[] = [];
  for (const [school, requests] of round.met) {
    const last = lastOf(requests, round);
    if (last?.points === undefined) continue;
    const { key, points, lot, listRank } = last;
    const cutoff = {
      school,
      step: round.step.id,
      admitted: requests.length,
      binding: wanted.has(school),
      key,
      points,
      lot,
    };
    cutoffs.push(
      round.step.mechanism === "immediate-acceptance" ? { ...cutoff, listRank } : cutoff,
    );
  }
  return cutoffs.toSorted((a, b) => (textBefore(a.school, b.school) ? -1 : 1));
}

/** All that a cutoff says, in one fixed order of fields. */
const cutoffLine = (cutoff: Cutoff | undefined): string =>
  cutoff === undefined
    ? "none"
    : JSON.stringify([
        cutoff.step,
        cutoff.school,
        cutoff.admitted,
        cutoff.binding,
        cutoff.listRank ?? null,
        cutoff.key,
        cutoff.points,
        cutoff.lot,
      ]);

function checkCutoffs(expected: readonly Cutoff[], found: readonly Cutoff[], report: Report): void {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const [right, given] = [expected[index], found[index]];
    if (cutoffLine(right) === cutoffLine(given)) continue;
    report({
      check: "cutoffs",
      step: right?.step ?? given?.step ?? null,
      school: right?.school ?? given?.school ?? null,
      pids: [],
      expected: cutoffLine(right),
      found: cutoffLine(given),
      message: text("公布的录取线与录取结果不符。", "A cutoff does not agree with the placements."),
    });
  }
}

function checkSeatsLeft(
  left: ReadonlyMap<string, number>,
  { seatsLeft }: AllocationOutcome,
  report: Report,
): void {
  const expected = [...left].toSorted(([a], [b]) => (textBefore(a, b) ? -1 : 1));
  const found = seatsLeft.map(({ school, seats }) => [school, seats] as const);
  const [right, given] = [JSON.stringify(expected), JSON.stringify(found)];
  if (right === given) return;
  report({
    check: "seats-left",
    step: null,
    school: null,
    pids: [],
    expected: right,
    found: given,
    message: text("剩余学位与录取结果不符。", "The seats left do not agree with the placements."),
  });
}
