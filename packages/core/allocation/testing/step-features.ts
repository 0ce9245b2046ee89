import * as fc from "fast-check";
import type {
  AllocationStep,
  GroupRate,
  KeyPart,
  Mechanism,
  SeatDivision,
  SeatPool,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { OPEN_POOL } from "../../domain/allocation-problem.ts";

/*
 * What a random step may have beside its children and their lists, within the restrictions that the
 * problem's contract states.
 */

export const SCHOOLS = ["a", "b", "c"] as const;
export const CHILDREN = ["p1", "p2", "p3", "p4", "p5", "p6"] as const;
/** Groups with reserved seats or rates; a child may belong to several. */
const OPEN_GROUPS = ["g", "h"] as const;
/** Groups that may be capped, and have reserved seats too; a child of one belongs to no other. */
const CAPPED_GROUPS = ["k", "l"] as const;

/** The fields of a step that only some have. */
type Feature = Partial<
  Pick<AllocationStep, "ties" | "divisions" | "rates" | "ring" | "together" | "entries">
>;

interface Frame {
  readonly mechanism: Mechanism;
  readonly entries: readonly StepEntry[];
  readonly keyParts: readonly KeyPart[];
}

/** Draws what a step has beside its frame, and changes its entries where the feature asks for it. */
export type FeatureOf = (frame: Frame) => fc.Arbitrary<Feature>;

export const bySchool = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc.dictionary(fc.constantFrom(...SCHOOLS), value, { maxKeys: SCHOOLS.length });

export const keyArbitrary = (parts: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.integer({ min: -1, max: 1 }), { minLength: parts, maxLength: parts });

export const groupsArbitrary: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.subarray<string>([...OPEN_GROUPS]),
  fc.constantFrom<string>(...CAPPED_GROUPS).map((group) => [group]),
);

const ringArbitrary = fc.record({
  start: fc.integer({ min: 1, max: 8 }),
  step: fc.integer({ min: 1, max: 8 }),
});

export const withRing: FeatureOf = ({ mechanism }) =>
  mechanism === "ring-draw" ? ringArbitrary.map((ring) => ({ ring })) : fc.constant({});

const reserveArbitrary = fc.record({
  group: fc.constantFrom<string | null>(...OPEN_GROUPS, ...CAPPED_GROUPS, null),
  seats: fc.integer({ min: 0, max: 2 }),
});

export const divisionArbitrary: fc.Arbitrary<SeatDivision> = fc
  .record({
    reserves: fc.array(reserveArbitrary, { maxLength: 3 }),
    openAt: fc.nat(3),
    handOn: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    caps: fc
      .subarray([...CAPPED_GROUPS])
      .chain((groups) =>
        fc.tuple(
          ...groups.map((group) =>
            fc.integer({ min: 0, max: 2 }).map((atMost) => ({ group, atMost })),
          ),
        ),
      ),
  })
  .map(({ reserves, openAt, handOn, caps }) => {
    const capped = new Set<string | null>(caps.map(({ group }) => group));
    const named = reserves.map((reserve, index) => ({ id: `pool${index}`, ...reserve }));
    const open: Omit<SeatPool, "handOn"> = { id: OPEN_POOL, group: null };
    const drawn = [...named.slice(0, openAt), open, ...named.slice(openAt)];
    const inOrder = capped.size === 0 ? drawn : groupsFirst(drawn);
    const pools = inOrder.map((pool, index): SeatPool => {
      if (capped.has(pool.group)) return { ...pool, handOn: OPEN_POOL };
      const receiver = inOrder[handOn[index] ?? 0]?.id ?? null;
      return { ...pool, handOn: receiver === pool.id ? null : receiver };
    });
    return capped.size === 0 ? { pools } : { pools, caps };
  });

/**
 * With caps a school's choice is sound where pools open to all come last and those of capped groups
 * hand on to the open one; `check/choice.test.ts` shows what may happen otherwise.
 */
const groupsFirst = <Pool extends { readonly group: string | null }>(
  pools: readonly Pool[],
): readonly Pool[] => [
  ...pools.filter(({ group }) => group !== null),
  ...pools.filter(({ group }) => group === null),
];

export const withDivisions: FeatureOf = (frame) =>
  fc
    .tuple(withRing(frame), bySchool(divisionArbitrary))
    .map(([ring, divisions]) => ({ ...ring, divisions }));

export const withTies: FeatureOf = () =>
  fc.constantFrom("admit-all" as const, "admit-none" as const).map((ties) => ({ ties }));

const rateArbitrary: fc.Arbitrary<readonly GroupRate[]> = fc
  .shuffledSubarray(["g", "h", "k"], { minLength: 1 })
  .chain((groups) =>
    fc.tuple(
      ...groups.map((group) =>
        fc
          .constantFrom(0, 10, 25, 34, 50, 67, 100)
          .map((percentAtLeast) => ({ group, percentAtLeast })),
      ),
    ),
  );

export const withRates: FeatureOf = () => bySchool(rateArbitrary).map((rates) => ({ rates }));

export const withRights: FeatureOf = ({ entries, keyParts }) =>
  fc.tuple(...entries.map(() => bySchool(keyArbitrary(keyParts.length)))).map((drawn) => ({
    entries: entries.map((entry, index) => {
      const unlisted = Object.entries(drawn[index] ?? {}).filter(
        ([school]) => !entry.list.includes(school),
      );
      return { ...entry, rights: Object.fromEntries(unlisted) };
    }),
  }));

/** The children of a family have the list of its first one. */
export const withFamilies: FeatureOf = ({ entries }) =>
  fc.integer({ min: 2, max: 3 }).map((size) => {
    const sorted = entries.map(({ pid }) => pid).toSorted();
    const families = [sorted.slice(0, size), sorted.slice(size, size + 2)];
    const together = Object.fromEntries(
      families
        .filter((pids) => pids.length > 1)
        .map((pids, index) => [`family${index}`, pids] as const),
    );
    const listOf = ({ pid, list }: StepEntry): readonly string[] => {
      const [first] = Object.values(together).find((pids) => pids.includes(pid)) ?? [];
      return entries.find((entry) => entry.pid === first)?.list ?? list;
    };
    return {
      together,
      entries: entries.map((entry) => ({
        ...entry,
        list: listOf(entry),
        keys: entry.keys.slice(0, 1),
        points: entry.points.slice(0, 1),
      })),
    };
  });
