import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { checkProblem } from "../check-problem.ts";
import { mixedTown, ringTown } from "../testing/featured-towns.ts";
import { literatureTown, lotNumber, seatsByChild, townArbitrary } from "../testing/towns.ts";
import { asksOf } from "./asks.ts";
import type { Rerun } from "./rerun.ts";
import { rerun } from "./rerun.ts";
import type { RerunChanges } from "./rerun-applicants.ts";
import { ownWaitlistRanks, waitlistsOf } from "./waitlists.ts";

function run(
  problem: AllocationProblem,
  changes: Omit<RerunChanges, "id">,
): Rerun & { readonly before: AllocationOutcome } {
  const before = allocate(problem);
  const result = rerun(problem, before, { id: "again", ...changes });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  expect(checkOutcome(result.value.problem, result.value.outcome)).toEqual([]);
  return { ...result.value, before };
}

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
    const entry = (pid: string, list: readonly string[]) => ({
      pid,
      category: "",
      list,
      keys: [[]],
      points: [pointsOf(0)],
    });
    const step = { mechanism: "deferred-acceptance", lotScope: "one", keyParts: [] } as const;
    const problem: AllocationProblem = {
      schools: [
        { school: "A", seats: 1 },
        { school: "B", seats: 1 },
      ],
      steps: [
        {
          ...step,
          id: "one",
          entries: [entry("p", ["A"]), entry("q", ["A", "B"]), entry("r", ["A"])],
        },
        { ...step, id: "two", entries: [entry("r", ["B", "A"]), entry("s", ["A"])] },
      ],
      lots: { "*": { p: lotNumber(1), q: lotNumber(4), r: lotNumber(3), s: lotNumber(2) } },
    };
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

describe("families in a re-run", () => {
  const twins = (lists: Readonly<Record<string, readonly string[]>>, order: readonly string[]) => {
    const problem = literatureTown({
      mechanism: "deferred-acceptance",
      choices: lists,
      seats: { A: 2, B: 2 },
      priorities: { A: order.map((pid) => [pid]), B: order.map((pid) => [pid]) },
    });
    const steps = problem.steps.map((step) => ({ ...step, together: { twins: ["t1", "t2"] } }));
    return { ...problem, steps };
  };
  const placed = twins({ x: ["A"], t1: ["A", "B"], t2: ["A", "B"], y: ["A"] }, [
    "x",
    "t1",
    "t2",
    "y",
  ]);

  it("stay together where they were placed together", () => {
    expect(seatsByChild(allocate(placed))).toEqual({ x: "A", t1: "B", t2: "B", y: "A" });
    expect(run(placed, { withdrawn: ["x"] }).moves).toHaveLength(1);
  });

  it("who were refused together ask only if they agree to ask alone", () => {
    const refused = twins({ x: ["A"], t1: ["A"], t2: ["A"], y: ["A"] }, ["x", "t1", "t2", "y"]);
    expect(run(refused, { withdrawn: ["y"] }).moves).toHaveLength(1);
    const { outcome } = run(refused, { withdrawn: ["y"], askAlone: ["t1", "t2"] });
    expect(seatsByChild(outcome)).toEqual({ x: "A", t1: "A", t2: null });
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

const CHILDREN = ["p1", "p2", "p3", "p4", "p5", "p6"];
const SCHOOLS = ["a", "b", "c"];

describe("for towns with every kind of step", () => {
  const changesArbitrary = fc.record({
    withdrawn: fc.subarray(CHILDREN, { maxLength: 3 }),
    declined: fc.subarray(CHILDREN, { maxLength: 1 }),
    notWaiting: fc.dictionary(fc.constantFrom(...CHILDREN), fc.subarray(SCHOOLS), { maxKeys: 2 }),
    noRefill: fc.subarray(SCHOOLS, { maxLength: 1 }),
    askAlone: fc.subarray(CHILDREN),
    added: fc.dictionary(fc.constantFrom(...SCHOOLS), fc.integer({ min: 0, max: 2 })),
  });

  it("nobody who keeps a seat is worse off, nobody waiting is passed over, who left has nothing", () => {
    fc.assert(
      fc.property(mixedTown, changesArbitrary, (problem, drawn) => {
        const before = allocate(problem);
        const seatBefore = seatsByChild(before);
        const inRun = (pids: readonly string[]) => pids.filter((pid) => pid in seatBefore);
        const withdrawn = inRun(drawn.withdrawn);
        const changes = {
          withdrawn,
          declined: inRun(drawn.declined).filter(
            (pid) => seatBefore[pid] !== null && !withdrawn.includes(pid),
          ),
          notWaiting: Object.fromEntries(
            Object.entries(drawn.notWaiting).filter(([pid]) => pid in seatBefore),
          ),
          noRefill: drawn.noRefill,
          askAlone: inRun(drawn.askAlone),
          addedSeats: Object.fromEntries(
            Object.entries(drawn.added).filter(([school]) => !drawn.noRefill.includes(school)),
          ),
        };
        const { outcome, problem: next, moves } = run(problem, changes);
        const seatAfter = seatsByChild(outcome);
        const asks = asksOf(problem, before);
        for (const [pid, school] of Object.entries(seatBefore)) {
          if (withdrawn.includes(pid)) {
            expect(seatAfter).not.toHaveProperty(pid);
            continue;
          }
          const got = seatAfter[pid] ?? null;
          if (school === null || changes.declined.includes(pid)) continue;
          const result = asks.get(pid)?.find((ask) => ask.school === got)?.result;
          expect(["refused", "given"]).toContain(result);
        }
        for (const { to } of moves) expect(changes.noRefill).not.toContain(to);
        const moved = CHILDREN.filter(
          (pid) => (seatBefore[pid] ?? null) !== (seatAfter[pid] ?? null),
        );
        expect(moves.map(({ pid }) => pid)).toEqual(moved);
        expect(next.steps[0]?.entries.length).toBe(Object.keys(seatAfter).length);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("the order of rows does not matter", () => {
    fc.assert(
      fc.property(mixedTown, fc.constantFrom(...CHILDREN), (problem, leaver) => {
        const turned = {
          ...problem,
          schools: problem.schools.toReversed(),
          steps: problem.steps.map((step) => ({ ...step, entries: step.entries.toReversed() })),
        };
        const withdrawn = leaver in seatsByChild(allocate(problem)) ? [leaver] : [];
        const one = run(problem, { withdrawn });
        const other = run(turned, { withdrawn });
        expect(JSON.stringify(other.outcome)).toBe(JSON.stringify(one.outcome));
        expect(other.moves).toEqual(one.moves);
        expect(waitlistsOf(turned, other.before)).toEqual(waitlistsOf(problem, one.before));
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

it("changes nothing where nothing has changed, after one undivided step", () => {
  let steps = 0;
  fc.assert(
    fc.property(fc.oneof(townArbitrary, ringTown), (problem) => {
      const [step] = problem.steps;
      // Seats that the step kept back are given in a re-run.
      if (step === undefined || step.competitorsAtMost !== undefined) return;
      const { seatsAtMost: _, ...plain } = step;
      expect(run({ ...problem, steps: [plain] }, {}).moves).toEqual([]);
      steps += 1;
    }),
    { seed: 8, numRuns: 600 },
  );
  expect(steps).toBeGreaterThan(100);
});

it("waiting lists hold exactly those who would take a seat, once for each school", () => {
  fc.assert(
    fc.property(mixedTown, (problem) => {
      expect(checkProblem(problem).ok).toBe(true);
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
