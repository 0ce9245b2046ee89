import * as fc from "fast-check";
import type {
  AllocationProblem,
  AllocationStep,
  KeyPart,
  Mechanism,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import type { FeatureOf } from "./step-features.ts";
import {
  CHILDREN,
  SCHOOLS,
  bySchool,
  groupsArbitrary,
  keyArbitrary,
  withDivisions,
  withFamilies,
  withRates,
  withRights,
  withRing,
  withTies,
} from "./step-features.ts";
import { lotNumber } from "./towns.ts";

/*
 * Sound problems of up to three schools, six children and three steps, full of ties, for each of the
 * things that a step can do.
 */

/** Share their lots where lots are shared. */
const SIBLINGS: readonly string[] = ["p1", "p2"];
const KEY_PARTS: readonly KeyPart[] = [{ by: "points" }, { by: "term", term: "t" }];

const compareKeys = (a: readonly number[], b: readonly number[]): number => {
  const part = a.findIndex((value, index) => value !== b[index]);
  return part === -1 ? 0 : (a[part] ?? 0) - (b[part] ?? 0);
};

const entryArbitrary = (
  pid: string,
  mechanism: Mechanism,
  parts: number,
): fc.Arbitrary<StepEntry> =>
  fc
    .record({
      list: fc.shuffledSubarray<string>([...SCHOOLS]),
      perPlace: fc.boolean(),
      drawn: fc.tuple(keyArbitrary(parts), keyArbitrary(parts), keyArbitrary(parts)),
      groups: groupsArbitrary,
    })
    .map(({ list, perPlace, drawn, groups }) => {
      const some = drawn.slice(0, perPlace ? Math.max(1, list.length) : 1);
      const keys = mechanism === "serial-dictatorship" ? some.toSorted(compareKeys) : some;
      const points = keys.map((key) => pointsOf(0 - (key[0] ?? 0) * 1000));
      return { pid, category: "x", list, keys, points, groups };
    });

const BY_LOT_ALONE: ReadonlySet<Mechanism> = new Set(["lots-only", "ring-draw"]);
const ONE_LINE: ReadonlySet<Mechanism> = new Set(["serial-dictatorship", "ring-draw"]);

function stepArbitrary(
  id: string,
  mechanisms: readonly Mechanism[],
  featureOf: FeatureOf,
): fc.Arbitrary<AllocationStep> {
  const rules = fc.record({
    mechanism: fc.constantFrom(...mechanisms),
    perSchool: fc.boolean(),
    parts: fc.integer({ min: 0, max: KEY_PARTS.length }),
    pids: fc.shuffledSubarray<string>([...CHILDREN], { minLength: 1 }),
    limits: fc.record(
      {
        competitorsAtMost: fc.integer({ min: 0, max: 6 }),
        seatsAtMost: bySchool(fc.integer({ min: 0, max: 3 })),
      },
      { requiredKeys: [] },
    ),
  });
  return rules.chain(({ mechanism, perSchool, parts, pids, limits }) => {
    const keyParts = BY_LOT_ALONE.has(mechanism) ? [] : KEY_PARTS.slice(0, parts);
    return fc
      .tuple(...pids.map((pid) => entryArbitrary(pid, mechanism, keyParts.length)))
      .chain((entries) =>
        featureOf({ mechanism, entries, keyParts }).map((feature): AllocationStep => ({
          id,
          mechanism,
          lotScope: perSchool && !ONE_LINE.has(mechanism) ? "per-school" : "one",
          keyParts,
          ...limits,
          entries,
          ...feature,
        })),
      );
  });
}

const LINES: readonly Mechanism[] = [
  "serial-dictatorship",
  "immediate-acceptance",
  "deferred-acceptance",
];

type StepOf = (id: string) => fc.Arbitrary<AllocationStep>;

const plainStep: StepOf = (id) => stepArbitrary(id, [...LINES, "lots-only"], () => fc.constant({}));
const ringStep: StepOf = (id) => stepArbitrary(id, ["ring-draw"], withRing);
const reserveStep: StepOf = (id) =>
  stepArbitrary(id, [...LINES, "lots-only", "ring-draw"], withDivisions);
const tieStep: StepOf = (id) => stepArbitrary(id, LINES, withTies);
const rateStep: StepOf = (id) => stepArbitrary(id, ["deferred-acceptance", "lots-only"], withRates);
const tradingStep: StepOf = (id) => stepArbitrary(id, ["top-trading-cycles"], withRights);
const familyStep: StepOf = (id) => stepArbitrary(id, ["deferred-acceptance"], withFamilies);

const drawArbitrary = (shared: boolean): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.shuffledSubarray<string>([...CHILDREN], { minLength: CHILDREN.length }).map((order) => {
    const holders = shared ? order.map((pid) => (pid === "p2" ? "p1" : pid)) : order;
    return Object.fromEntries(
      order.map((pid, index) => [pid, lotNumber(holders.indexOf(holders[index] ?? pid) + 1)]),
    );
  });

const stepsArbitrary = (
  first: StepOf,
  later: StepOf,
  most: number,
): fc.Arbitrary<readonly AllocationStep[]> =>
  fc
    .integer({ min: 1, max: most })
    .chain((count) =>
      fc.tuple(
        first("step0"),
        ...Array.from({ length: count - 1 }, (_, index) => later(`step${index + 1}`)),
      ),
    );

const townOf = (first: StepOf, later: StepOf, most: number): fc.Arbitrary<AllocationProblem> =>
  fc.boolean().chain((shared) =>
    fc
      .record({
        seats: fc.tuple(...SCHOOLS.map(() => fc.integer({ min: 0, max: 3 }))),
        steps: stepsArbitrary(first, later, most),
        draws: fc.tuple(...["*", ...SCHOOLS].map(() => drawArbitrary(shared))),
      })
      .map(({ seats, steps, draws }) => ({
        schools: SCHOOLS.map((school, index) => ({ school, seats: seats[index] ?? 0 })),
        steps,
        lots: Object.fromEntries(
          ["*", ...SCHOOLS].map((draw, index) => [draw, draws[index] ?? {}]),
        ),
        lotGroups: shared ? Object.fromEntries(SIBLINGS.map((pid) => [pid, "family"])) : {},
      })),
  );

/**
 * Promises some children of the first step a listed school, as many as the step may give there.
 * Later steps promise nothing, for what they may give is not known beforehand.
 */
const withPromises = (towns: fc.Arbitrary<AllocationProblem>): fc.Arbitrary<AllocationProblem> =>
  fc
    .tuple(towns, fc.array(fc.nat(3), { minLength: CHILDREN.length, maxLength: CHILDREN.length }))
    .map(([town, wishes]) => {
      const [first, ...others] = town.steps;
      if (first === undefined || (first.ties ?? first.together) !== undefined) return town;
      const room = new Map(
        town.schools.map(({ school, seats }) => [
          school,
          Math.min(seats, first.seatsAtMost?.[school] ?? seats),
        ]),
      );
      const entries = first.entries.map((entry, index) => {
        const school = entry.list[wishes[index] ?? 0] ?? "";
        const free = room.get(school) ?? 0;
        if (free === 0) return entry;
        room.set(school, free - 1);
        return { ...entry, guaranteed: school };
      });
      return { ...town, steps: [{ ...first, entries }, ...others] };
    });

/** Divided seats with reserves, quotas and caps. */
export const townWithReserves = townOf(reserveStep, reserveStep, 2);
/** Equal scores admitted or refused together. */
export const townWithTies = townOf(tieStep, tieStep, 2);
export const tradingTown = withPromises(townOf(tradingStep, tradingStep, 2));
export const ringTown = townOf(ringStep, ringStep, 2);
/** Call lists. */
export const ratesTown = townOf(rateStep, rateStep, 2);
/** Guaranteed seats, at schools with and without divided seats. */
export const guaranteedTown = withPromises(
  fc.oneof(townOf(plainStep, plainStep, 1), townOf(reserveStep, reserveStep, 1)),
);
/** Families that ask for one school together. */
export const familyTown = townOf(familyStep, familyStep, 2);

const anyStep: StepOf = (id) =>
  fc.oneof(
    ...[plainStep, ringStep, reserveStep, tieStep, rateStep, tradingStep, familyStep].map(
      (stepOf) => stepOf(id),
    ),
  );

/** All of them, step by step. */
export const mixedTown = withPromises(townOf(anyStep, anyStep, 3));
