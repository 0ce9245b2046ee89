import { describe, expect, it } from "vitest";
import type { AllocationProblem, AllocationStep } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { literatureTown, lotNumber, lotsInOrder, seatsByChild } from "./testing/towns.ts";

interface Asking {
  readonly list: readonly string[];
  /** One for all places, or one per place. */
  readonly points: readonly number[];
}

const wants = (list: readonly string[], points = 0): Asking => ({ list, points: [points] });

const byPoints = (
  rules: Pick<AllocationStep, "id" | "mechanism"> & Partial<AllocationStep>,
  children: Readonly<Record<string, Asking>>,
): AllocationStep => ({
  lotScope: "one",
  keyParts: [{ by: "points" }],
  ...rules,
  entries: Object.entries(children).map(([pid, { list, points }]) => ({
    pid,
    category: "x",
    list,
    keys: points.map((value) => [-value]),
    points: points.map(pointsOf),
  })),
});

const problemOf = (
  seats: Readonly<Record<string, number>>,
  steps: readonly AllocationStep[],
  lots: AllocationProblem["lots"] = { "*": lotsInOrder(["p", "q", "r", "s", "t"]) },
): AllocationProblem => ({
  schools: Object.entries(seats).map(([school, count]) => ({ school, seats: count })),
  steps,
  lots,
});

describe("the three mechanisms on one town", () => {
  // At b, q has more points than r but lists it second.
  const children = {
    p: { list: ["a", "b"], points: [90] },
    q: { list: ["a", "b"], points: [80] },
    r: { list: ["b", "a"], points: [70] },
  };
  const seats = { a: 1, b: 1 };
  const solved = (mechanism: AllocationStep["mechanism"]) =>
    seatsByChild(allocate(problemOf(seats, [byPoints({ id: "one", mechanism }, children)])));

  it("serial dictatorship lets points decide before choice rank", () => {
    expect(solved("serial-dictatorship")).toEqual({ p: "a", q: "b", r: null });
  });

  it("deferred acceptance agrees where all schools rank alike", () => {
    expect(solved("deferred-acceptance")).toEqual({ p: "a", q: "b", r: null });
  });

  it("immediate acceptance fills b with its first choices, so that q has asked in vain", () => {
    expect(solved("immediate-acceptance")).toEqual({ p: "a", q: null, r: "b" });
  });
});

it("immediate acceptance goes round by round (Ergin & Sönmez 2006, the Boston mechanism)", () => {
  const problem = literatureTown({
    mechanism: "immediate-acceptance",
    seats: { a: 1, b: 2, c: 1 },
    choices: {
      1: ["a", "b", "c"],
      2: ["a", "c", "b"],
      3: ["b", "a", "c"],
      4: ["a", "b", "c"],
      5: ["b", "c", "a"],
    },
    priorities: {
      a: [["4"], ["2"], ["1"], ["3"], ["5"]],
      b: [["1"], ["4"], ["5"], ["3"], ["2"]],
      c: [["1"], ["2"], ["3"], ["4"], ["5"]],
    },
  });
  // Round 1: a takes 4; b takes 5 and 3. Round 2: 1 finds b full; 2 gets c. Round 3: 1 finds c full.
  expect(seatsByChild(allocate(problem))).toEqual({ 1: null, 2: "c", 3: "b", 4: "a", 5: "b" });
});

describe("a serial dictatorship with a bonus for the first choice", () => {
  it("lets a refused child step back in the line to its points without the bonus", () => {
    // p: 82.5 for a, 80 for b. q: 81 for b. r takes a with 90.
    const step = byPoints(
      { id: "one", mechanism: "serial-dictatorship" },
      {
        p: { list: ["a", "b"], points: [82_500, 80_000] },
        q: { list: ["b"], points: [81_000] },
        r: { list: ["a"], points: [90_000] },
      },
    );
    expect(seatsByChild(allocate(problemOf({ a: 1, b: 1 }, [step])))).toEqual({
      p: null,
      q: "b",
      r: "a",
    });
  });
});

describe("steps in sequence", () => {
  const wantsA = wants(["a"]);

  it("hands on the seats that are left and leaves out who has one", () => {
    const outcome = allocate(
      problemOf({ a: 2, b: 1 }, [
        byPoints({ id: "zone", mechanism: "serial-dictatorship" }, { p: wantsA }),
        byPoints(
          { id: "rest", mechanism: "serial-dictatorship" },
          { p: { list: ["b"], points: [0] }, q: wantsA, r: wantsA },
        ),
      ]),
    );
    expect(outcome.placements).toEqual([
      { pid: "p", school: "a", step: "zone", listRank: 1 },
      { pid: "q", school: "a", step: "rest", listRank: 1 },
      { pid: "r", school: null, step: null, listRank: null },
    ]);
    expect(outcome.seatsLeft).toEqual([
      { school: "a", seats: 0 },
      { school: "b", seats: 1 },
    ]);
  });

  it("keeps back the seats that a step may not give", () => {
    const outcome = allocate(
      problemOf({ a: 2 }, [
        byPoints(
          { id: "quota", mechanism: "deferred-acceptance", seatsAtMost: { a: 1 } },
          { p: wantsA, q: wantsA },
        ),
        byPoints({ id: "rest", mechanism: "deferred-acceptance" }, { r: wantsA }),
      ]),
    );
    expect(seatsByChild(outcome)).toEqual({ p: "a", q: null, r: "a" });
  });

  it("lets only the best by key, then lot, compete, counting none who has a seat", () => {
    const outcome = allocate(
      problemOf({ a: 3, b: 1 }, [
        byPoints(
          { id: "b", mechanism: "serial-dictatorship" },
          { p: { list: ["b"], points: [1] } },
        ),
        byPoints(
          { id: "quota", mechanism: "serial-dictatorship", competitorsAtMost: 2 },
          {
            p: wants(["a"], 99),
            q: wants(["a"], 5),
            s: wants(["a"], 5),
            r: wants(["a"], 7),
            t: wants(["a"], 5),
          },
        ),
      ]),
    );
    expect(seatsByChild(outcome)).toEqual({ p: "b", q: "a", r: "a", s: null, t: null });
  });
});

describe("lots", () => {
  it("per school give a fresh chance at each", () => {
    const step = byPoints(
      { id: "draw", mechanism: "deferred-acceptance", lotScope: "per-school" },
      { p: wants(["a", "b"]), q: wants(["a", "b"]) },
    );
    const lots = { a: lotsInOrder(["q", "p"]), b: lotsInOrder(["p", "q"]) };
    expect(seatsByChild(allocate(problemOf({ a: 1, b: 1 }, [step], lots)))).toEqual({
      p: "b",
      q: "a",
    });
  });

  it("shared by siblings let the smaller pid go first", () => {
    const step = byPoints(
      { id: "draw", mechanism: "serial-dictatorship" },
      { q: wants(["a"]), p: wants(["a"]), r: wants(["a"]) },
    );
    const problem = {
      ...problemOf({ a: 1 }, [step], {
        "*": { p: lotNumber(1), q: lotNumber(1), r: lotNumber(2) },
      }),
      lotGroups: { p: "family", q: "family" },
    };
    expect(seatsByChild(allocate(problem))).toEqual({ p: "a", q: null, r: null });
  });
});

describe("cutoffs", () => {
  it("name the last one admitted, and bind only where somebody was refused", () => {
    const outcome = allocate(
      problemOf({ a: 2, b: 2, c: 1 }, [
        byPoints(
          { id: "one", mechanism: "serial-dictatorship" },
          {
            p: { list: ["a", "b"], points: [70] },
            q: { list: ["a"], points: [90] },
            r: { list: ["a"], points: [70] },
            s: { list: ["a", "b"], points: [60] },
          },
        ),
      ]),
    );
    expect(outcome.cutoffs).toEqual([
      {
        school: "a",
        step: "one",
        admitted: 2,
        binding: true,
        key: [-70],
        points: 70,
        lot: lotNumber(1),
      },
      {
        school: "b",
        step: "one",
        admitted: 1,
        binding: false,
        key: [-60],
        points: 60,
        lot: lotNumber(4),
      },
    ]);
  });

  it("of immediate acceptance say at which place the last one admitted had listed the school", () => {
    const outcome = allocate(
      problemOf({ a: 1, b: 1 }, [
        byPoints(
          { id: "one", mechanism: "immediate-acceptance" },
          { p: { list: ["a", "b"], points: [1] }, q: { list: ["a", "b"], points: [2] } },
        ),
      ]),
    );
    expect(
      outcome.cutoffs.map(({ school, listRank, binding }) => [school, listRank, binding]),
    ).toEqual([
      ["a", 1, true],
      ["b", 2, false],
    ]);
  });
});

it("refuses to guess where a lot is missing", () => {
  const step = byPoints(
    { id: "one", mechanism: "serial-dictatorship" },
    { p: { list: ["a"], points: [1] } },
  );
  expect(() => allocate(problemOf({ a: 1 }, [step], {}))).toThrow('no lot of draw "*" for p');
});
