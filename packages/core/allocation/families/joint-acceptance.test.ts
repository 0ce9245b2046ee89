import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Market } from "../kernel/market.ts";
import { jointAcceptance } from "./joint-acceptance.ts";
import { settle } from "./re-proposals.ts";
import { searchStable } from "./stable-search.ts";
import { unitsOf } from "./units.ts";

/** A town as the literature writes it: lists by child, and by school the children, best first. */
interface Town {
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly schools: Readonly<Record<string, { seats: number; order: readonly string[] }>>;
  readonly families?: readonly (readonly string[])[];
}

function marketOf({ lists, schools }: Town): Market {
  const children = Object.keys(lists);
  const names = Object.keys(schools);
  const listStart = new Int32Array(children.length + 1);
  for (const [number, child] of children.entries()) {
    listStart[number + 1] = (listStart[number] ?? 0) + (lists[child] ?? []).length;
  }
  const wishes = children.flatMap((child) =>
    (lists[child] ?? []).map((school) => [child, school] as const),
  );
  return {
    seats: Int32Array.from(names, (name) => schools[name]?.seats ?? 0),
    listStart,
    listSchool: Int32Array.from(wishes, ([, school]) => names.indexOf(school)),
    standing: Int32Array.from(wishes, ([child, school]) =>
      (schools[school]?.order ?? []).indexOf(child),
    ),
  };
}

const familiesOf = (town: Town): readonly (readonly number[])[] =>
  (town.families ?? []).map((family) =>
    family.map((child) => Object.keys(town.lists).indexOf(child)),
  );

/** School by child, null where unplaced, and the families that fell apart. */
function solve(town: Town): Readonly<Record<string, string | null>> {
  const { given } = jointAcceptance(marketOf(town), familiesOf(town));
  return Object.fromEntries(
    Object.entries(town.lists).map(([child, list], number) => {
      const wish = given[number] ?? -1;
      const start = marketOf(town).listStart[number] ?? 0;
      return [child, wish === -1 ? null : (list[wish - start] ?? null)];
    }),
  );
}

const fellApart = (town: Town): readonly number[] =>
  jointAcceptance(marketOf(town), familiesOf(town)).fellApart;

/** The definition of stability, read literally; `together`: the families that have not fallen apart. */
function isStable(
  { lists, schools }: Town,
  together: readonly (readonly string[])[],
  seats: Readonly<Record<string, string | null>>,
): boolean {
  const units = [
    ...together,
    ...Object.keys(lists)
      .filter((child) => !together.some((family) => family.includes(child)))
      .map((child) => [child]),
  ];
  const worst = (unit: readonly string[], school: string): number =>
    Math.max(...unit.map((child) => schools[school]?.order.indexOf(child) ?? 0));
  const at = (unit: readonly string[]): string | null => seats[unit[0] ?? ""] ?? null;
  for (const unit of units)
    if (unit.some((child) => (seats[child] ?? null) !== at(unit))) return false;
  for (const [school, { seats: all }] of Object.entries(schools)) {
    const admitted = units.filter((unit) => at(unit) === school);
    const free = all - admitted.flat().length;
    if (free < 0) return false;
    for (const unit of units) {
      const list = lists[unit[0] ?? ""] ?? [];
      const present = at(unit);
      const place = list.indexOf(school);
      if (place === -1 || (present !== null && list.indexOf(present) <= place)) continue;
      const after = admitted.filter((other) => worst(other, school) > worst(unit, school));
      if (free + after.flat().length >= unit.length) return false;
    }
  }
  return true;
}

/** All stable outcomes, by trying every place for every child. */
function stableOutcomes(town: Town, together: readonly (readonly string[])[]) {
  let outcomes: Record<string, string | null>[] = [{}];
  for (const [child, list] of Object.entries(town.lists)) {
    outcomes = outcomes.flatMap((outcome) =>
      [...list, null].map((school) => ({ ...outcome, [child]: school })),
    );
  }
  return outcomes.filter((outcome) => isStable(town, together, outcome));
}

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

const SCHOOLS = ["A", "B", "C"];

/** As many seats as make families and children get into each other's way. */
const seatCount = fc.constantFrom(2, 3, 3, 3);

/** Up to three twins or a three ask together, besides up to four single children. */
const townArbitrary: fc.Arbitrary<Town> = fc
  .record({
    sizes: fc.constantFrom([2, 2, 2], [2, 2, 2], [2, 2], [2], [3]),
    singles: fc.integer({ min: 2, max: 4 }),
    seats: fc.tuple(seatCount, seatCount, seatCount),
  })
  .chain(({ sizes, singles, seats }) => {
    const families = sizes.map((size, family) =>
      Array.from({ length: size }, (_, child) => `f${family}${child}`),
    );
    const children = [
      ...families.flat(),
      ...Array.from({ length: singles }, (_, single) => `s${single}`),
    ];
    const order = fc.shuffledSubarray(children, { minLength: children.length });
    const list = fc.shuffledSubarray(SCHOOLS, { minLength: 3 });
    return fc
      .record({
        orders: fc.tuple(order, order, order),
        lists: fc.tuple(...children.map(() => list)),
      })
      .map(({ orders, lists }) => {
        const listOf = (child: string): readonly string[] => {
          const family = families.find((members) => members.includes(child));
          return lists[children.indexOf(family?.[0] ?? child)] ?? [];
        };
        return {
          lists: Object.fromEntries(children.map((child) => [child, listOf(child)])),
          schools: Object.fromEntries(
            SCHOOLS.map((school, number) => [
              school,
              { seats: seats[number] ?? 0, order: orders[number] ?? [] },
            ]),
          ),
          families,
        };
      });
  });

it("finds a stable outcome wherever trying everything finds one, and only stable ones", () => {
  let fallen = 0;
  fc.assert(
    fc.property(townArbitrary, (town) => {
      let together = town.families ?? [];
      const stillTogether = () => ({ ...town, families: together });
      for (const family of fellApart(town)) {
        expect(familyOutcomes(town, together)).toEqual([]);
        expect(searchStable(unitsOf(marketOf(town), familiesOf(stillTogether())))).toBe("none");
        together = together.filter((members) => members !== town.families?.[family]);
        fallen += 1;
      }
      expect(familyOutcomes(town, together)).toContainEqual(solve(town));
      const search = searchStable(unitsOf(marketOf(town), familiesOf(stillTogether())));
      expect(search).toHaveProperty("found");
    }),
    { seed: 1, numRuns: 200 },
  );
  expect(fallen).toBeGreaterThan(3);
});

/** As `stableOutcomes`, but families are placed whole from the start, and no school is overfull. */
function familyOutcomes(town: Town, together: readonly (readonly string[])[]) {
  const grouped = new Set(together.flat());
  const units = [
    ...together,
    ...Object.keys(town.lists)
      .filter((child) => !grouped.has(child))
      .map((child) => [child]),
  ];
  const roomAt = (school: string, outcome: Readonly<Record<string, string | null>>): number =>
    (town.schools[school]?.seats ?? 0) -
    Object.values(outcome).filter((given) => given === school).length;
  let outcomes: Record<string, string | null>[] = [{}];
  for (const unit of units) {
    outcomes = outcomes.flatMap((outcome) =>
      [...(town.lists[unit[0] ?? ""] ?? []), null]
        .filter((school) => school === null || roomAt(school, outcome) >= unit.length)
        .map((school) => ({
          ...outcome,
          ...Object.fromEntries(unit.map((child) => [child, school])),
        })),
    );
  }
  return outcomes.filter((outcome) => isStable(town, together, outcome));
}

it("without families gives every child the best of all stable outcomes", () => {
  fc.assert(
    fc.property(townArbitrary, (town) => {
      // One child of each family, so that there is not too much to try.
      const lists = Object.fromEntries(
        Object.entries(town.lists).filter(([child]) => !/^f.[12]$/.test(child)),
      );
      const alone = { ...town, lists, families: [] };
      const own = solve(alone);
      const place = (child: string, school: string | null | undefined): number =>
        typeof school === "string" ? (town.lists[child] ?? []).indexOf(school) : SCHOOLS.length;
      for (const outcome of familyOutcomes(alone, [])) {
        for (const [child, school] of Object.entries(outcome)) {
          expect(place(child, own[child])).toBeLessThanOrEqual(place(child, school));
        }
      }
    }),
    { seed: 2, numRuns: 50 },
  );
});

it("does not depend on how children and schools are numbered", () => {
  fc.assert(
    fc.property(townArbitrary, (town) => {
      const turned = {
        ...town,
        lists: Object.fromEntries(Object.entries(town.lists).toReversed()),
        schools: Object.fromEntries(Object.entries(town.schools).toReversed()),
      };
      expect(solve(turned)).toEqual(solve(town));
      expect(fellApart(turned)).toEqual(fellApart(town));
    }),
    { seed: 3, numRuns: 600 },
  );
});
