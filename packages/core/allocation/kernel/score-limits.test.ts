import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import type { LimitRule } from "./score-limits.ts";
import { admitByLimit } from "./score-limits.ts";
import type { Asker, SmallMarket } from "./testing/markets.ts";
import { deferredByChoice, marketArbitrary, marketOf, schoolsOf } from "./testing/markets.ts";

const outcome = (small: SmallMarket, ties: LimitRule): readonly (number | null)[] => {
  const market = marketOf(small);
  return schoolsOf(market, admitByLimit(market, ties));
};

/** Whole classes in order: as long as they fit, or until the seats are full. */
function admitted(askers: readonly Asker[], seats: number, ties: LimitRule): readonly number[] {
  const limits = [...new Set(askers.map(({ standing }) => standing))].toSorted((a, b) => a - b);
  let held: readonly Asker[] = [];
  for (const limit of limits) {
    const next = askers.filter(({ standing }) => standing <= limit);
    if (ties === "admit-none" ? next.length > seats : held.length >= seats) break;
    held = next;
  }
  return held.map(({ applicant }) => applicant);
}

describe("admitByLimit", () => {
  it.each(["admit-all", "admit-none"] as const)(
    "agrees with schools that choose whole classes from all who ever asked: %s",
    (ties) => {
      fc.assert(
        fc.property(marketArbitrary(12, 3, true), (small) => {
          const expected = deferredByChoice(small, (school, askers) =>
            admitted(askers, small.seats[school] ?? 0, ties),
          );
          expect(outcome(small, ties)).toEqual(expected);
        }),
        { seed: 2015, numRuns: 3000 },
      );
    },
  );

  it("is plain deferred acceptance where nobody is tied", () => {
    fc.assert(
      fc.property(
        marketArbitrary(12, 4, false),
        fc.constantFrom<LimitRule>("admit-all", "admit-none"),
        (small, ties) => {
          const market = marketOf(small);
          expect([...admitByLimit(market, ties)]).toEqual([...deferredAcceptance(market)]);
        },
      ),
      { seed: 4, numRuns: 1000 },
    );
  });

  it("admits three or one of the scores 90, 80, 80 to two seats", () => {
    const small = { seats: [2], lists: [[0], [0], [0]], standings: [[10], [20], [20]] };
    expect(outcome(small, "admit-all")).toEqual([0, 0, 0]);
    expect(outcome(small, "admit-none")).toEqual([0, null, null]);
  });

  it("takes markets without applicants, schools, seats or wishes", () => {
    for (const ties of ["admit-all", "admit-none"] as const) {
      expect(outcome({ seats: [], lists: [], standings: [] }, ties)).toEqual([]);
      expect(outcome({ seats: [3], lists: [[]], standings: [[]] }, ties)).toEqual([null]);
      const none = { seats: [0, 0, 1], lists: [[0], [0, 2]], standings: [[1], [1, 1]] };
      expect(outcome(none, ties)).toEqual([null, 2]);
    }
  });
});
