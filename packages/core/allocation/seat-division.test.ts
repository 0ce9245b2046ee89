import { describe, expect, it } from "vitest";
import type {
  AllocationProblem,
  AllocationStep,
  SeatDivision,
  SeatPool,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkProblem } from "./check-problem.ts";
import { explain } from "./explain.ts";
import { lotsInOrder, seatsByChild } from "./testing/towns.ts";

interface Child {
  readonly list?: readonly string[];
  readonly groups?: readonly string[];
  readonly guaranteed?: string;
}

/** One step of deferred acceptance; children in the order of their lots, which alone decide. */
function town(
  seats: Readonly<Record<string, number>>,
  children: Readonly<Record<string, Child>>,
  rules: Partial<AllocationStep>,
): AllocationProblem {
  const entries = Object.entries(children).map(
    ([pid, { list = Object.keys(seats), ...rest }]): StepEntry => ({
      pid,
      category: "x",
      list,
      keys: [[]],
      points: [pointsOf(0)],
      ...rest,
    }),
  );
  const step: AllocationStep = {
    id: "only",
    mechanism: "lots-only",
    lotScope: "one",
    keyParts: [],
    ...rules,
    entries,
  };
  return {
    schools: Object.entries(seats).map(([school, count]) => ({ school, seats: count })),
    steps: [step],
    lots: { "*": lotsInOrder(Object.keys(children)) },
  };
}

function solve(problem: AllocationProblem) {
  const checked = checkProblem(problem);
  expect(checked.ok ? [] : checked.error).toEqual([]);
  const outcome = allocate(problem);
  expect(checkOutcome(problem, outcome)).toEqual([]);
  return outcome;
}

const admitted = (problem: AllocationProblem): readonly string[] =>
  Object.entries(seatsByChild(solve(problem))).flatMap(([pid, school]) =>
    school === null ? [] : [pid],
  );

const open: SeatPool = { id: "open", group: null, handOn: null };
const reserve = (group: string, seats: number, handOn: string | null = "open"): SeatPool => ({
  id: group,
  group,
  seats,
  handOn,
});
const divided = (...pools: readonly SeatPool[]): SeatDivision => ({ pools });

describe("the order of precedence (after Dur, Kominers, Pathak & Sönmez 2018)", () => {
  const children = Object.fromEntries(
    ["w1", "w2", "o1", "w3", "o2", "o3", "w4", "o4"].map((pid) => [
      pid,
      pid.startsWith("w") ? { groups: ["walk"] } : {},
    ]),
  );

  it("reserved seats first", () => {
    const rules = { divisions: { s: divided(reserve("walk", 2), open) } };
    expect(admitted(town({ s: 4 }, children, rules))).toEqual(["o1", "w1", "w2", "w3"]);
  });

  it("open seats first", () => {
    const rules = { divisions: { s: divided(open, reserve("walk", 2)) } };
    expect(admitted(town({ s: 4 }, children, rules))).toEqual(["w1", "w2", "w3", "w4"]);
  });
});

describe("seats for which there are too few members", () => {
  const children = { g1: {}, g2: {}, m1: { groups: ["m"] }, g3: {} };

  it("are handed on to the open pool, whichever turn that had", () => {
    const first = { divisions: { s: divided(reserve("m", 2), open) } };
    expect(admitted(town({ s: 3 }, children, first))).toEqual(["g1", "g2", "m1"]);
    const last = { divisions: { s: divided(open, reserve("m", 2)) } };
    expect(admitted(town({ s: 3 }, children, last))).toEqual(["g1", "g2", "m1"]);
  });

  it("stay empty under a hard quota", () => {
    const rules = { divisions: { s: divided(reserve("m", 2, null), open) } };
    expect(admitted(town({ s: 3 }, children, rules))).toEqual(["g1", "m1"]);
  });

  it("go from group to group until they are taken", () => {
    const rules = {
      divisions: { s: divided(reserve("a", 1, "b"), reserve("b", 1, "a"), open) },
    };
    const many = { b1: { groups: ["b"] }, g1: {}, b2: { groups: ["b"] }, b3: { groups: ["b"] } };
    expect(admitted(town({ s: 3 }, many, rules))).toEqual(["b1", "b2", "g1"]);
  });
});

describe("a cap", () => {
  it("turns away the group's members beyond it, and says so", () => {
    const problem = town(
      { s: 3 },
      { a1: { groups: ["a"] }, a2: { groups: ["a"] }, g1: {}, g2: {} },
      { divisions: { s: { pools: [open], caps: [{ group: "a", atMost: 1 }] } } },
    );
    expect(admitted(problem)).toEqual(["a1", "g1", "g2"]);
    expect(explain(problem, solve(problem), "a2")).toMatchObject([
      { verdict: "cap-reached", school: "s" },
    ]);
  });
});

describe("a guaranteed seat", () => {
  it("is kept by whoever does not find a better one", () => {
    const problem = town(
      { A: 1, B: 1 },
      { s3: { list: ["B"] }, s2: { list: ["A"] }, s1: { list: ["B", "A"], guaranteed: "A" } },
      {},
    );
    const outcome = solve(problem);
    expect(seatsByChild(outcome)).toEqual({ s1: "A", s2: null, s3: "B" });
    expect(outcome.placements[0]).toMatchObject({ pid: "s1", pool: "guaranteed" });
  });

  it("goes to the others once its holder finds a better one", () => {
    const problem = town(
      { A: 1, B: 1 },
      { s2: { list: ["A"] }, s1: { list: ["B", "A"], guaranteed: "A" } },
      {},
    );
    expect(seatsByChild(solve(problem))).toEqual({ s1: "B", s2: "A" });
  });

  it("comes before seats set apart", () => {
    const problem = town(
      { A: 1 },
      { m: { groups: ["m"] }, holder: { guaranteed: "A" } },
      { divisions: { A: divided(reserve("m", 1), open) } },
    );
    expect(seatsByChild(solve(problem))).toEqual({ m: null, holder: "A" });
  });
});

it("says to whom a refused child was eligible, and where it came nearest", () => {
  const problem = town(
    { s: 2 },
    { g1: {}, g2: {}, m1: { groups: ["m"] }, m2: { groups: ["m"] } },
    { divisions: { s: divided(reserve("m", 1), open) } },
  );
  const outcome = solve(problem);
  expect(outcome.cutoffs).toMatchObject([
    { pool: "m", admitted: 1, binding: true },
    { pool: "open", admitted: 1, binding: true },
  ]);
  expect(explain(problem, outcome, "g2")).toMatchObject([
    { verdict: "beaten-by-lot", pool: "open", rank: 2, wanted: 4 },
  ]);
  expect(explain(problem, outcome, "m2")).toMatchObject([
    { verdict: "beaten-by-lot", pool: "m", rank: 4, wanted: 4 },
  ]);
});
