import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import { immediateAcceptance, serveInOrder } from "./serial.ts";
import type { SmallMarket } from "./testing/markets.ts";
import { marketArbitrary, marketOf, schoolsOf } from "./testing/markets.ts";

/** Each applicant of the line in turn takes the first school of its list that has a seat. */
function servedInTurn({ seats, lists }: SmallMarket, line: readonly number[]) {
  const free = [...seats];
  const schools = lists.map((): number | null => null);
  for (const applicant of line) {
    const school = lists[applicant]?.find((school) => (free[school] ?? 0) > 0);
    if (school === undefined) continue;
    free[school] = (free[school] ?? 0) - 1;
    schools[applicant] = school;
  }
  return schools;
}

/** Round by round, schools take the best of those who ask in the round and have no seat. */
function takenByRounds({ seats, lists, standings }: SmallMarket) {
  const free = [...seats];
  const schools = lists.map((): number | null => null);
  for (let round = 0; round < 5; round += 1) {
    const wishing = schools.map((placed, one) =>
      placed === null ? lists[one]?.[round] : undefined,
    );
    for (const school of seats.keys()) {
      const best = lists
        .flatMap((_, one) => (wishing[one] === school ? [one] : []))
        .toSorted((a, b) => (standings[a]?.[round] ?? 0) - (standings[b]?.[round] ?? 0))
        .slice(0, free[school]);
      for (const applicant of best) schools[applicant] = school;
      free[school] = (free[school] ?? 0) - best.length;
    }
  }
  return schools;
}

describe("serveInOrder", () => {
  it("serves one applicant after the other where one list follows the other", () => {
    const inLine = marketArbitrary(12, 4, false).chain((small) =>
      fc.tuple(
        fc.constant(small),
        fc.shuffledSubarray([...small.lists.keys()], { minLength: small.lists.length }),
      ),
    );
    fc.assert(
      fc.property(inLine, ([small, line]) => {
        const market = marketOf(small);
        const wishes = line.flatMap((applicant) =>
          (small.lists[applicant] ?? []).map(
            (_, place) => (market.listStart[applicant] ?? 0) + place,
          ),
        );
        const given = serveInOrder(market, Int32Array.from(wishes));
        expect(schoolsOf(market, given)).toEqual(servedInTurn(small, line));
      }),
      { seed: 1981, numRuns: 2000 },
    );
  });

  it("lets those refused step back, which is deferred acceptance by the standing at each wish", () => {
    fc.assert(
      fc.property(marketArbitrary(12, 4, false), (drawn) => {
        // Nobody stands better further down its list.
        const standings = drawn.standings.map((own) => own.toSorted((a, b) => a - b));
        const small = { ...drawn, standings };
        const market = marketOf(small);
        const inOrder = Int32Array.from(market.listSchool.keys()).toSorted(
          (a, b) => (market.standing[a] ?? 0) - (market.standing[b] ?? 0) || a - b,
        );
        expect([...serveInOrder(market, inOrder)]).toEqual([...deferredAcceptance(market)]);
      }),
      { seed: 1999, numRuns: 2000 },
    );
  });

  it("gives nothing where there are no wishes or no seats", () => {
    const market = marketOf({ seats: [0], lists: [[], [0]], standings: [[], [0]] });
    expect([...serveInOrder(market, Int32Array.of(0))]).toEqual([-1, -1]);
    const empty = marketOf({ seats: [], lists: [], standings: [] });
    expect([...serveInOrder(empty, new Int32Array(0))]).toEqual([]);
  });
});

describe("immediateAcceptance", () => {
  const outcome = (small: SmallMarket): readonly (number | null)[] => {
    const market = marketOf(small);
    return schoolsOf(market, immediateAcceptance(market));
  };

  it("agrees with schools that take the best of every round, read literally", () => {
    fc.assert(
      fc.property(marketArbitrary(14, 4, false), (small) => {
        expect(outcome(small)).toEqual(takenByRounds(small));
      }),
      { seed: 2003, numRuns: 4000 },
    );
  });

  it("gives a seat to whoever listed the school first, before a better one who listed it second", () => {
    const small = {
      seats: [1, 1],
      lists: [[0, 1], [0, 1], [1]],
      standings: [[0, 0], [1, 1], [2]],
    };
    expect(outcome(small)).toEqual([0, null, 1]);
  });

  it("makes no room for seats that nobody can ask for", () => {
    const seats = [2 ** 31 - 1, 2 ** 31 - 1];
    expect(outcome({ seats, lists: [[0], [1, 0]], standings: [[1], [0, 0]] })).toEqual([0, 1]);
  });

  it("takes markets without applicants, schools, seats or wishes", () => {
    expect(outcome({ seats: [], lists: [], standings: [] })).toEqual([]);
    expect(outcome({ seats: [], lists: [[]], standings: [[]] })).toEqual([null]);
    expect(outcome({ seats: [0, 1], lists: [[0], [0, 1]], standings: [[0], [1, 0]] })).toEqual([
      null,
      1,
    ]);
  });
});
