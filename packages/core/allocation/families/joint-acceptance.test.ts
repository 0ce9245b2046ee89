import { describe, expect, it } from "vitest";
import { settle } from "./re-proposals.ts";
import { searchStable } from "./stable-search.ts";
import type { Town } from "./testing/family-towns.ts";
import {
  familiesOf,
  fellApart,
  isStable,
  marketOf,
  solve,
  stableOutcomes,
  townOf,
} from "./testing/family-towns.ts";
import { unitsOf } from "./units.ts";

describe("twins", () => {
  const twins: Town = {
    lists: { t1: ["A", "B"], t2: ["A", "B"], x: ["A", "B"], y: ["A", "B"] },
    schools: {
      A: { seats: 2, order: ["t1", "x", "t2", "y"] },
      B: { seats: 2, order: ["t1", "x", "t2", "y"] },
    },
  };

  it("are separated when each asks alone", () => {
    expect(solve(twins)).toEqual({ t1: "A", x: "A", t2: "B", y: "B" });
  });

  it("stay together when they ask as one, where the worse of them stands", () => {
    const town = { ...twins, families: [["t1", "t2"]] };
    expect(solve(town)).toEqual({ x: "A", y: "A", t1: "B", t2: "B" });
    expect(stableOutcomes(town, town.families)).toEqual([solve(town)]);
  });

  it("who share one lot both have the better school", () => {
    const order = ["t1", "t2", "x", "y"];
    const schools = { A: { seats: 2, order }, B: { seats: 2, order } };
    expect(solve({ ...twins, schools, families: [["t1", "t2"]] })).toEqual({
      t1: "A",
      t2: "A",
      x: "B",
      y: "B",
    });
  });

  it("are not admitted at all rather than apart, while that is stable", () => {
    const town: Town = {
      lists: { t1: ["A"], t2: ["A"], x: ["A"] },
      schools: { A: { seats: 1, order: ["t1", "t2", "x"] } },
      families: [["t1", "t2"]],
    };
    expect(solve(town)).toEqual({ t1: null, t2: null, x: "A" });
    expect(fellApart(town)).toEqual([]);
  });
});

it("a seat that a refused family leaves free goes to a child refused before", () => {
  const town: Town = {
    lists: { t1: ["A", "B"], t2: ["A", "B"], x: ["C", "A"], y: ["A"], z: ["C"] },
    schools: {
      A: { seats: 2, order: ["x", "t1", "t2", "y"] },
      B: { seats: 2, order: ["t1", "t2"] },
      C: { seats: 1, order: ["z", "x"] },
    },
    families: [["t1", "t2"]],
  };
  expect(solve(town)).toEqual({ t1: "B", t2: "B", x: "A", y: "A", z: "C" });
});

function restlessOf(town: Town): readonly number[] {
  const settlement = settle(unitsOf(marketOf(town), familiesOf(town)));
  return settlement.settled ? [] : settlement.restless;
}

/** Nothing is stable here; built after Roth 1984 (a couple) and Klaus & Klijn 2005, for one school. */
const restlessTown = (mark: string): Town => ({
  lists: {
    [`t1${mark}`]: [`A${mark}`],
    [`t2${mark}`]: [`A${mark}`],
    [`x${mark}`]: [`B${mark}`, `A${mark}`],
    [`y${mark}`]: [`A${mark}`, `B${mark}`],
  },
  schools: {
    [`A${mark}`]: { seats: 2, order: ["x", "t1", "t2", "y"].map((child) => child + mark) },
    [`B${mark}`]: { seats: 1, order: ["y", "x"].map((child) => child + mark) },
  },
  families: [[`t1${mark}`, `t2${mark}`]],
});

const joined = (towns: readonly Town[]): Town => ({
  lists: Object.assign({}, ...towns.map(({ lists }) => lists)) as Town["lists"],
  schools: Object.assign({}, ...towns.map(({ schools }) => schools)) as Town["schools"],
  families: towns.flatMap(({ families = [] }) => families),
});

describe("where no outcome is stable", () => {
  it("is proven by search, as by trying everything", () => {
    const town = restlessTown("");
    expect(stableOutcomes(town, town.families ?? [])).toEqual([]);
    const units = unitsOf(marketOf(town), familiesOf(town));
    expect(settle(units)).toEqual({ settled: false, restless: [0] });
    expect(searchStable(units)).toBe("none");
  });

  it("the family falls apart and its children ask alone", () => {
    expect(fellApart(restlessTown(""))).toEqual([0]);
    expect(solve(restlessTown(""))).toEqual({ t1: "A", t2: null, x: "A", y: "B" });
  });

  it("only families that kept moving fall apart, the worst at its first school first", () => {
    const quiet: Town = {
      lists: { q1: ["Q"], q2: ["Q"] },
      schools: { Q: { seats: 2, order: ["", "", "", "", "q1", "q2"] } },
      families: [["q1", "q2"]],
    };
    const town = joined([quiet, restlessTown("'")]);
    expect(fellApart(town)).toEqual([1]);
    expect(solve(town)).toMatchObject({ q1: "Q", q2: "Q", "t1'": "A'", "t2'": null });
  });

  it("in a town too large to search, after the published number of moves", () => {
    const town = joined(Array.from({ length: 16 }, (_, index) => restlessTown(String(index))));
    expect(searchStable(unitsOf(marketOf(town), familiesOf(town)))).toBe("too-large");
    expect(new Set(fellApart(town)).size).toBe(16);
    expect(isStable(town, [], solve(town))).toBe(true);
  });
});

it("searches where moving in circles overlooks a stable outcome", () => {
  const town: Town = {
    lists: {
      t1: ["B", "A", "C"],
      t2: ["B", "A", "C"],
      x: ["C", "A", "B"],
      y: ["B", "C", "A"],
      z: ["C", "B", "A"],
    },
    schools: {
      A: { seats: 2, order: ["x", "z", "t1", "y", "t2"] },
      B: { seats: 2, order: ["t1", "x", "z", "t2", "y"] },
      C: { seats: 2, order: ["t2", "t1", "x", "y", "z"] },
    },
    families: [["t1", "t2"]],
  };
  expect(settle(unitsOf(marketOf(town), familiesOf(town))).settled).toBe(false);
  expect(solve(town)).toEqual({ t1: "C", t2: "C", x: "A", y: "B", z: "B" });
  expect(stableOutcomes(town, town.families ?? [])).toEqual([solve(town)]);
});
describe("two pairs of twins who get into each other's way", () => {
  it("of those who kept moving the one worse at its first school falls apart", () => {
    const town = townOf("a:BA b:BA v:BA w:BA x:AB", "A3:BvAwbax B3:bvxBwAa", ["a", "b"]);
    expect(new Set(restlessOf(town))).toEqual(new Set([0, 1]));
    expect(fellApart(town)).toEqual([0]);
    expect(fellApart({ ...town, families: (town.families ?? []).toReversed() })).toEqual([1]);
  });

  it("at equal standing the one with the smaller number falls apart", () => {
    const schools = "A3:axBAwvb B2:BbvAxwa C2:AvbwaxB";
    const town = townOf("a:BC b:ABC v:BC w:A x:CA", schools, ["a", "b"]);
    expect(new Set(restlessOf(town))).toEqual(new Set([0, 1]));
    expect(fellApart(town)).toEqual([0]);
  });

  it("may come to rest when those who kept moving enter last", () => {
    const town = townOf("a:BA b:BA v:AB w:BA x:AB", "A3:BxbwaAv B1:BvwAxab", ["a", "b"]);
    expect(stableOutcomes(town, town.families ?? [])).toContainEqual(solve(town));
    expect(restlessOf(town)).toEqual([]);
  });

  it("enter one after the other: no school reaches back for one who has not entered", () => {
    const schools = "A2:bvAwzxyaB B2:wayxABbvz C3:aAxzbvBwy";
    const town = townOf("a:ACB b:BA v:BA w:CA x:ACB y:ABC z:CBA", schools, ["a", "b"]);
    const seats = { a: "C", A: "C", b: null, B: null, v: "B", w: "A", x: "A", y: "B", z: "C" };
    expect(solve(town)).toEqual(seats);
  });

  it("the search keeps to what no single child objects to", () => {
    const schools = "A3:vBwabzyAx B3:zxwBbAayv C1:bzwBavxyA";
    const town = townOf("a:ABC b:ABC v:BCA w:ACB x:ACB y:BA z:BAC", schools, ["a", "b"]);
    const search = searchStable(unitsOf(marketOf(town), familiesOf(town)));
    expect(search).toEqual({ found: Int32Array.from([-1, 3, 7, 9, 14, 15, 17]) });
  });
});

it("the search gives single children the best that is stable (Gale & Shapley 1962, example 1)", () => {
  const town = townOf("p:ABC q:BCA r:CAB", "A1:qrp B1:rpq C1:pqr", []);
  const search = searchStable(unitsOf(marketOf(town), []));
  expect(search).toEqual({ found: Int32Array.from([0, 3, 6]) });
});
