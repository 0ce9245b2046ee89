import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import type { SmallMarket } from "./testing/markets.ts";
import {
  bestFirst,
  deferredByChoice,
  marketArbitrary,
  marketOf,
  schoolsOf,
  standingsIn,
} from "./testing/markets.ts";

const outcome = (small: SmallMarket): readonly (number | null)[] => {
  const market = marketOf(small);
  return schoolsOf(market, deferredAcceptance(market));
};

const literal = (small: SmallMarket): readonly (number | null)[] =>
  deferredByChoice(small, (school, askers) =>
    bestFirst(askers)
      .slice(0, small.seats[school])
      .map(({ applicant }) => applicant),
  );

const inLines = (
  seats: readonly number[],
  lists: readonly (readonly number[])[],
  lines: readonly (readonly number[])[],
): SmallMarket => ({ seats, lists, standings: standingsIn(lists, lines) });

describe("deferredAcceptance", () => {
  it("agrees with asking in rounds and choosing from all who ever asked", () => {
    fc.assert(
      fc.property(marketArbitrary(12, 4, false), (small) => {
        expect(outcome(small)).toEqual(literal(small));
      }),
      { seed: 1962, numRuns: 3000 },
    );
  });

  it("agrees where schools have many seats, so that heaps are deep", () => {
    const many = fc.tuple(fc.infiniteStream(fc.nat(1_000_000)), fc.integer({ min: 30, max: 60 }));
    fc.assert(
      fc.property(many, ([numbers, count]) => {
        const next = (): number => numbers.next().value ?? 0;
        const lists = Array.from({ length: count }, () => (next() % 2 === 0 ? [0, 1] : [1, 0]));
        const standings = lists.map((list, one) => list.map(() => next() * count + one));
        const small = { seats: [next() % count, 20], lists, standings };
        expect(outcome(small)).toEqual(literal(small));
      }),
      { seed: 1971, numRuns: 300 },
    );
  });

  // Gale & Shapley 1962, examples 1 and 2.
  it("gives the matching best for applicants of three stable ones", () => {
    const lists = [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ];
    const lines = [
      [1, 2, 0],
      [2, 0, 1],
      [0, 1, 2],
    ];
    expect(outcome(inLines([1, 1, 1], lists, lines))).toEqual([0, 1, 2]);
  });

  it("gives the only stable matching, in which many are refused", () => {
    const lists = [
      [0, 1, 2, 3],
      [0, 3, 2, 1],
      [1, 0, 2, 3],
      [3, 1, 2, 0],
    ];
    const lines = [
      [3, 2, 0, 1],
      [1, 3, 0, 2],
      [3, 0, 1, 2],
      [2, 1, 0, 3],
    ];
    expect(outcome(inLines([1, 1, 1, 1], lists, lines))).toEqual([2, 3, 0, 1]);
  });

  it("takes markets without applicants, schools, seats or wishes", () => {
    expect(outcome({ seats: [], lists: [], standings: [] })).toEqual([]);
    expect(outcome({ seats: [2], lists: [], standings: [] })).toEqual([]);
    expect(outcome({ seats: [], lists: [[], []], standings: [[], []] })).toEqual([null, null]);
    expect(outcome({ seats: [0, 1], lists: [[0], [0, 1]], standings: [[0], [1, 0]] })).toEqual([
      null,
      1,
    ]);
  });

  it("makes no room for seats that nobody can ask for", () => {
    const seats = [2 ** 31 - 1, 2 ** 31 - 1];
    expect(outcome({ seats, lists: [[0], [1, 0]], standings: [[1], [0, 0]] })).toEqual([0, 1]);
  });

  it("takes the least and the largest standings", () => {
    const largest = 2 ** 31 - 1;
    const standings = [[largest], [0], [largest - 1]];
    expect(outcome({ seats: [1], lists: [[0], [0], [0]], standings })).toEqual([null, 0, null]);
    expect(outcome({ seats: [3], lists: [[0], [0], [0]], standings })).toEqual([0, 0, 0]);
  });
});
