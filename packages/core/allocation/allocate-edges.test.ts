import { expect, it } from "vitest";
import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { solve } from "./testing/literature.ts";
import { lotsInOrder } from "./testing/towns.ts";

const asks = (pid: string, list: readonly string[], more: Partial<StepEntry> = {}): StepEntry => ({
  pid,
  category: "x",
  list,
  keys: [[]],
  points: [pointsOf(0)],
  ...more,
});

/** One seat a school; children by lot as they stand in `entries`. */
const town = (
  schools: readonly string[],
  entries: readonly StepEntry[],
  rules: Partial<AllocationStep> = {},
): AllocationProblem => ({
  schools: schools.map((school) => ({ school, seats: 1 })),
  lots: { "*": lotsInOrder(entries.map(({ pid }) => pid)) },
  steps: [
    {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      entries,
      ...rules,
    },
  ],
});

it("says nothing of families where none fell apart", () => {
  const apart = town(["a"], [asks("1", ["a"]), asks("2", ["a"])]);
  expect(allocate(apart)).not.toHaveProperty("fellApart");
});

it("names the school that nobody knows, should a problem come unchecked", () => {
  expect(() => allocate(town(["a"], [asks("1", ["nowhere"])]))).toThrow(
    'unknown school "nowhere" in step only',
  );
});

it("hands a promise that nobody needs on to the open pool, whatever its name", () => {
  const promised = asks("3", ["better", "a"], { guaranteed: "a" });
  const pools = [
    { id: "zone", group: "zone", seats: 0, handOn: null },
    { id: "everybody", group: null, handOn: null },
  ];
  const problem = town(["a", "better"], [asks("1", ["a"]), promised], {
    divisions: { a: { pools } },
  });
  expect(solve(problem)).toEqual({ 1: "a", 3: "better" });
  expect(allocate(problem).placements[0]).toMatchObject({ pool: "everybody" });
});

it("lets a child trade by the key of its list, not by a right at the same school", () => {
  // Were the right of 2 at a counted, 2 would come first there and keep 1 out.
  const byKey = { mechanism: "top-trading-cycles", keyParts: [{ by: "points" }] } as const;
  const problem = town(
    ["a", "b"],
    [asks("1", ["a"], { keys: [[1]] }), asks("2", ["a", "b"], { keys: [[2]], rights: { a: [0] } })],
    byKey,
  );
  expect(solve(problem)).toEqual({ 1: "a", 2: "b" });
});
