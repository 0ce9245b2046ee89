import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
} from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { mixedTown, townWithTies } from "../testing/featured-towns.ts";
import { literatureTown, seatsByChild, townArbitrary } from "../testing/towns.ts";
import { asksOf } from "./asks.ts";
import { protect, recompute } from "./correction.ts";
import { componentsOf, movesBetween, moveText } from "./moves.ts";

/** x was ranked last at A by mistake; it belongs before y. Two other schools have nothing to do with it. */
const town = (orderAtA: string) =>
  literatureTown({
    mechanism: "deferred-acceptance",
    choices: { x: ["A"], y: ["A", "B"], z: ["B", "C"], v: ["D"], w: ["D", "E"] },
    priorities: {
      A: Array.from(orderAtA, (pid) => [pid]),
      B: [["y"], ["z"]],
      C: [["z"]],
      D: [["v"], ["w"]],
      E: [["w"]],
    },
  });
const [wrong, right] = [town("yx"), town("xy")];

describe("recompute", () => {
  it("moves the component that hangs together and says who takes whose seat", () => {
    const { components, untouched } = recompute(allocate(wrong), right);
    expect(untouched).toBe(2);
    expect(components).toEqual([
      {
        schools: ["A", "B", "C"],
        chains: [
          [
            { pid: "x", from: null, to: "A", inPlaceOf: "y", replacedBy: null },
            { pid: "y", from: "A", to: "B", inPlaceOf: "z", replacedBy: "x" },
            { pid: "z", from: "B", to: "C", inPlaceOf: null, replacedBy: "y" },
          ],
        ],
      },
    ]);
    expect(components[0]?.chains[0]?.map((move) => moveText(move).en)).toEqual([
      "x moves from no school to A; it takes the seat of y.",
      "y moves from A to B; it takes the seat of z and leaves its seat to x.",
      "z moves from B to C; it takes a free or additional seat and leaves its seat to y.",
    ]);
    expect(components[0]?.chains[0]?.map((move) => moveText(move).zh)).toEqual([
      "x：无学位 → A，接替 y。",
      "y：A → B，接替 z，原学位给 x。",
      "z：B → C，所得为空余或新增学位，原学位给 y。",
    ]);
  });

  it("finds a child that was forgotten", () => {
    const without = {
      ...right,
      steps: right.steps.map((step) => ({
        ...step,
        entries: step.entries.filter(({ pid }) => pid !== "v"),
      })),
    };
    const { moves } = recompute(allocate(without), right);
    expect(moves.map(({ pid, to }) => [pid, to])).toEqual([
      ["v", "D"],
      ["w", "E"],
    ]);
  });
});

describe("protect", () => {
  it("moves the wronged child alone, to an additional seat", () => {
    expect(protect(allocate(wrong), right, ["x"])).toEqual({
      moves: [{ pid: "x", from: null, to: "A", inPlaceOf: null, replacedBy: null }],
      placements: [{ pid: "x", school: "A", step: "only", listRank: 1 }],
      additionalSeats: [{ school: "A", seats: 1 }],
      unchanged: [],
    });
  });

  it("needs no additional seat where one is free", () => {
    const roomy = (problem: AllocationProblem): AllocationProblem => ({
      ...problem,
      schools: problem.schools.map(({ school }) => ({ school, seats: 2 })),
    });
    const without = {
      ...roomy(right),
      steps: right.steps.map((step) => ({
        ...step,
        entries: step.entries.filter(({ pid }) => pid !== "x"),
      })),
    };
    const { moves, additionalSeats } = protect(allocate(without), roomy(right), ["x"]);
    expect(moves).toHaveLength(1);
    expect(additionalSeats).toEqual([]);
  });

  it("leaves a child as it is for whom the correction changes nothing", () => {
    const { moves, placements, unchanged } = protect(allocate(wrong), right, ["w", "v", "w"]);
    expect([moves, placements, unchanged]).toEqual([[], [], ["v", "w"]]);
  });

  it("takes nothing from a child whose mistake was in its favour", () => {
    expect(protect(allocate(right), wrong, ["x", "y"])).toMatchObject({
      moves: [{ pid: "y", from: "B", to: "A" }],
      additionalSeats: [{ school: "A", seats: 1 }],
      unchanged: ["x"],
    });
  });
});

/** Two towns of which one is the other with a mistake: keys of one child, a child left out. */
const mistakes = fc
  .tuple(
    fc.oneof(townArbitrary, mixedTown, townWithTies),
    fc.nat(),
    fc.integer({ min: -2, max: 2 }),
    fc.boolean(),
  )
  .map(([corrected, drawn, shift, forgotten]) => {
    const pids = [...new Set(corrected.steps.flatMap(({ entries }) => entries.map((e) => e.pid)))];
    const pid = pids[drawn % Math.max(1, pids.length)] ?? "";
    const steps = corrected.steps.map(({ together, ...step }): AllocationStep => {
      if (forgotten) return { ...step, entries: step.entries.filter((e) => e.pid !== pid) };
      const entries = step.entries.map((entry) =>
        entry.pid === pid
          ? { ...entry, keys: entry.keys.map((key) => key.map((part) => part - shift)) }
          : entry,
      );
      return { ...step, ...(together === undefined ? {} : { together }), entries };
    });
    return { pid, corrected, old: { ...corrected, steps } };
  });

const schoolOf = (outcome: AllocationOutcome, pid: string): string | null =>
  seatsByChild(outcome)[pid] ?? null;

it("recomputation: everybody outside the moves is untouched, and components share no school", () => {
  let moved = 0;
  fc.assert(
    fc.property(mistakes, ({ corrected, old }) => {
      const before = allocate(old);
      const { outcome, moves, components, untouched } = recompute(before, corrected);
      expect(checkOutcome(corrected, outcome)).toEqual([]);
      const movers = new Set(moves.map(({ pid }) => pid));
      const all = new Set([before, outcome].flatMap((o) => o.placements.map(({ pid }) => pid)));
      expect(untouched + movers.size).toBe(all.size);
      for (const pid of all) {
        expect(schoolOf(before, pid) !== schoolOf(outcome, pid)).toBe(movers.has(pid));
      }
      expect(components.flatMap(({ chains }) => chains.flat()).length).toBe(moves.length);
      const schools = components.flatMap((component) => component.schools);
      expect(new Set(schools).size).toBe(schools.length);
      for (const { chains } of components) {
        for (const chain of chains) {
          for (const [index, move] of chain.entries()) {
            const next = chain[index + 1] ?? (move.inPlaceOf === null ? undefined : chain[0]);
            expect(move.inPlaceOf).toBe(next?.pid ?? null);
            if (next !== undefined)
              expect(next).toMatchObject({ from: move.to, replacedBy: move.pid });
          }
        }
      }
      moved += moves.length;
    }),
    { seed: 21, numRuns: 600 },
  );
  expect(moved).toBeGreaterThan(100);
});

it("protection: nobody but the wronged moves, each to what the correction gives it or better", () => {
  let seats = 0;
  fc.assert(
    fc.property(mistakes, ({ pid, corrected, old }) => {
      const before = allocate(old);
      const { moves, additionalSeats, placements, unchanged } = protect(before, corrected, [pid]);
      expect([...placements.map((placement) => placement.pid), ...unchanged]).toEqual([pid]);
      const after = allocate(corrected);
      for (const move of moves) {
        expect(move.pid).toBe(pid);
        expect(move.to).toBe(schoolOf(after, pid));
        const wanted = (asksOf(corrected, after).get(pid) ?? []).map(({ school }) => school);
        if (move.from !== null && wanted.includes(move.from)) {
          expect(wanted.indexOf(move.to ?? "")).toBeLessThan(wanted.indexOf(move.from));
        }
      }
      if (moves.length === 0 && schoolOf(before, pid) === null)
        expect(schoolOf(after, pid)).toBe(null);
      for (const { school } of additionalSeats) expect(school).toBe(moves[0]?.to);
      seats += additionalSeats.length;
      for (const { school, seats: planned } of corrected.schools) {
        const held = before.placements.filter((placement) => placement.school === school).length;
        const arrivals = moves.filter(({ to }) => to === school).length;
        const needed = held + arrivals > Math.max(planned, held) ? 1 : 0;
        expect(additionalSeats.filter((row) => row.school === school).length).toBe(needed);
      }
    }),
    { seed: 22, numRuns: 600 },
  );
  expect(seats).toBeGreaterThan(10);
});

it("a ring of children who exchange seats is one chain that comes back to its first", () => {
  const before = new Map([
    ["p", "A"],
    ["q", "B"],
    ["r", "C"],
  ]);
  const after = new Map([
    ["p", "B"],
    ["q", "C"],
    ["r", "A"],
  ]);
  const [component] = componentsOf(movesBetween(before, after));
  expect(component?.chains.map((chain) => chain.map(({ pid }) => pid))).toEqual([["p", "q", "r"]]);
});
