import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import { textBefore } from "./request.ts";

/*
 * Serves `check-outcome.ts` and, like it, shares no code with the engine.
 */

export function checkPlacements(
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
  for (const [index, { pid, school, step, listRank, pool }] of placements.entries()) {
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
    const unplaced = step === null && school === null && listRank === null && pool === undefined;
    if (!known && !unplaced) {
      fault(
        pid,
        "school, step and list rank together, or none",
        JSON.stringify({ school, step, listRank, pool }),
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

/** Families that fell apart are families of their step, each named once, by step and then by id. */
export function checkFellApart(
  { steps }: AllocationProblem,
  { fellApart = [] }: AllocationOutcome,
  report: Report,
): void {
  const order = steps.map(({ id }) => id);
  for (const [index, { step, family }] of fellApart.entries()) {
    const children = steps.find(({ id }) => id === step)?.together?.[family];
    const previous = fellApart[index - 1];
    const ascending =
      previous === undefined ||
      order.indexOf(previous.step) < order.indexOf(step) ||
      (previous.step === step && textBefore(previous.family, family));
    if (children !== undefined && ascending) continue;
    report({
      check: "families",
      step,
      school: null,
      pids: children ?? [],
      expected: "families that asked together, ascending by step and id",
      found: family,
      message: text(
        "被列为无法同校的家庭不存在、重复或未按顺序排列。",
        "A family said to fall apart is unknown, stands twice or out of order.",
      ),
    });
  }
}
