import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationProblem, StepEntry } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkProblem } from "./check-problem.ts";
import type { Lists, Market } from "./testing/crowded-towns.ts";
import { marketArbitrary } from "./testing/crowded-towns.ts";
import { literatureTown, lotsInOrder, seatsByChild } from "./testing/towns.ts";

/** All orders of all subsets. */
function allLists(schools: readonly string[]): readonly (readonly string[])[] {
  return [
    [],
    ...schools.flatMap((first) =>
      allLists(schools.filter((school) => school !== first)).map((others) => [first, ...others]),
    ),
  ];
}

const SCHOOLS = ["a", "b", "c"];
const LISTS = allLists(SCHOOLS);

/** The place of the true list that a child gets, one past its end for none. */
function placeOf(market: Market, lists: Lists, ranks: Market["ranks"], pid: string): number {
  const school = seatsByChild(allocate(market.problem(lists, ranks)))[pid];
  const truth = market.lists[pid] ?? [];
  const place = truth.indexOf(school ?? "");
  return place === -1 ? truth.length : place;
}

/**
 * Lists with which the child gets a seat that it truly wants more, among those that keep the school
 * at which it has a promise.
 */
function profitableLists(market: Market, pid: string): readonly (readonly string[])[] {
  const honest = placeOf(market, market.lists, market.ranks, pid);
  const promise = market.promises[pid];
  const gains = (list: readonly string[]): boolean =>
    placeOf(market, { ...market.lists, [pid]: list }, market.ranks, pid) < honest;
  return LISTS.filter((list) => promise === undefined || list.includes(promise)).filter(gains);
}

const child = fc.constantFrom("p1", "p2", "p3", "p4", "p5");
const PLAIN = { divided: false, promised: false };

describe.each([
  ["deferred acceptance", marketArbitrary("deferred-acceptance", PLAIN)],
  [
    "deferred acceptance with divided seats",
    marketArbitrary("deferred-acceptance", { divided: true, promised: false }),
  ],
  [
    "deferred acceptance with divided and promised seats",
    marketArbitrary("deferred-acceptance", { divided: true, promised: true }),
  ],
  ["top trading cycles", marketArbitrary("top-trading-cycles", PLAIN)],
  [
    "top trading cycles with promised seats",
    marketArbitrary("top-trading-cycles", { divided: false, promised: true }),
  ],
] as const)("in %s", (_, markets) => {
  it("no child gains by any list but its true one", () => {
    fc.assert(
      fc.property(markets, child, (market, pid) => {
        expect(checkProblem(market.problem(market.lists, market.ranks))).toMatchObject({
          ok: true,
        });
        expect(profitableLists(market, pid)).toEqual([]);
      }),
      { seed: 71, numRuns: 300 },
    );
  });
});

describe("in immediate acceptance", () => {
  it("children gain by lists that are not true (Abdulkadiroğlu & Sönmez 2003)", () => {
    let gaining = 0;
    const markets = marketArbitrary("immediate-acceptance", PLAIN);
    fc.assert(
      fc.property(markets, child, (market, pid) => {
        if (profitableLists(market, pid).length > 0) gaining += 1;
      }),
      { seed: 72, numRuns: 200 },
    );
    expect(gaining).toBeGreaterThan(0);
  });

  it("a child who has the best right at its second choice must list it first", () => {
    const town = (p: readonly string[]) =>
      literatureTown({
        mechanism: "immediate-acceptance",
        choices: { p, q: ["a"], r: ["b"] },
        priorities: { a: [["q"], ["p"], ["r"]], b: [["p"], ["r"], ["q"]] },
      });
    expect(seatsByChild(allocate(town(["a", "b"])))).toMatchObject({ p: null });
    expect(seatsByChild(allocate(town(["b"])))).toMatchObject({ p: "b" });
  });
});

describe("in deferred acceptance with a promise at a school that divides its seats", () => {
  it("a child may gain by giving its promise up, for the seat then goes to another pool", () => {
    const child = (pid: string, list: readonly string[], ranks: readonly number[]): StepEntry => ({
      pid,
      category: "x",
      list,
      keys: ranks.map((rank) => [rank]),
      points: [pointsOf(0)],
    });
    const town = (p: StepEntry): AllocationProblem => ({
      schools: [
        { school: "b", seats: 1 },
        { school: "c", seats: 1 },
      ],
      steps: [
        {
          id: "only",
          mechanism: "deferred-acceptance",
          lotScope: "one",
          keyParts: [{ by: "points" }],
          divisions: {
            c: {
              pools: [
                { id: "reserve", group: "g", seats: 1, handOn: "open" },
                { id: "open", group: null, handOn: null },
              ],
            },
          },
          entries: [
            p,
            child("q", ["c"], [1]),
            { ...child("r", ["c", "b"], [2, 1]), groups: ["g"] },
          ],
        },
      ],
      lots: { "*": lotsInOrder(["p", "q", "r"]) },
    });
    const holder: StepEntry = { ...child("p", ["b", "c"], [2, 3]), guaranteed: "c" };
    expect(seatsByChild(allocate(town(holder)))).toEqual({ p: "c", q: null, r: "b" });
    expect(seatsByChild(allocate(town(child("p", ["b"], [2]))))).toEqual({
      p: "b",
      q: null,
      r: "c",
    });
  });
});

describe("in top trading cycles without rights beyond the list", () => {
  it("a child gains by listing a school that it does not want, to have something to give", () => {
    const town = (p: readonly string[]) =>
      literatureTown({
        mechanism: "top-trading-cycles",
        choices: { p, q: ["b", "a"], r: ["a"] },
        priorities: { a: [["q"], ["r"], ["p"]], b: [["p"], ["q"], ["r"]] },
      });
    expect(seatsByChild(allocate(town(["a"])))).toMatchObject({ p: null });
    expect(seatsByChild(allocate(town(["a", "b"])))).toMatchObject({ p: "a" });
  });
});

describe("moving up at one school", () => {
  it.each([
    ["deferred acceptance", PLAIN],
    ["deferred acceptance with divided and promised seats", { divided: true, promised: true }],
  ] as const)("never hurts a child in %s", (_, rules) => {
    let helped = 0;
    fc.assert(
      fc.property(
        marketArbitrary("deferred-acceptance", rules),
        child,
        fc.constantFrom(...SCHOOLS),
        (market, pid, school) => {
          const better = { ...market.ranks[pid], [school]: 0 };
          const before = placeOf(market, market.lists, market.ranks, pid);
          const after = placeOf(market, market.lists, { ...market.ranks, [pid]: better }, pid);
          expect(after).toBeLessThanOrEqual(before);
          if (after < before) helped += 1;
        },
      ),
      { seed: 73, numRuns: 1500 },
    );
    expect(helped).toBeGreaterThan(50);
  });
});
