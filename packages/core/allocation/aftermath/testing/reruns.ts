import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  StepEntry,
} from "../../../domain/allocation-problem.ts";
import { pointsOf } from "../../../domain/points.ts";
import { allocate } from "../../allocate.ts";
import { checkOutcome } from "../../check-outcome.ts";
import { lotsInOrder } from "../../testing/towns.ts";
import type { Rerun } from "../rerun.ts";
import { rerun } from "../rerun.ts";
import type { RerunChanges } from "../rerun-applicants.ts";

/** A re-run with which the independent checker finds no fault, and the run before it. */
export function run(
  problem: AllocationProblem,
  changes: Omit<RerunChanges, "id">,
): Rerun & { readonly before: AllocationOutcome } {
  const before = allocate(problem);
  const result = rerun(problem, before, { id: "again", ...changes });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const findings = checkOutcome(result.value.problem, result.value.outcome);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return { ...result.value, before };
}
/** An entry that nothing but the lot is compared of. */
export const entry = (pid: string, list: readonly string[]): StepEntry => ({
  pid,
  category: "",
  list,
  keys: [[]],
  points: [pointsOf(0)],
});

/** Steps of deferred acceptance by lot, unless said otherwise. */
export const stepsOf = (
  seats: Readonly<Record<string, number>>,
  steps: readonly (Pick<AllocationStep, "entries"> & Partial<AllocationStep>)[],
  byLot: readonly string[],
): AllocationProblem => ({
  schools: Object.entries(seats).map(([school, count]) => ({ school, seats: count })),
  steps: steps.map((step, index) => ({
    id: `step ${index}`,
    mechanism: "deferred-acceptance",
    lotScope: "one",
    keyParts: [],
    ...step,
  })),
  lots: { "*": lotsInOrder(byLot) },
});
