import { allocate } from "../allocation/allocate.ts";
import { checkProblem } from "../allocation/check-problem.ts";
import type { AllocationOutcome, AllocationProblem } from "../domain/allocation-problem.ts";
import type { Policy } from "../policy/document.ts";
import { buildProblem } from "./build-problem.ts";
import { lotsOfRun } from "./commitments.ts";
import type { RollRow } from "./roll.ts";

export interface SeasonRun {
  readonly problem: AllocationProblem;
  readonly outcome: AllocationOutcome;
  /** All of the roll, ascending; also those whom no step took up. */
  readonly pids: readonly string[];
}

/**
 * A whole run, as anyone with the rows can recompute it: lots from the seed (64 hex digits), the
 * steps' problem from policy and roll, the outcome from the problem.
 */
export function runSeason(
  policy: Policy,
  run: string,
  roll: readonly RollRow[],
  seed: string,
): SeasonRun {
  const problem = checkProblem(buildProblem(policy, roll, lotsOfRun(policy, run, roll, seed)));
  if (!problem.ok) throw new Error(`the run cannot be allocated: ${JSON.stringify(problem.error)}`);
  return {
    problem: problem.value,
    outcome: allocate(problem.value),
    pids: roll.map(({ pid }) => pid).toSorted((a, b) => (a < b ? -1 : 1)),
  };
}
