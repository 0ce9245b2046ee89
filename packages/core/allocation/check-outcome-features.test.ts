import { describe, expect, it } from "vitest";
import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  Placement,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { literatureTown, lotsInOrder } from "./testing/towns.ts";

/** A child with points, smaller pids having the better lots. */
const child = (
  pid: string,
  list: readonly string[],
  points: number,
  further: Partial<StepEntry> = {},
): StepEntry => ({
  pid,
  category: "x",
  list,
  keys: [[-points]],
  points: [pointsOf(points)],
  ...further,
});

const town = (
  seats: Readonly<Record<string, number>>,
  step: Partial<AllocationStep> & Pick<AllocationStep, "entries">,
): AllocationProblem => ({
  schools: Object.entries(seats).map(([school, count]) => ({ school, seats: count })),
  steps: [
    {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [{ by: "points" }],
      ...step,
    },
  ],
  lots: { "*": lotsInOrder(step.entries.map(({ pid }) => pid).toSorted()) },
});

type Changes = Readonly<Record<string, Partial<Placement> | null>>;

/** The engine's outcome with some placements changed; null leaves the child without a seat. */
function changed(problem: AllocationProblem, changes: Changes): AllocationOutcome {
  const outcome = allocate(problem);
  const placements = outcome.placements.map((placement): Placement => {
    const change = changes[placement.pid];
    if (change === undefined) return placement;
    return change === null
      ? { pid: placement.pid, school: null, step: null, listRank: null }
      : { ...placement, step: "only", ...change };
  });
  return { ...outcome, placements };
}

/** What is found besides cutoffs and seats left, which follow from the placements. */
const faults = (problem: AllocationProblem, outcome: AllocationOutcome): readonly string[] =>
  checkOutcome(problem, outcome)
    .filter(({ check }) => check !== "cutoffs" && check !== "seats-left")
    .map(({ check, pids }) => `${check}: ${pids.join(" ")}`)
    .toSorted((a, b) => (a < b ? -1 : 1));

const seats = (problem: AllocationProblem): string =>
  allocate(problem)
    .placements.map(({ pid, school, pool }) => `${pid} ${school ?? "-"} ${pool ?? ""}`.trim())
    .join(", ");

const withCutoff = (outcome: AllocationOutcome, change: Partial<Cutoff>): AllocationOutcome => ({
  ...outcome,
  cutoffs: outcome.cutoffs.map((cutoff, index) =>
    index === 0 ? { ...cutoff, ...change } : cutoff,
  ),
});

describe("with divided seats", () => {
  const problem = town(
    { a: 3 },
    {
      divisions: {
        a: {
          pools: [
            { id: "reserve", group: "g", seats: 1, handOn: "open" },
            { id: "open", group: null, handOn: null },
          ],
          caps: [{ group: "k", atMost: 1 }],
        },
      },
      entries: [
        child("p", ["a"], 90, { groups: ["k"] }),
        child("q", ["a"], 80, { groups: ["k"] }),
        child("r", ["a"], 70),
        child("s", ["a"], 60),
        child("t", ["a"], 50, { groups: ["g"] }),
      ],
    },
  );

  it("finds nothing wrong with the right outcome", () => {
    expect(seats(problem)).toBe("p a open, q -, r a open, s -, t a reserve");
    expect(checkOutcome(problem, allocate(problem))).toEqual([]);
  });

  it("sees a reserve's member passed over", () => {
    const outcome = changed(problem, { t: null, s: { school: "a", listRank: 1, pool: "open" } });
    expect(faults(problem, outcome)).toEqual(["choice: t s", "envy: t s"]);
  });

  it("sees a cap passed", () => {
    const outcome = changed(problem, { r: null, q: { school: "a", listRank: 1, pool: "open" } });
    expect(faults(problem, outcome)).toEqual(["choice: r q", "envy: r q"]);
  });

  it("sees a seat wasted", () => {
    expect(faults(problem, changed(problem, { t: null }))).toEqual(["waste: t"]);
  });

  it("sees more children than seats", () => {
    const outcome = changed(problem, { s: { school: "a", listRank: 1, pool: "open" } });
    expect(faults(problem, outcome)).toEqual(["capacity: p r s t", "choice: s"]);
  });

  it("sees the wrong pool, a missing one, and one where none belongs", () => {
    expect(faults(problem, changed(problem, { t: { pool: "open" } }))).toEqual(["pool: t"]);
    const outcome = allocate(problem);
    const bare = outcome.placements.map(({ pid, school, step, listRank }): Placement => ({
      pid,
      school,
      step,
      listRank,
    }));
    expect(faults(problem, { ...outcome, placements: bare })).toEqual([
      "pool: p",
      "pool: r",
      "pool: t",
    ]);
    const undivided = town({ a: 1 }, { entries: [child("p", ["a"], 90)] });
    expect(faults(undivided, changed(undivided, { p: { pool: "open" } }))).toEqual(["pool: p"]);
    const unplaced = changed(problem, {
      q: { school: null, step: null, listRank: null, pool: "open" },
    });
    expect(faults(problem, unplaced)).toEqual(["placements: q"]);
  });

  it("sees a cutoff of the wrong pool, and a pool said to bind that does not", () => {
    const outcome = allocate(problem);
    expect(checkOutcome(problem, withCutoff(outcome, { pool: "open" }))).toHaveLength(1);
    expect(outcome.cutoffs[0]).toMatchObject({ pool: "reserve", binding: false });
    expect(checkOutcome(problem, withCutoff(outcome, { binding: true }))).toHaveLength(1);
    expect(
      checkOutcome(problem, { ...outcome, cutoffs: outcome.cutoffs.toReversed() }),
    ).toHaveLength(2);
  });

  it("sees a stable outcome that is not the children's best", () => {
    const ring = town(
      { a: 1, b: 1 },
      {
        divisions: { a: { pools: [{ id: "open", group: null, handOn: null }] } },
        entries: [
          child("p", ["a", "b"], 0, { keys: [[2], [1]] }),
          child("q", ["b", "a"], 0, { keys: [[2], [1]] }),
        ],
      },
    );
    expect(seats(ring)).toBe("p a open, q b");
    const outcome = changed(ring, {
      p: { school: "b", listRank: 2 },
      q: { school: "a", listRank: 2, pool: "open" },
    });
    const placements = outcome.placements.map(({ pool, ...placement }): Placement => ({
      ...placement,
      ...(pool !== undefined && placement.school === "a" ? { pool } : {}),
    }));
    expect(faults(ring, { ...outcome, placements })).toEqual(["optimality: p q"]);
  });
});

describe("with guaranteed seats", () => {
  it("sees a promise broken", () => {
    const problem = town(
      { a: 1 },
      { entries: [child("p", ["a"], 90), child("q", ["a"], 10, { guaranteed: "a" })] },
    );
    expect(seats(problem)).toBe("p -, q a guaranteed");
    const outcome = changed(problem, {
      q: null,
      p: { school: "a", listRank: 1, pool: "guaranteed" },
    });
    expect(faults(problem, outcome)).toEqual(["choice: q p", "envy: q p", "guarantee: q"]);
  });
});

describe("with equal scores", () => {
  const children = [child("p", ["a"], 90), child("q", ["a"], 80), child("r", ["a"], 80)];

  it("sees one of several equals admitted by lot", () => {
    const none = town({ a: 2 }, { ties: "admit-none", entries: children });
    expect(seats(none)).toBe("p a, q -, r -");
    const byLot = changed(none, { q: { school: "a", listRank: 1 } });
    expect(faults(none, byLot)).toEqual(["choice: q"]);
    const all = town({ a: 2 }, { ties: "admit-all", entries: children });
    expect(seats(all)).toBe("p a, q a, r a");
    expect(faults(all, changed(all, { r: null }))).toEqual(["envy: r"]);
    expect(
      faults(
        none,
        changed(none, { q: { school: "a", listRank: 1 }, r: { school: "a", listRank: 1 } }),
      ),
    ).toEqual(["capacity: p q r", "choice: q", "choice: r"]);
  });

  it("owes no seats for those admitted beyond the last one", () => {
    const all = town({ a: 2, b: 1 }, { ties: "admit-all", entries: children });
    const outcome = allocate(all);
    expect(checkOutcome(all, outcome)).toEqual([]);
    const seatsLeft = [
      { school: "a", seats: -1 },
      { school: "b", seats: 1 },
    ];
    expect(checkOutcome(all, { ...outcome, seatsLeft }).map(({ check }) => check)).toEqual([
      "seats-left",
    ]);
  });
});

describe("with call lists and rings", () => {
  it("sees a child called too late, and a wrong place in the call list", () => {
    const problem = town(
      { a: 2 },
      {
        rates: { a: [{ group: "g", percentAtLeast: 50 }] },
        entries: [
          child("p", ["a"], 90),
          child("q", ["a"], 80),
          child("r", ["a"], 70, { groups: ["g"] }),
        ],
      },
    );
    expect(seats(problem)).toBe("p a, q -, r a");
    expect(allocate(problem).cutoffs[0]).toMatchObject({ call: 2 });
    const outcome = changed(problem, { r: null, q: { school: "a", listRank: 1 } });
    expect(faults(problem, outcome)).toEqual(["envy: r q"]);
    const wrong = withCutoff(allocate(problem), { call: 3 });
    expect(checkOutcome(problem, wrong).map(({ check }) => check)).toEqual(["cutoffs"]);
  });

  it("sees two places of a ring exchanged", () => {
    const entries = ["p", "q", "r", "s"].map((pid) => child(pid, ["a"], 0, { keys: [[]] }));
    const problem = town(
      { a: 2 },
      { mechanism: "ring-draw", keyParts: [], ring: { start: 2, step: 2 }, entries },
    );
    expect(seats(problem)).toBe("p -, q a, r -, s a");
    const outcome = changed(problem, { s: null, r: { school: "a", listRank: 1 } });
    expect(faults(problem, outcome)).toEqual(["envy: s r"]);
    const wrong = withCutoff(allocate(problem), { call: 1 });
    expect(checkOutcome(problem, wrong).map(({ check }) => check)).toEqual(["cutoffs"]);
  });
});

describe("with trading", () => {
  const problem = literatureTown({
    mechanism: "top-trading-cycles",
    choices: { p: ["b", "a", "c"], q: ["a", "b", "c"], r: ["a", "b", "c"] },
    priorities: {
      a: [["p"], ["r"], ["q"]],
      b: [["q"], ["p"], ["r"]],
      c: [["q"], ["p"], ["r"]],
    },
  });

  it("sees an exchange that did not take place", () => {
    expect(seats(problem)).toBe("p b, q a, r c");
    const outcome = changed(problem, {
      p: { school: "a", listRank: 2 },
      q: { school: "b", listRank: 2 },
    });
    expect(faults(problem, outcome)).toEqual(["trading: p", "trading: q"]);
  });

  it("sees a seat wasted, a pool where there is none, and the wrong round", () => {
    expect(faults(problem, changed(problem, { r: null }))).toEqual(["trading: r", "waste: r"]);
    expect(faults(problem, changed(problem, { r: { pool: "open" } }))).toEqual(["pool: r"]);
    const outcome = allocate(problem);
    expect(outcome.cutoffs.map(({ round }) => round)).toEqual([1, 1, 2]);
    expect(
      checkOutcome(problem, withCutoff(outcome, { round: 2 })).map(({ check }) => check),
    ).toEqual(["cutoffs"]);
  });
});

describe("with families that ask together", () => {
  const problem = town(
    { a: 2, b: 3 },
    {
      together: { family: ["p", "s"] },
      entries: [
        child("p", ["a", "b"], 90),
        child("q", ["a", "b"], 80),
        child("r", ["a", "b"], 70),
        child("s", ["a", "b"], 60),
      ],
    },
  );

  it("lets a family stand where its worst child stands", () => {
    expect(seats(problem)).toBe("p b, q a, r a, s b");
    expect(checkOutcome(problem, allocate(problem))).toEqual([]);
  });

  it("sees a family parted", () => {
    const outcome = changed(problem, {
      p: { school: "a", listRank: 1 },
      r: { school: "b", listRank: 2 },
    });
    expect(faults(problem, outcome)).toEqual(["families: p s"]);
  });

  it("sees children displaced by a family that stands after them", () => {
    const outcome = changed(problem, {
      p: { school: "a", listRank: 1 },
      s: { school: "a", listRank: 1 },
      q: { school: "b", listRank: 2 },
      r: { school: "b", listRank: 2 },
    });
    expect(faults(problem, outcome)).toEqual(["envy: q p s", "envy: r p s"]);
  });

  it("sees a family refused while there are seats for all of it", () => {
    expect(faults(problem, changed(problem, { p: null, s: null }))).toEqual(["waste: p s"]);
  });

  it("sees a child refused while there is just one seat for it", () => {
    const narrow = town(
      { a: 1 },
      {
        together: { family: ["p", "q"] },
        entries: [child("p", ["a"], 90), child("q", ["a"], 80), child("r", ["a"], 70)],
      },
    );
    expect(seats(narrow)).toBe("p -, q -, r a");
    expect(faults(narrow, changed(narrow, { r: null }))).toEqual(["waste: r"]);
  });

  it("sees a family that is said to fall apart but is unknown, stands twice or out of order", () => {
    const outcome = allocate(problem);
    const family = { step: "only", family: "family" };
    const apart = (...fellApart: NonNullable<AllocationOutcome["fellApart"]>): readonly string[] =>
      faults(problem, { ...outcome, fellApart });
    expect(apart({ step: "only", family: "stranger" })).toEqual(["families: "]);
    expect(apart({ step: "other", family: "family" })).toEqual(["families: "]);
    expect(apart(family, family)).toContain("families: p s");
    // Children by themselves they would not be where they are.
    expect(apart(family)).toEqual(["envy: p r"]);
  });
});
