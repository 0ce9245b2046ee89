import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import type { Pools } from "./market.ts";
import { deferredAcceptanceWithPools } from "./seat-pools.ts";
import type { Asker, SmallMarket } from "./testing/markets.ts";
import {
  bestFirst,
  deferredByChoice,
  marketArbitrary,
  marketOf,
  schoolsOf,
} from "./testing/markets.ts";

/** Pools as one would write them down; groups are bits. */
interface SmallPool {
  readonly seats: number;
  /** null: open to all. */
  readonly groups: number | null;
  /** A later place in the school's order, or null. */
  readonly heir: number | null;
}
interface SmallPools {
  readonly pools: readonly (readonly SmallPool[])[];
  readonly caps: readonly (readonly { readonly group: number; readonly atMost: number }[])[];
  /** By applicant and wish. */
  readonly groups: readonly (readonly number[])[];
}

const startsOf = (parts: readonly (readonly unknown[])[]): Int32Array => {
  const starts = [0];
  for (const part of parts) starts.push((starts.at(-1) ?? 0) + part.length);
  return Int32Array.from(starts);
};

function poolsOf({ pools, caps, groups }: SmallPools): Pools {
  const poolStart = startsOf(pools);
  const flat = pools.flatMap((own, school) =>
    own.map(({ seats, groups, heir }) => ({
      seats,
      groups: groups ?? -1,
      heir: heir === null ? -1 : (poolStart[school] ?? 0) + heir,
    })),
  );
  return {
    poolStart,
    poolSeats: Int32Array.from(flat, ({ seats }) => seats),
    poolGroups: Int32Array.from(flat, ({ groups }) => groups),
    poolHeir: Int32Array.from(flat, ({ heir }) => heir),
    capStart: startsOf(caps),
    capGroup: Int32Array.from(caps.flat(), ({ group }) => group),
    capAtMost: Int32Array.from(caps.flat(), ({ atMost }) => atMost),
    wishGroups: Int32Array.from(groups.flat()),
  };
}

/** What a school chooses by the definition: pool by pool, with all seats handed on so far. */
function chosenByPool(
  { pools, caps, groups }: SmallPools,
  lists: readonly (readonly number[])[],
  school: number,
  askers: readonly Asker[],
): ReadonlyMap<number, number> {
  const own = pools[school] ?? [];
  const handedOn = own.map(() => 0);
  const taken = new Map<number, number>();
  const groupsOf = (applicant: number): number =>
    groups[applicant]?.[lists[applicant]?.indexOf(school) ?? 0] ?? 0;
  for (const [place, pool] of own.entries()) {
    let left = pool.seats + (handedOn[place] ?? 0);
    for (const { applicant } of bestFirst(askers)) {
      const bits = groupsOf(applicant);
      const eligible = pool.groups === null || (pool.groups & bits) !== 0;
      const capped = (caps[school] ?? []).some(
        ({ group, atMost }) =>
          (bits & group) !== 0 &&
          [...taken.keys()].filter((other) => (groupsOf(other) & group) !== 0).length >= atMost,
      );
      const refused = capped && (bits & 1) === 0;
      if (left === 0 || !eligible || refused || taken.has(applicant)) continue;
      taken.set(applicant, place);
      left -= 1;
    }
    if (pool.heir !== null) handedOn[pool.heir] = (handedOn[pool.heir] ?? 0) + left;
  }
  return taken;
}

function agree(small: SmallMarket, division: SmallPools): void {
  const market = marketOf(small);
  const pools = poolsOf(division);
  const { given, pool } = deferredAcceptanceWithPools(market, pools);
  const expected = deferredByChoice(small, (school, askers) => [
    ...chosenByPool(division, small.lists, school, askers).keys(),
  ]);
  const schools = schoolsOf(market, given);
  expect(schools).toEqual(expected);
  // Who holds which pool's seat: the school's choice from those that it was given.
  const poolsByHand = small.lists.map((_, applicant) => {
    const school = schools[applicant];
    if (school === null || school === undefined) return -1;
    const held = small.lists.flatMap((list, one) => {
      const standing = small.standings[one]?.[list.indexOf(school)] ?? 0;
      return schools[one] === school ? [{ applicant: one, standing }] : [];
    });
    const place = chosenByPool(division, small.lists, school, held).get(applicant);
    return place === undefined ? -1 : (pools.poolStart[school] ?? 0) + place;
  });
  expect([...pool]).toEqual(poolsByHand);
}

/** Up to four pools by school; groups are bits 1 to 3, bit 0 (a seat guaranteed) only if wanted. */
const poolArbitrary = fc.record({
  seats: fc.nat(2),
  groups: fc.option(fc.constantFrom(2, 4, 8, 6), { nil: null }),
  heir: fc.nat(4),
});
const divisionArbitrary = (small: SmallMarket): fc.Arbitrary<SmallPools> =>
  fc.record({
    pools: fc.tuple(
      ...small.seats.map(() =>
        fc.array(poolArbitrary, { minLength: 1, maxLength: 4 }).map((own) =>
          own.map(({ seats, groups, heir }, place) => ({
            seats,
            groups,
            heir: place + 1 + heir < own.length ? place + 1 + heir : null,
          })),
        ),
      ),
    ),
    caps: fc.constant(small.seats.map(() => [])),
    groups: groupsArbitrary(small, [0, 2, 4, 8, 6, 10, 14]),
  });
const groupsArbitrary = (
  { lists }: SmallMarket,
  bits: readonly number[],
): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc.tuple(
    ...lists.map((list) =>
      fc.array(fc.constantFrom(...bits), { minLength: list.length, maxLength: list.length }),
    ),
  );

/**
 * As the engine writes them where groups are capped: first a pool for guaranteed seats, which goes
 * to the open one; pools of groups that are not capped, or of the capped group itself; an open one.
 */
const cappedArbitrary = (small: SmallMarket): fc.Arbitrary<SmallPools> =>
  fc.record({ groups: groupsArbitrary(small, [0, 2, 4, 8, 3, 5, 1]) }).chain(({ groups }) =>
    fc
      .tuple(
        ...small.seats.map((_, school) => {
          const guaranteed = small.lists.filter(
            (list, one) => ((groups[one]?.[list.indexOf(school)] ?? 0) & 1) === 1,
          ).length;
          return fc
            .record({
              reserved: fc.nat(2),
              group: fc.constantFrom(2, 4, 8),
              hard: fc.boolean(),
              open: fc.nat(2),
              openFirst: fc.boolean(),
              caps: fc.uniqueArray(fc.record({ group: fc.constantFrom(2, 4), atMost: fc.nat(2) }), {
                maxLength: 2,
                selector: ({ group }) => group,
              }),
            })
            .map(({ reserved, group, hard, open, openFirst, caps }) => ({
              caps,
              pools: openFirst
                ? [
                    { seats: guaranteed, groups: 1, heir: 1 },
                    { seats: open, groups: null, heir: hard ? null : 2 },
                    { seats: reserved, groups: group, heir: null },
                  ]
                : [
                    { seats: guaranteed, groups: 1, heir: 2 },
                    { seats: reserved, groups: group, heir: hard ? null : 2 },
                    { seats: open, groups: null, heir: null },
                  ],
            }));
        }),
      )
      .map((schools) => ({
        pools: schools.map(({ pools }) => pools),
        caps: schools.map(({ caps }) => caps),
        groups,
      })),
  );

const marketWith = (
  division: (small: SmallMarket) => fc.Arbitrary<SmallPools>,
): fc.Arbitrary<readonly [SmallMarket, SmallPools]> =>
  marketArbitrary(10, 4, false).chain((small) => fc.tuple(fc.constant(small), division(small)));

describe("deferredAcceptanceWithPools", () => {
  it("agrees with schools that choose by definition from all who ever asked", () => {
    fc.assert(
      fc.property(marketWith(divisionArbitrary), ([small, division]) => agree(small, division)),
      { seed: 2013, numRuns: 4000 },
    );
  });

  it("agrees where groups are capped and seats guaranteed", () => {
    fc.assert(
      fc.property(marketWith(cappedArbitrary), ([small, division]) => agree(small, division)),
      { seed: 2020, numRuns: 3000 },
    );
  });

  it("is plain deferred acceptance where every school has one open pool", () => {
    fc.assert(
      fc.property(marketArbitrary(12, 4, false), (small) => {
        const market = marketOf(small);
        const { given } = deferredAcceptanceWithPools(
          market,
          poolsOf({
            pools: small.seats.map((seats) => [{ seats, groups: null, heir: null }]),
            caps: [],
            groups: small.lists.map((list) => list.map(() => 0)),
          }),
        );
        expect([...given]).toEqual([...deferredAcceptance(market)]);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  const WALK_ZONE = 2;
  const open = { seats: 2, groups: null, heir: null };
  const reserved = { seats: 2, groups: WALK_ZONE, heir: null };
  /** One school; applicants in the order of their lots, and which of them are members. */
  const atOneSchool = (
    pools: readonly SmallPool[],
    members: readonly number[],
  ): readonly number[] => {
    const small = {
      seats: [0],
      lists: members.map(() => [0]),
      standings: members.map((_, place) => [place]),
    };
    const division = {
      pools: [pools],
      caps: [],
      groups: members.map((member) => [member * WALK_ZONE]),
    };
    return [...deferredAcceptanceWithPools(marketOf(small), poolsOf(division)).pool];
  };

  // After Dur, Kominers, Pathak & Sönmez: w1 w2 o1 w3 o2 o3 w4 o4.
  it("lets the order of precedence decide who has the seats", () => {
    const lots = [1, 1, 0, 1, 0, 0, 1, 0];
    expect(atOneSchool([reserved, open], lots)).toEqual([0, 0, 1, 1, -1, -1, -1, -1]);
    expect(atOneSchool([open, reserved], lots)).toEqual([0, 0, -1, 1, -1, -1, 1, -1]);
  });

  // As in JoSAA: b1 is a member, g1 and g2 are not; the open seat is filled first.
  it("hands unfilled seats on, and leaves them empty where they have no heir", () => {
    const first = { seats: 1, groups: null, heir: null };
    const late = { seats: 0, groups: null, heir: null };
    const soft = { seats: 1, groups: WALK_ZONE, heir: 2 };
    expect(atOneSchool([first, soft, late], [1, 0, 0])).toEqual([0, 2, -1]);
    expect(atOneSchool([first, { ...soft, heir: null }, late], [1, 0, 0])).toEqual([0, -1, -1]);
  });

  it("refuses even the best where an empty pool has no seats handed on to it any more", () => {
    const pools = [
      { seats: 1, groups: WALK_ZONE, heir: 1 },
      { seats: 0, groups: null, heir: null },
    ];
    const elsewhere = [{ seats: 1, groups: null, heir: null }];
    const lists = [
      [0, 1],
      [0, 1],
    ];
    const standings = [
      [1, 1],
      [0, 0],
    ];
    agree(
      { seats: [1, 1], lists, standings },
      {
        pools: [pools, elsewhere],
        caps: [[], []],
        groups: [
          [WALK_ZONE, 0],
          [0, 0],
        ],
      },
    );
  });

  it("makes no room for seats that nobody can ask for", () => {
    const endless = 2 ** 31 - 1;
    const own = [
      { seats: endless, groups: WALK_ZONE, heir: 1 },
      { seats: endless, groups: null, heir: null },
    ];
    const small = {
      seats: [0, 0],
      lists: [[0], [1, 0]],
      standings: [[1], [0, 0]],
    };
    const groups = [[WALK_ZONE], [0, 0]];
    agree(small, { pools: [own, own], caps: [[], []], groups });
    const caps = [[{ group: WALK_ZONE, atMost: endless }], []];
    agree(small, { pools: [own, own], caps, groups });
  });

  it("takes markets without applicants, schools or seats", () => {
    const none = { pools: [], caps: [], groups: [] };
    agree({ seats: [], lists: [], standings: [] }, none);
    agree({ seats: [], lists: [[]], standings: [[]] }, { ...none, groups: [[]] });
    const empty = [[{ seats: 0, groups: null, heir: null }]];
    agree(
      { seats: [0], lists: [[0]], standings: [[5]] },
      { pools: empty, caps: [[]], groups: [[0]] },
    );
  });
});
