import { describe, expect, it } from "vitest";
import { pointsOf } from "../../domain/points.ts";
import { allocate } from "../allocate.ts";
import { literatureTown, lotNumber, seatsByChild } from "../testing/towns.ts";
import { rerun } from "./rerun.ts";
import { entry, run, stepsOf } from "./testing/reruns.ts";

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
it("a school that admitted all of a tie keeps them all", () => {
  const ties = stepsOf(
    { A: 1 },
    [{ ties: "admit-all", entries: [entry("p", ["A"]), entry("q", ["A"])] }],
    ["p", "q"],
  );
  expect(run(ties, {}).moves).toEqual([]);
  expect(run(ties, { withdrawn: ["p"] }).problem.schools).toEqual([{ school: "A", seats: 1 }]);
});

it("a child belongs to a reserved group by its entry in the step that reserves", () => {
  const near = { id: "near", group: "near", seats: 1, handOn: "open" };
  const problem = stepsOf(
    { A: 2 },
    [
      {
        divisions: { A: { pools: [near, { id: "open", group: null, handOn: null }] } },
        entries: [
          { ...entry("p", ["A"]), groups: ["near"] },
          entry("q", ["A"]),
          entry("o", ["A"]),
          { ...entry("n", ["A"]), groups: ["near"] },
        ],
      },
      { entries: [entry("n", ["A"])] },
    ],
    ["p", "q", "o", "n"],
  );
  expect(seatsByChild(run(problem, { withdrawn: ["p"] }).outcome)).toEqual({
    q: "A",
    o: null,
    n: "A",
  });
});

describe("a re-run", () => {
  it("passes a freed seat down the waiting lists and says whose it was", () => {
    const { outcome, moves } = run(town, { withdrawn: ["a"] });
    expect(seatsByChild(outcome)).toEqual({ b: "A", c: "B", d: null });
    expect(moves).toEqual([
      { pid: "a", from: "A", to: null, inPlaceOf: null, replacedBy: "b" },
      { pid: "b", from: "B", to: "A", inPlaceOf: "a", replacedBy: "c" },
      { pid: "c", from: "C", to: "B", inPlaceOf: "b", replacedBy: null },
    ]);
  });

  it("leaves a school closed that may not refill, with the seats that its children leave", () => {
    expect(run(town, { withdrawn: ["a"], noRefill: ["A"] }).moves).toHaveLength(1);
    const { outcome } = run(town, { withdrawn: ["a"], noRefill: ["B"] });
    expect(seatsByChild(outcome)).toEqual({ b: "A", c: "C", d: null });
  });

  it("gives added seats to the first who waits", () => {
    expect(seatsByChild(run(town, { addedSeats: { B: 1 } }).outcome)).toMatchObject({ c: "B" });
  });

  it("lets a child give back its seat and wait on", () => {
    const { outcome } = run(town, { declined: ["b"] });
    expect(seatsByChild(outcome)).toEqual({ a: "A", b: null, c: "B", d: null });
  });

  it("does not move a child that no longer waits", () => {
    const { outcome } = run(town, { withdrawn: ["a"], notWaiting: { b: ["A"] } });
    expect(seatsByChild(outcome)).toEqual({ b: "B", c: "A", d: null });
  });

  it("puts newcomers after those who wait", () => {
    const newcomer = {
      pid: "n",
      category: "",
      list: ["A", "C"],
      keys: [[0]],
      points: [pointsOf(0)],
    };
    const { outcome } = run(town, {
      withdrawn: ["a"],
      newcomers: { step: "only", entries: [newcomer], lots: { "*": { n: lotNumber(99) } } },
    });
    expect(seatsByChild(outcome)).toEqual({ b: "A", c: "B", d: null, n: "C" });
  });
});
it("a re-run gives a reserved pool back only the seats that were left in it", () => {
  const problem = literatureTown({
    mechanism: "deferred-acceptance",
    seats: { A: 3 },
    choices: { w1: ["A"], o1: ["A"], o2: ["A"], o3: ["A"], w2: ["A"] },
    priorities: { A: [["w1"], ["o1"], ["o2"], ["o3"], ["w2"]] },
  });
  const reserved = { id: "near", group: "near", seats: 1, handOn: "open" };
  const steps = problem.steps.map((step) => ({
    ...step,
    divisions: { A: { pools: [reserved, { id: "open", group: null, handOn: null }] } },
    entries: step.entries.map((entry) => ({
      ...entry,
      groups: entry.pid.startsWith("w") ? ["near"] : [],
    })),
  }));
  const divided = { ...problem, steps };
  const seats = (withdrawn: string) =>
    seatsByChild(run(divided, { withdrawn: [withdrawn] }).outcome);
  expect(seats("o2")).toEqual({ w1: "A", o1: "A", o3: "A", w2: null });
  expect(seats("w1")).toEqual({ o1: "A", o2: "A", o3: null, w2: "A" });
});

it("refuses changes that speak of nobody and nothing, with their place", () => {
  const result = rerun(town, allocate(town), {
    id: "again",
    withdrawn: ["nobody"],
    declined: ["d"],
    notWaiting: { stranger: [] },
    noRefill: ["Z", "A"],
    addedSeats: { A: -1, Y: 1 },
    newcomers: {
      step: "other",
      entries: [{ pid: "a", category: "", list: [], keys: [[0]], points: [pointsOf(0)] }],
      lots: {},
    },
  });
  expect(result.ok ? [] : result.error.map(({ code, place }) => `${code} @ ${place}`)).toEqual([
    "allocation.child-unknown @ withdrawn[0]",
    "allocation.child-unknown @ notWaiting.stranger",
    "allocation.nothing-to-decline @ declined[0]",
    "allocation.school-unknown @ noRefill[0]",
    "allocation.seats @ addedSeats.A",
    "allocation.added-to-closed @ addedSeats.A",
    "allocation.school-unknown @ addedSeats.Y",
    "allocation.step-unknown @ newcomers.step",
    "allocation.not-new @ newcomers.entries[0].pid",
  ]);
});

it("does with the lots of each school where there is none for all", () => {
  const { "*": lots = {} } = town.lots;
  const perSchool = {
    ...town,
    steps: town.steps.map((step) => ({ ...step, lotScope: "per-school" as const })),
    lots: { A: lots, B: lots, C: lots },
  };
  const { problem, outcome } = run(perSchool, { withdrawn: ["a"] });
  expect(problem.steps[0]?.lotScope).toBe("per-school");
  expect(Object.keys(problem.lots).toSorted()).toEqual(["A", "B", "C"]);
  expect(seatsByChild(outcome)).toEqual(seatsByChild(run(town, { withdrawn: ["a"] }).outcome));
});

it("refuses newcomers without a lot", () => {
  const newcomer = { pid: "n", category: "", list: ["A"], keys: [[0]], points: [pointsOf(0)] };
  const result = rerun(town, allocate(town), {
    id: "again",
    newcomers: { step: "only", entries: [newcomer], lots: {} },
  });
  expect(result.ok ? [] : result.error.map(({ code }) => code)).toEqual(["allocation.lot-missing"]);
});
