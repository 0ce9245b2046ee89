import * as fc from "fast-check";
import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  KeyPart,
  Mechanism,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";

/** A lot whose order is that of the number. */
export const lotNumber = (value: number): string => value.toString(16).padStart(64, "0");

/** Lots in the order of the names, the first one best. */
export const lotsInOrder = (pids: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(pids.map((pid, index) => [pid, lotNumber(index + 1)]));

export interface LiteratureTown {
  readonly mechanism: Mechanism;
  readonly seats?: Readonly<Record<string, number>>;
  /** Choices by child, best first. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Priority classes by school, best first; children that share a class are parted by lot. */
  readonly priorities: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Children by lot, the best first; absent: as in `choices`. */
  readonly lots?: readonly string[];
}

/** A one-step problem written as the literature writes it; a school has one seat unless said. */
export function literatureTown(town: LiteratureTown): AllocationProblem {
  const children = Object.keys(town.choices);
  const priorityClass = (school: string, child: string): number => {
    const found = (town.priorities[school] ?? []).findIndex((group) => group.includes(child));
    if (found === -1) throw new Error(`${school} does not rank ${child}`);
    return found;
  };
  const entries = children.map((pid): StepEntry => {
    const list = town.choices[pid] ?? [];
    return {
      pid,
      category: "",
      list,
      keys: list.map((school) => [priorityClass(school, pid)]),
      points: [pointsOf(0)],
    };
  });
  const step: AllocationStep = {
    id: "only",
    mechanism: town.mechanism,
    lotScope: "one",
    keyParts: [{ by: "term", term: "priority" }],
    entries,
  };
  return {
    schools: Object.keys(town.priorities).map((school) => ({
      school,
      seats: town.seats?.[school] ?? 1,
    })),
    steps: [step],
    lots: { "*": lotsInOrder(town.lots ?? children) },
  };
}

/** School by child, null where unplaced. */
export const seatsByChild = ({
  placements,
}: AllocationOutcome): Readonly<Record<string, string | null>> =>
  Object.fromEntries(placements.map(({ pid, school }) => [pid, school]));

const MECHANISMS: readonly Mechanism[] = [
  "serial-dictatorship",
  "immediate-acceptance",
  "deferred-acceptance",
];

const SCHOOLS = ["a", "b", "c"] as const;
const CHILDREN = ["p1", "p2", "p3", "p4", "p5"] as const;
/** Share their lots, as siblings may. */
const SIBLINGS: readonly string[] = ["p1", "p2"];

const keyArbitrary = (parts: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.integer({ min: -2, max: 2 }), { minLength: parts, maxLength: parts });

const byKey = (a: readonly number[], b: readonly number[]): number => {
  const part = a.findIndex((value, index) => value !== b[index]);
  return part === -1 ? 0 : (a[part] ?? 0) - (b[part] ?? 0);
};

function entryArbitrary(pid: string, mechanism: Mechanism, parts: number): fc.Arbitrary<StepEntry> {
  return fc.shuffledSubarray([...SCHOOLS]).chain((list) => {
    const count = fc.constantFrom(1, Math.max(1, list.length));
    return count.chain((length) =>
      fc.array(keyArbitrary(parts), { minLength: length, maxLength: length }).map((drawn) => {
        const keys = mechanism === "serial-dictatorship" ? drawn.toSorted(byKey) : drawn;
        const points = keys.map((key) => pointsOf(0 - (key[0] ?? 0) * 1000));
        return { pid, category: "x", list, keys, points };
      }),
    );
  });
}

const stepArbitrary = (id: string): fc.Arbitrary<AllocationStep> =>
  fc
    .record({
      mechanism: fc.constantFrom(...MECHANISMS),
      perSchool: fc.boolean(),
      parts: fc.integer({ min: 0, max: 2 }),
      pids: fc.shuffledSubarray([...CHILDREN], { minLength: 1 }),
      limits: fc.record(
        {
          competitorsAtMost: fc.integer({ min: 0, max: 4 }),
          seatsAtMost: fc.dictionary(fc.constantFrom(...SCHOOLS), fc.integer({ min: 0, max: 2 })),
        },
        { requiredKeys: [] },
      ),
    })
    .chain(({ mechanism, perSchool, parts, pids, limits }) => {
      const rules = {
        id,
        mechanism,
        lotScope: perSchool && mechanism !== "serial-dictatorship" ? "per-school" : "one",
        keyParts: KEY_PARTS.slice(0, parts),
        ...limits,
      } as const;
      return fc
        .tuple(...pids.map((pid) => entryArbitrary(pid, mechanism, parts)))
        .map((entries) => Object.assign({ entries }, rules));
    });

const KEY_PARTS: readonly KeyPart[] = [{ by: "points" }, { by: "term", term: "t" }];

const drawArbitrary = (shared: boolean): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.shuffledSubarray([...CHILDREN], { minLength: CHILDREN.length }).map((order) => {
    const holders = shared ? order.map((pid) => (pid === "p2" ? "p1" : pid)) : order;
    return Object.fromEntries(
      order.map((pid, index) => [pid, lotNumber(holders.indexOf(holders[index] ?? pid) + 1)]),
    );
  });

/** Sound problems of up to three schools, five children and three steps, full of ties. */
export const townArbitrary: fc.Arbitrary<AllocationProblem> = fc.boolean().chain((shared) =>
  fc
    .record({
      seats: fc.array(fc.integer({ min: 0, max: 2 }), {
        minLength: SCHOOLS.length,
        maxLength: SCHOOLS.length,
      }),
      steps: fc
        .integer({ min: 1, max: 3 })
        .chain((count) =>
          fc.tuple(...Array.from({ length: count }, (_, index) => stepArbitrary(`step${index}`))),
        ),
      draws: fc.tuple(
        drawArbitrary(shared),
        drawArbitrary(shared),
        drawArbitrary(shared),
        drawArbitrary(shared),
      ),
    })
    .map(({ seats, steps, draws: [one, a, b, c] }) => ({
      schools: SCHOOLS.map((school, index) => ({ school, seats: seats[index] ?? 0 })),
      steps,
      lots: { "*": one, a, b, c },
      lotGroups: shared ? Object.fromEntries(SIBLINGS.map((pid) => [pid, "family"])) : {},
    })),
);
