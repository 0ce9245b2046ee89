import { expect, it } from "vitest";
import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkProblem } from "./check-problem.ts";
import { lotNumber } from "./testing/towns.ts";

/*
 * Towns of hundreds of children, in which chains of refusals are long and heaps, limits and lines
 * are full; too large for trying all outcomes, so that the checker alone is the judge.
 */

const CHILDREN = 400;
const SCHOOLS = Array.from({ length: 12 }, (_, index) => `s${index}`);

/** Numbers below a limit, the same for each seed (a linear congruential generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Below = ReturnType<typeof numbersFrom>;

function shuffle<Item>(items: readonly Item[], below: Below): readonly Item[] {
  return items
    .map((item) => ({ item, at: below(2 ** 30) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const GROUPS = [["g"], ["h"], ["g", "h"], ["k"], [], []];

const entryOf = (pid: string, below: Below): StepEntry => {
  const list = shuffle(SCHOOLS, below).slice(0, 5);
  const keys = list.map(() => [below(6)]);
  const groups = GROUPS[below(GROUPS.length)] ?? [];
  return { pid, category: "x", list, keys, points: [pointsOf(0)], groups };
};

/** What each step has beside its children, and how it changes them. */
interface Kind {
  readonly step: (below: Below) => Partial<AllocationStep>;
  readonly entry?: (entry: StepEntry, index: number, below: Below) => StepEntry;
}

const oneKey = (entry: StepEntry): StepEntry => ({ ...entry, keys: [[]] });

const forAllSchools = <Value>(value: (index: number) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(SCHOOLS.map((school, index) => [school, value(index)]));

const divided: Kind["step"] = (below) => ({
  divisions: forAllSchools(() => ({
    pools: [
      { id: "g", group: "g", seats: below(9), handOn: below(2) === 0 ? null : "open" },
      { id: "h", group: "h", seats: below(9), handOn: below(2) === 0 ? "g" : "open" },
      { id: "open", group: null, handOn: null },
    ],
    caps: [{ group: "k", atMost: below(9) }],
  })),
});

const promise: Kind["entry"] = (entry, index) => {
  const school = entry.list.at(-1);
  return index % 20 === 0 && school !== undefined ? { ...entry, guaranteed: school } : entry;
};

const KINDS: Readonly<Record<string, Kind>> = {
  "deferred acceptance": { step: () => ({}) },
  "immediate acceptance with divided seats": {
    step: (below) => ({ mechanism: "immediate-acceptance", ...divided(below) }),
  },
  "divided seats": { step: divided },
  "divided and promised seats": { step: divided, entry: promise },
  "promised seats": { step: () => ({}), entry: promise },
  "equals admitted": { step: () => ({ ties: "admit-all" }) },
  "equals refused": { step: () => ({ ties: "admit-none" }) },
  "call lists": {
    step: (below) => ({
      rates: forAllSchools(() => [
        { group: "g", percentAtLeast: below(60) },
        { group: "k", percentAtLeast: below(60) },
      ]),
    }),
  },
  "top trading cycles": {
    step: () => ({ mechanism: "top-trading-cycles" }),
    entry: (entry, _, below) => {
      const unlisted = SCHOOLS.filter((school) => !entry.list.includes(school));
      const rights = Object.fromEntries(unlisted.map((school) => [school, [below(6)]]));
      return { ...entry, rights };
    },
  },
  "ring draw": {
    step: (below) => ({
      mechanism: "ring-draw",
      lotScope: "one",
      keyParts: [],
      ring: { start: 1 + below(CHILDREN), step: 1 + below(50) },
    }),
    entry: oneKey,
  },
  "lots only": { step: () => ({ mechanism: "lots-only", keyParts: [] }), entry: oneKey },
  "families together": {
    step: () => ({
      together: Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [
          `f${index}`,
          [pidOf(2 * index), pidOf(2 * index + 1)],
        ]),
      ),
    }),
    entry: (entry, index, below) => {
      const family = Math.floor(index / 2);
      const list = family < 10 ? SCHOOLS.slice(family % 7, (family % 7) + 5) : entry.list;
      return { ...entry, list, keys: [[below(6)]] };
    },
  },
};

const pidOf = (index: number): string => `p${String(index).padStart(3, "0")}`;

function townOf(kind: Kind, seed: number): AllocationProblem {
  const below = numbersFrom(seed);
  const pids = Array.from({ length: CHILDREN }, (_, index) => pidOf(index));
  const entries = pids.map((pid, index) => {
    const entry = entryOf(pid, below);
    return kind.entry?.(entry, index, below) ?? entry;
  });
  const lots = (): Readonly<Record<string, string>> =>
    Object.fromEntries(shuffle(pids, below).map((pid, index) => [pid, lotNumber(index + 1)]));
  const step: AllocationStep = {
    id: "only",
    mechanism: "deferred-acceptance",
    lotScope: "per-school",
    keyParts: [{ by: "points" }],
    entries,
    ...kind.step(below),
  };
  return {
    schools: SCHOOLS.map((school) => ({ school, seats: 20 + below(20) })),
    steps: [step],
    lots: { ...forAllSchools(lots), "*": lots() },
  };
}

it.each(Object.entries(KINDS))("satisfies the checker: %s", (_, kind) => {
  for (const seed of [1, 2, 3]) {
    const town = townOf(kind, seed);
    expect(checkProblem(town)).toMatchObject({ ok: true });
    const outcome = allocate(town);
    expect(outcome.placements.filter(({ school }) => school !== null).length).toBeGreaterThan(100);
    expect(checkOutcome(town, outcome)).toEqual([]);
  }
});
