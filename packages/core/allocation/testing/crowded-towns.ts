import * as fc from "fast-check";
import type {
  AllocationProblem,
  AllocationStep,
  Mechanism,
  SeatDivision,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import {
  CHILDREN,
  SCHOOLS,
  bySchool,
  divisionArbitrary,
  groupsArbitrary,
} from "./step-features.ts";
import { lotsInOrder } from "./towns.ts";

/*
 * One-step towns of few seats that all children want, where rules often bind.
 */

/** One school that everybody wants, with divided seats, promises and reserves that often bind. */
export const crowdedSchool: fc.Arbitrary<AllocationProblem> = fc
  .record({
    seats: fc.integer({ min: 1, max: 5 }),
    division: divisionArbitrary,
    groups: fc.array(groupsArbitrary, { minLength: CHILDREN.length, maxLength: CHILDREN.length }),
    promised: fc.subarray<string>([...CHILDREN], { maxLength: 2 }),
  })
  .map(({ seats, division, groups, promised }) => {
    const entries = CHILDREN.map((pid, index): StepEntry => {
      const entry = { pid, category: "x", list: ["a"], keys: [[]], points: [pointsOf(0)] };
      const own = { ...entry, groups: groups[index] ?? [] };
      return promised.slice(0, seats).includes(pid) ? { ...own, guaranteed: "a" } : own;
    });
    const step: AllocationStep = {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      divisions: { a: division },
      entries,
    };
    return {
      schools: [{ school: "a", seats }],
      steps: [step],
      lots: { "*": lotsInOrder(CHILDREN) },
    };
  });

const FAMILIES: readonly (readonly (readonly string[])[])[] = [
  [["p1", "p2"]],
  [["p1", "p2", "p3"]],
  [
    ["p1", "p2"],
    ["p3", "p4"],
  ],
  [
    ["p1", "p2", "p3"],
    ["p4", "p5"],
  ],
];

/** Families that want the same schools as others do, each school with an order of its own. */
export const crowdedFamilies: fc.Arbitrary<AllocationProblem> = fc
  .record({
    seats: fc.tuple(...SCHOOLS.map(() => fc.integer({ min: 1, max: 3 }))),
    lists: fc.tuple(
      ...CHILDREN.map(() => fc.shuffledSubarray<string>([...SCHOOLS], { minLength: 2 })),
    ),
    families: fc.constantFrom(...FAMILIES),
    orders: fc.tuple(...SCHOOLS.map(() => shuffled(CHILDREN))),
  })
  .map(({ seats, lists, families, orders }) => {
    const entries = CHILDREN.map((pid, index): StepEntry => {
      const [first] = families.find((pids) => pids.includes(pid)) ?? [];
      const list = lists[CHILDREN.findIndex((child) => child === first)] ?? lists[index] ?? [];
      return { pid, category: "x", list, keys: [[]], points: [pointsOf(0)] };
    });
    const step: AllocationStep = {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "per-school",
      keyParts: [],
      together: Object.fromEntries(families.map((pids, index) => [`family${index}`, pids])),
      entries,
    };
    return {
      schools: SCHOOLS.map((school, index) => ({ school, seats: seats[index] ?? 0 })),
      steps: [step],
      lots: Object.fromEntries(
        SCHOOLS.map((school, index) => [school, lotsInOrder(orders[index] ?? [])]),
      ),
    };
  });

function shuffled(pids: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.shuffledSubarray([...pids], { minLength: pids.length });
}

export type Lists = Readonly<Record<string, readonly string[]>>;

/** A town in which children may be given other lists, everything else staying as it is. */
export interface Market {
  /** What they truly want. */
  readonly lists: Lists;
  /** A child's rank by school, the smaller the better. */
  readonly ranks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Schools at which a child has a seat whatever happens, as long as it lists them. */
  readonly promises: Readonly<Record<string, string>>;
  readonly problem: (lists: Lists, ranks: Market["ranks"]) => AllocationProblem;
}

const MARKET_CHILDREN = CHILDREN.slice(0, 5);

/** Towns of one mechanism; divided and promised seats only where `may` says so. */
export const marketArbitrary = (
  mechanism: Mechanism,
  may: { readonly divided: boolean; readonly promised: boolean },
): fc.Arbitrary<Market> =>
  fc
    .record({
      seats: fc.tuple(...SCHOOLS.map(() => fc.integer({ min: 1, max: 2 }))),
      lists: fc.tuple(
        ...MARKET_CHILDREN.map(() => fc.shuffledSubarray<string>([...SCHOOLS], { minLength: 2 })),
      ),
      ranks: fc.tuple(
        ...MARKET_CHILDREN.map(() =>
          fc.tuple(...SCHOOLS.map(() => fc.integer({ min: 1, max: 4 }))),
        ),
      ),
      groups: fc.tuple(...MARKET_CHILDREN.map(() => groupsArbitrary)),
      divisions: may.divided ? bySchool(divisionArbitrary) : fc.constant({}),
      promised: fc.tuple(...SCHOOLS.map(() => fc.constantFrom(...MARKET_CHILDREN, null))),
      lots: shuffled(MARKET_CHILDREN),
    })
    .map(({ seats, lists, ranks, groups, divisions, promised, lots }) => {
      const named = <Value>(values: readonly Value[]): Readonly<Record<string, Value>> =>
        Object.fromEntries(
          MARKET_CHILDREN.flatMap((pid, index) => {
            const value = values[index];
            return value === undefined ? [] : [[pid, value] as const];
          }),
        );
      const promises = Object.fromEntries(
        SCHOOLS.flatMap((school, index) => {
          const pid = may.promised ? promised[index] : null;
          return pid === null || pid === undefined ? [] : [[pid, school] as const];
        }),
      );
      const truth = MARKET_CHILDREN.map((pid, index) => {
        const list = lists[index] ?? [];
        const promise = promises[pid];
        return promise === undefined || list.includes(promise) ? list : [...list, promise];
      });
      const rules = { mechanism, groups: named(groups), divisions, promises, lots };
      return {
        lists: named(truth),
        ranks: named(
          ranks.map((own) =>
            Object.fromEntries(SCHOOLS.map((school, at) => [school, own[at] ?? 0])),
          ),
        ),
        promises,
        problem: (asked, standing) => marketProblem(seats, rules, asked, standing),
      };
    });

interface MarketRules {
  readonly mechanism: Mechanism;
  readonly groups: Lists;
  readonly divisions: Readonly<Record<string, SeatDivision>>;
  readonly promises: Market["promises"];
  readonly lots: readonly string[];
}

/** In trading a child has a right at each school by its rank, whether it lists it or not. */
function marketProblem(
  seats: readonly number[],
  { mechanism, groups, divisions, promises, lots }: MarketRules,
  lists: Lists,
  ranks: Market["ranks"],
): AllocationProblem {
  const entries = MARKET_CHILDREN.map((pid): StepEntry => {
    const list = lists[pid] ?? [];
    const keyAt = (school: string): readonly number[] => [ranks[pid]?.[school] ?? 0];
    const promise = promises[pid];
    const unlisted = SCHOOLS.filter((school) => !list.includes(school));
    return {
      pid,
      category: "x",
      list,
      keys: list.length === 0 ? [[0]] : list.map(keyAt),
      points: [pointsOf(0)],
      groups: groups[pid] ?? [],
      ...(promise !== undefined && list.includes(promise) ? { guaranteed: promise } : {}),
      ...(mechanism === "top-trading-cycles"
        ? { rights: Object.fromEntries(unlisted.map((school) => [school, keyAt(school)])) }
        : {}),
    };
  });
  const step: AllocationStep = {
    id: "only",
    mechanism,
    lotScope: "one",
    keyParts: [{ by: "points" }],
    ...(Object.keys(divisions).length === 0 ? {} : { divisions }),
    entries,
  };
  return {
    schools: SCHOOLS.map((school, index) => ({ school, seats: seats[index] ?? 0 })),
    steps: [step],
    lots: { "*": lotsInOrder(lots) },
  };
}
