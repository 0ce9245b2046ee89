import { describe, expect, it } from "vitest";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import type { Market, Pools } from "./market.ts";
import { admitByLimit } from "./score-limits.ts";
import { deferredAcceptanceWithPools } from "./seat-pools.ts";
import { immediateAcceptance, serveInOrder } from "./serial.ts";
import { marketOf, schoolsOf } from "./testing/markets.ts";
import { topTradingCycles } from "./top-trading-cycles.ts";

/** Every school's seats in one pool, open to all. */
const openPools = ({ seats, listSchool }: Market): Pools => ({
  poolStart: Int32Array.from({ length: seats.length + 1 }, (_, school) => school),
  poolSeats: seats.slice(),
  poolGroups: new Int32Array(seats.length).fill(-1),
  poolHeir: new Int32Array(seats.length).fill(-1),
  capStart: new Int32Array(seats.length + 1),
  capGroup: new Int32Array(0),
  capAtMost: new Int32Array(0),
  wishGroups: new Int32Array(listSchool.length),
});

const small = marketOf({
  seats: [1, 2],
  lists: [
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 1],
  ],
  standings: [
    [3, 0],
    [0, 3],
    [1, 2],
    [2, 1],
  ],
});

const rights = {
  rightStart: Int32Array.of(0, 4, 8),
  rightHolder: Int32Array.of(1, 2, 3, 0, 0, 3, 2, 1),
};

describe("a kernel", () => {
  const kernels: Readonly<Record<string, (market: Market) => unknown>> = {
    "deferred acceptance": deferredAcceptance,
    "deferred acceptance with pools": (market) =>
      deferredAcceptanceWithPools(market, openPools(market)),
    "serial dictatorship": (market) =>
      serveInOrder(
        market,
        Int32Array.from(market.listSchool, (_, wish) => wish),
      ),
    "immediate acceptance": immediateAcceptance,
    "score limits": (market) => admitByLimit(market, "admit-all"),
    "top trading cycles": (market) => topTradingCycles(market, rights),
  };

  it.each(Object.keys(kernels))("leaves what it is given as it is: %s", (name) => {
    const market = structuredClone(small);
    const held = structuredClone(rights);
    const first = kernels[name]?.(market);
    expect(market).toEqual(small);
    expect(rights).toEqual(held);
    expect(kernels[name]?.(market)).toEqual(first);
  });
});

it("says of those without a seat that no pool holds them", () => {
  const { given, pool } = deferredAcceptanceWithPools(small, openPools(small));
  expect([...given]).toEqual([1, 2, -1, 7]);
  expect([...pool]).toEqual([1, 0, -1, 1]);
});

it("closes a school without seats to everybody, and no other with it", () => {
  // Nobody lists school 1; school 2 has no seats; the classes of school 0 are none of its own.
  const market = marketOf({
    seats: [2, 3, 0],
    lists: [[0], [0], [2, 0]],
    standings: [[0], [1], [0, 2]],
  });
  expect(schoolsOf(market, admitByLimit(market, "admit-all"))).toEqual([0, 0, null]);
  expect(schoolsOf(market, admitByLimit(market, "admit-none"))).toEqual([0, 0, null]);
});

it("serves thousands as it serves few", () => {
  // One line for all schools, so that walking it once must give the same.
  const [applicants, schools] = [5000, 40];
  const order = Array.from(
    { length: applicants },
    (_, applicant) => (applicant * 1777) % applicants,
  );
  const market = marketOf({
    seats: Array.from({ length: schools }, (_, school) => 60 + school),
    lists: order.map((_, applicant) =>
      [0, 7, 19].map((step) => (applicant * applicant + step * (1 + (applicant % 5))) % schools),
    ),
    standings: order.map((place) => [place, place, place]),
  });
  const line = order
    .map((place, applicant) => ({ place, applicant }))
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ applicant }) => [0, 1, 2].map((wish) => 3 * applicant + wish));
  const served = [...serveInOrder(market, Int32Array.from(line))];
  expect(served.filter((wish) => wish === -1).length).toBeGreaterThan(1000);
  expect([...deferredAcceptance(market)]).toEqual(served);
  expect([...deferredAcceptanceWithPools(market, openPools(market)).given]).toEqual(served);
  expect([...admitByLimit(market, "admit-none")]).toEqual(served);
});
