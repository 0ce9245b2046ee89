import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SmallMarket } from "./testing/markets.ts";
import { marketArbitrary, marketOf, schoolsOf } from "./testing/markets.ts";
import type { Rights } from "./top-trading-cycles.ts";
import { topTradingCycles } from "./top-trading-cycles.ts";

type Lines = readonly (readonly number[])[];

function rightsOf(lines: Lines): Rights {
  const rightStart = [0];
  for (const line of lines) rightStart.push((rightStart.at(-1) ?? 0) + line.length);
  return { rightStart: Int32Array.from(rightStart), rightHolder: Int32Array.from(lines.flat()) };
}

interface Traded {
  readonly schools: readonly (number | null)[];
  readonly rounds: readonly number[];
}

function outcome(small: SmallMarket, lines: Lines): Traded {
  const market = marketOf(small);
  const { given, round } = topTradingCycles(market, rightsOf(lines));
  return { schools: schoolsOf(market, given), rounds: [...round] };
}

/** All rings of a round trade at once, read literally. */
function tradedAtOnce({ seats, lists }: SmallMarket, lines: Lines): Traded {
  const free = [...seats];
  const schools = lists.map((): number | null => null);
  const rounds = lists.map(() => 0);
  let remaining = [...lists.keys()];
  for (let round = 1; remaining.length > 0; round += 1) {
    const wanted = (applicant: number): number | undefined =>
      lists[applicant]?.find((school) => (free[school] ?? 0) > 0);
    remaining = remaining.filter((applicant) => wanted(applicant) !== undefined);
    const pointedTo = new Map(
      remaining.map((applicant) => [
        applicant,
        lines[wanted(applicant) ?? 0]?.find((holder) => remaining.includes(holder)) ?? -1,
      ]),
    );
    const inRing = remaining.filter((applicant) => {
      let at = pointedTo.get(applicant) ?? -1;
      for (let steps = 0; steps < lists.length && at !== applicant; steps += 1) {
        at = pointedTo.get(at) ?? -1;
      }
      return at === applicant;
    });
    const trades = inRing.map((applicant) => [applicant, wanted(applicant) ?? 0] as const);
    for (const [applicant, school] of trades) {
      schools[applicant] = school;
      rounds[applicant] = round;
      free[school] = (free[school] ?? 0) - 1;
    }
    remaining = remaining.filter((applicant) => !inRing.includes(applicant));
  }
  return { schools, rounds };
}

/** Everybody who lists a school has a right there, and some others; in any order. */
const townArbitrary = marketArbitrary(10, 4, false).chain((small) => {
  const everybody = [...small.lists.keys()];
  const line = (school: number): fc.Arbitrary<readonly number[]> =>
    fc
      .tuple(
        fc.shuffledSubarray(everybody, { minLength: everybody.length }),
        fc.subarray(everybody),
      )
      .map(([order, others]) =>
        order.filter((one) => small.lists[one]?.includes(school) === true || others.includes(one)),
      );
  return fc.tuple(fc.constant(small), fc.tuple(...small.seats.map((_, school) => line(school))));
});

const unranked = (seats: readonly number[], lists: Lines): SmallMarket => ({
  seats,
  lists,
  standings: lists.map((list) => list.map(() => 0)),
});

describe("topTradingCycles", () => {
  it("agrees with rings that all trade at once, rounds included", () => {
    fc.assert(
      fc.property(townArbitrary, ([small, lines]) => {
        expect(outcome(small, lines)).toEqual(tradedAtOnce(small, lines));
      }),
      { seed: 1974, numRuns: 4000 },
    );
  });

  // Abdulkadiroğlu & Sönmez 2003: 1 and 2 exchange what they have the first right to.
  it("lets two exchange, where deferred acceptance would not", () => {
    const small = unranked(
      [1, 1, 1],
      [
        [1, 0, 2],
        [0, 1, 2],
        [0, 1, 2],
      ],
    );
    const lines = [
      [0, 2, 1],
      [1, 0, 2],
      [1, 0, 2],
    ];
    expect(outcome(small, lines)).toEqual({ schools: [1, 0, 2], rounds: [1, 1, 2] });
  });

  it("trades one seat of a school in each round", () => {
    expect(outcome(unranked([2], [[0], [0], [0]]), [[2, 0, 1]])).toEqual({
      schools: [0, null, 0],
      rounds: [2, 0, 1],
    });
  });

  it("lets somebody give what it does not list", () => {
    // 0 has the right to school 1, lists only 0; 1 has it to school 0, lists only 1.
    expect(
      outcome(unranked([1, 1], [[0], [1]]), [
        [1, 0],
        [0, 1],
      ]),
    ).toEqual({
      schools: [0, 1],
      rounds: [1, 1],
    });
  });

  it("takes markets without applicants, schools, seats or wishes", () => {
    expect(outcome(unranked([], []), [])).toEqual({ schools: [], rounds: [] });
    expect(outcome(unranked([], [[]]), [])).toEqual({ schools: [null], rounds: [0] });
    expect(outcome(unranked([0], [[0]]), [[0]])).toEqual({ schools: [null], rounds: [0] });
  });

  it("does not take a seat that is wanted and that nobody may give", () => {
    expect(() => outcome(unranked([1], [[0]]), [[]])).toThrow("nobody has a right to");
  });
});
