import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { AllocationOutcome, AllocationProblem } from "../domain/allocation-problem.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkProblem } from "./check-problem.ts";
import { allocateByBruteForce } from "./testing/brute-force.ts";
import { townArbitrary } from "./testing/towns.ts";

const RUNS = { seed: 20_240_601, numRuns: 1500 };

const shown = ({ placements }: AllocationOutcome): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    placements.map(({ pid, school, step }) => [pid, school === null ? null : `${school}@${step}`]),
  );

it("gives every child of a small town what trying all matchings says it must get", () => {
  fc.assert(
    fc.property(townArbitrary, (problem) => {
      expect(checkProblem(problem)).toMatchObject({ ok: true });
      expect(shown(allocate(problem))).toEqual(allocateByBruteForce(problem));
    }),
    RUNS,
  );
});

it("satisfies the checker, cutoffs and seats left included", () => {
  fc.assert(
    fc.property(townArbitrary, (problem) => {
      expect(checkOutcome(problem, allocate(problem))).toEqual([]);
    }),
    { ...RUNS, seed: 7 },
  );
});

/** The same rows in reversed order, down to the keys of the records. */
const reversed = (problem: AllocationProblem): AllocationProblem => ({
  ...problem,
  schools: problem.schools.toReversed(),
  steps: problem.steps.map((step) => ({ ...step, entries: step.entries.toReversed() })),
  lots: Object.fromEntries(
    Object.entries(problem.lots)
      .toReversed()
      .map(([draw, lots]) => [draw, Object.fromEntries(Object.entries(lots).toReversed())]),
  ),
});

it("gives the same bytes whatever the order of the rows", () => {
  fc.assert(
    fc.property(townArbitrary, (problem) => {
      const bytes = JSON.stringify(allocate(problem));
      expect(JSON.stringify(allocate(reversed(problem)))).toBe(bytes);
      expect(JSON.stringify(allocate(structuredClone(problem)))).toBe(bytes);
    }),
    { ...RUNS, seed: 11 },
  );
});
