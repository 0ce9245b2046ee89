import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { mixedTown } from "../testing/featured-towns.ts";
import { literatureTown, seatsByChild } from "../testing/towns.ts";
import { entry, stepsOf } from "./testing/reruns.ts";
import { ownWaitlistRanks, waitlistsOf } from "./waitlists.ts";

/** a, b, c, d by lot; A and B have one seat each, C has one that nobody lists first. */
const town = literatureTown({
  mechanism: "deferred-acceptance",
  choices: { a: ["A"], b: ["A", "B"], c: ["A", "B", "C"], d: ["B"] },
  priorities: {
    A: [["a", "b", "c", "d"]],
    B: [["a", "b", "c", "d"]],
    C: [["a", "b", "c", "d"]],
  },
});

describe("waiting lists", () => {
  it("hold those who were refused what they wanted more, in the school's order", () => {
    const lists = waitlistsOf(town, allocate(town));
    expect(lists.map(({ school, waiting }) => [school, waiting.map(({ pid }) => pid)])).toEqual([
      ["A", ["b", "c"]],
      ["B", ["c", "d"]],
      ["C", []],
    ]);
    expect(lists[1]?.waiting[1]).toEqual({ pid: "d", rank: 2, step: "only", listRank: 1 });
  });

  it("do without those who no longer wait", () => {
    const [first] = waitlistsOf(town, allocate(town), { b: ["A"], c: ["B"] });
    expect(first?.waiting).toMatchObject([{ pid: "c", rank: 1 }]);
  });

  it("show a family its own ranks only", () => {
    expect(ownWaitlistRanks(waitlistsOf(town, allocate(town)), "c")).toEqual([
      { school: "A", rank: 2, waiting: 2 },
      { school: "B", rank: 1, waiting: 2 },
    ]);
  });

  it("put an earlier step first, and take each child as it asked last", () => {
    const problem = stepsOf(
      { A: 1, B: 1 },
      [
        { id: "one", entries: [entry("p", ["A"]), entry("q", ["A", "B"]), entry("r", ["A"])] },
        { id: "two", entries: [entry("r", ["B", "A"]), entry("s", ["A"])] },
      ],
      ["p", "s", "r", "q"],
    );
    expect(waitlistsOf(problem, allocate(problem))).toMatchObject([
      {
        waiting: [
          { pid: "q", step: "one", listRank: 1 },
          { pid: "s", step: "two", listRank: 1 },
          { pid: "r", step: "two", listRank: 2 },
        ],
      },
      { waiting: [{ pid: "r", step: "two", listRank: 1 }] },
    ]);
  });
});
const waitingAt = (problem: AllocationProblem, school: string): readonly string[] =>
  waitlistsOf(problem, allocate(problem))
    .filter((list) => list.school === school)
    .flatMap(({ waiting }) => waiting.map(({ pid }) => pid));

describe("waiting lists of several steps", () => {
  it("put those outside the limit of competitors after those inside", () => {
    const limited = stepsOf(
      { A: 1, B: 1 },
      [
        {
          competitorsAtMost: 3,
          keyParts: [{ by: "points" }],
          entries: [
            { ...entry("p", ["B", "A"]), keys: [[0], [3]] },
            { ...entry("q", ["A"]), keys: [[1]] },
            { ...entry("r", ["B", "A"]), keys: [[2], [4]] },
            { ...entry("s", ["B", "A"]), keys: [[3], [0]] },
          ],
        },
      ],
      ["p", "q", "r", "s"],
    );
    expect(seatsByChild(allocate(limited))).toEqual({ p: "B", q: "A", r: null, s: null });
    expect(waitingAt(limited, "A")).toEqual(["r", "s"]);
  });

  it("keep whom an earlier step refused a school that it did not list again", () => {
    const twice = stepsOf(
      { A: 1, B: 1 },
      [{ entries: [entry("p", ["A"]), entry("q", ["A"])] }, { entries: [entry("q", ["B"])] }],
      ["p", "q"],
    );
    expect(seatsByChild(allocate(twice))).toEqual({ p: "A", q: "B" });
    expect(waitingAt(twice, "A")).toEqual(["q"]);
  });

  it("do without whom an earlier step refused what it wanted less than its seat", () => {
    const twice = stepsOf(
      { A: 1, B: 2 },
      [
        {
          seatsAtMost: { B: 1 },
          entries: [entry("p", ["A"]), entry("r", ["B"]), entry("q", ["B", "A"])],
        },
        { entries: [entry("q", ["B"])] },
      ],
      ["p", "r", "q"],
    );
    expect(seatsByChild(allocate(twice))).toEqual({ p: "A", r: "B", q: "B" });
    expect(waitingAt(twice, "A")).toEqual([]);
  });
});
it("waiting lists hold exactly those who would take a seat, once for each school", () => {
  fc.assert(
    fc.property(mixedTown, (problem) => {
      const outcome = allocate(problem);
      const seats = seatsByChild(outcome);
      for (const { school, waiting } of waitlistsOf(problem, outcome)) {
        expect(waiting.map(({ rank }) => rank)).toEqual(waiting.map((_, index) => index + 1));
        expect(new Set(waiting.map(({ pid }) => pid)).size).toBe(waiting.length);
        for (const { pid } of waiting) expect(seats[pid]).not.toBe(school);
        for (const [pid, got] of Object.entries(seats)) {
          const asked = problem.steps.some(({ entries }) =>
            entries.some((entry) => entry.pid === pid && entry.list.includes(school)),
          );
          if (got === null) expect(waiting.some((row) => row.pid === pid)).toBe(asked);
        }
      }
    }),
    { seed: 9, numRuns: 300 },
  );
});
