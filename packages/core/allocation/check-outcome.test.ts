import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  AllocationOutcome,
  AllocationProblem,
  Cutoff,
  Placement,
} from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { literatureTown, lotsInOrder, townArbitrary } from "./testing/towns.ts";

/** Two steps; p, q and r want a (two seats), s is alone at b; t comes second and finds c. */
const problem: AllocationProblem = {
  schools: [
    { school: "a", seats: 2 },
    { school: "b", seats: 1 },
    { school: "c", seats: 2 },
  ],
  steps: [
    {
      id: "first",
      mechanism: "serial-dictatorship",
      lotScope: "one",
      keyParts: [{ by: "points" }],
      competitorsAtMost: 4,
      entries: [
        entry("p", ["a"], 90),
        entry("q", ["a", "b"], 80),
        entry("r", ["a", "c"], 70),
        entry("s", ["b"], 60),
        entry("t", ["c"], 50),
      ],
    },
    {
      id: "second",
      mechanism: "serial-dictatorship",
      lotScope: "one",
      keyParts: [{ by: "points" }],
      seatsAtMost: { c: 1 },
      entries: [entry("t", ["a", "c"], 50)],
    },
  ],
  lots: { "*": lotsInOrder(["p", "q", "r", "s", "t"]) },
};

function entry(pid: string, list: readonly string[], points: number) {
  return { pid, category: "x", list, keys: [[-points]], points: [pointsOf(points)] };
}

const outcome = allocate(problem);

const checksOf = (changed: Partial<AllocationOutcome>): ReadonlySet<string> =>
  new Set(checkOutcome(problem, { ...outcome, ...changed }).map(({ check }) => check));

const withPlacements = (changes: Readonly<Record<string, Partial<Placement>>>) =>
  checksOf({
    placements: outcome.placements.map((placement) => ({
      ...placement,
      ...changes[placement.pid],
    })),
  });

const place = (pid: string, school: string, listRank: number): Placement => ({
  pid,
  school,
  step: "only",
  listRank,
});

const NOWHERE = { school: null, step: null, listRank: null } as const;

describe("checkOutcome", () => {
  it("finds nothing in a right outcome", () => {
    expect(outcome.placements.map(({ pid, school }) => `${pid}${school}`)).toEqual([
      "pa",
      "qa",
      "rc",
      "sb",
      "tc",
    ]);
    expect(checksOf({})).toEqual(new Set());
  });

  it("sees a child dropped, added, doubled or out of order", () => {
    const [first, second, ...rest] = outcome.placements;
    if (first === undefined || second === undefined) throw new Error("too few placements");
    expect(checksOf({ placements: [second, ...rest] })).toContain("placements");
    expect(checksOf({ placements: [first, first, second, ...rest] })).toContain("placements");
    expect(checksOf({ placements: [second, first, ...rest] })).toContain("placements");
    const stranger = { pid: "z", ...NOWHERE };
    expect(checksOf({ placements: [...outcome.placements, stranger] })).toContain("placements");
  });

  it("sees half a placement and an unknown step", () => {
    expect(withPlacements({ s: { step: null } })).toContain("placements");
    expect(withPlacements({ s: { step: "third" } })).toContain("placements");
  });

  it("sees a school that was not listed, or not there", () => {
    expect(withPlacements({ s: { school: "c" } })).toContain("listed");
    expect(withPlacements({ q: { listRank: 2 } })).toContain("listed");
    expect(withPlacements({ s: { step: "second" } })).toContain("listed");
  });

  it("sees a child placed in a step in which it may not compete", () => {
    expect(withPlacements({ t: { step: "first", listRank: 1 } })).toContain("competitors");
  });

  it("sees more children than seats, also beyond what the step may give", () => {
    expect(withPlacements({ r: { school: "a", listRank: 1 } })).toContain("capacity");
    const less = {
      ...problem,
      steps: problem.steps.map((step) => ({ ...step, seatsAtMost: { c: 0 } })),
    };
    expect(checkOutcome(less, outcome).map(({ check }) => check)).toContain("capacity");
  });

  it("sees a seat given past a child with the better right", () => {
    const findings = checkOutcome(problem, {
      ...outcome,
      placements: outcome.placements.map((placement) => {
        if (placement.pid === "p") return { pid: "p", ...NOWHERE };
        if (placement.pid === "r") return { pid: "r", school: "a", step: "first", listRank: 1 };
        return placement;
      }),
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ check: "envy", step: "first", school: "a", pids: ["p", "r"] }),
    );
  });

  it("sees a seat wasted", () => {
    expect(withPlacements({ s: NOWHERE })).toContain("waste");
    expect(withPlacements({ r: NOWHERE })).toContain("waste");
  });

  it("sees every field of a cutoff, one too many and one too few", () => {
    const [first, ...rest] = outcome.cutoffs;
    if (first === undefined) throw new Error("no cutoff");
    const changes: readonly Partial<Cutoff>[] = [
      { school: "b" },
      { step: "second" },
      { admitted: 1 },
      { binding: false },
      { key: [-70] },
      { points: pointsOf(70) },
      { lot: "0" },
      { listRank: 1 },
    ];
    for (const change of changes) {
      expect(checksOf({ cutoffs: [{ ...first, ...change }, ...rest] })).toEqual(
        new Set(["cutoffs"]),
      );
    }
    expect(checksOf({ cutoffs: rest })).toEqual(new Set(["cutoffs"]));
    expect(checksOf({ cutoffs: [...outcome.cutoffs, first] })).toEqual(new Set(["cutoffs"]));
  });

  it("sees wrong seats left", () => {
    expect(checksOf({ seatsLeft: [{ school: "a", seats: 1 }] })).toEqual(new Set(["seats-left"]));
  });

  it("sees a stable outcome of deferred acceptance that is not the children's best", () => {
    // p is refused at D, which leads into the ring of p, q and r without belonging to it.
    const rings = literatureTown({
      mechanism: "deferred-acceptance",
      choices: { d: ["D"], p: ["D", "A", "B", "C"], q: ["B", "C", "A"], r: ["C", "A", "B"] },
      priorities: {
        A: [["q"], ["r"], ["p"]],
        B: [["r"], ["p"], ["q"]],
        C: [["p"], ["q"], ["r"]],
        D: [["d"], ["p"]],
      },
    });
    const schoolsBest = [
      place("d", "D", 1),
      place("p", "C", 4),
      place("q", "A", 3),
      place("r", "B", 3),
    ];
    const checks = checkOutcome(rings, { ...allocate(rings), placements: schoolsBest });
    const [ring, ...others] = checks.filter(({ check }) => check !== "cutoffs");
    expect(others).toEqual([]);
    expect(ring?.check).toBe("optimality");
    expect(ring?.pids.toSorted()).toEqual(["p", "q", "r"]);
  });

  it("judges immediate acceptance by choice rank before the key", () => {
    const step = {
      id: "only",
      mechanism: "immediate-acceptance",
      lotScope: "one",
      keyParts: [{ by: "points" }],
      entries: [entry("p", ["a", "b"], 90), entry("q", ["a", "b"], 80), entry("r", ["b"], 70)],
    } as const;
    const schools = [
      { school: "a", seats: 1 },
      { school: "b", seats: 1 },
    ];
    const town: AllocationProblem = { schools, steps: [step], lots: problem.lots };
    const right = allocate(town);
    expect(checkOutcome(town, right)).toEqual([]);
    const placements: readonly Placement[] = [
      { pid: "p", school: "a", step: "only", listRank: 1 },
      { pid: "q", school: "b", step: "only", listRank: 2 },
      { pid: "r", ...NOWHERE },
    ];
    expect(checkOutcome(town, { ...right, placements })).toContainEqual(
      expect.objectContaining({ check: "envy", pids: ["r", "q"] }),
    );
  });

  it("never lets a changed placement of a random town pass", () => {
    let changed = 0;
    fc.assert(
      fc.property(townArbitrary, fc.nat(), fc.nat(), (town, whom, whither) => {
        const right = allocate(town);
        const target = right.placements[whom % right.placements.length];
        const options = town.steps.flatMap(({ id, entries }) =>
          entries
            .filter(({ pid }) => pid === target?.pid)
            .flatMap(({ pid, list }) =>
              list.map((school, index): Placement => ({
                pid,
                school,
                step: id,
                listRank: index + 1,
              })),
            ),
        );
        const other = options[whither % Math.max(1, options.length)] ?? {
          pid: target?.pid ?? "",
          ...NOWHERE,
        };
        fc.pre(target !== undefined && JSON.stringify(target) !== JSON.stringify(other));
        changed += 1;
        const placements = right.placements.map((placement) =>
          placement === target ? other : placement,
        );
        expect(checkOutcome(town, { ...right, placements })).not.toEqual([]);
      }),
      { seed: 5, numRuns: 600 },
    );
    expect(changed).toBeGreaterThan(300);
  });

  it("catches each mechanism passed off as another wherever they differ", () => {
    let differing = 0;
    fc.assert(
      fc.property(townArbitrary, (town) => {
        const disguised = town.steps.map((step) => ({
          ...step,
          mechanism:
            step.mechanism === "immediate-acceptance"
              ? ("deferred-acceptance" as const)
              : ("immediate-acceptance" as const),
        }));
        const right = allocate(town);
        const wrong = allocate({ ...town, steps: disguised });
        fc.pre(JSON.stringify(right.placements) !== JSON.stringify(wrong.placements));
        differing += 1;
        expect(checkOutcome(town, wrong).map(({ check }) => check)).toEqual(
          expect.arrayContaining([expect.stringMatching(/envy|waste|capacity/)]),
        );
      }),
      { seed: 6, numRuns: 150 },
    );
    expect(differing).toBeGreaterThan(50);
  });
});
