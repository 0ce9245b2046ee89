import { describe, expect, it } from "vitest";
import type { AllocationProblem } from "../domain/allocation-problem.ts";
import { allocate } from "./allocate.ts";
import { stableMatchingsOf } from "./testing/brute-force.ts";
import {
  combinations,
  letters,
  listsOf,
  permutations,
  solve,
  strictly,
} from "./testing/literature.ts";
import type { LiteratureTown } from "./testing/towns.ts";
import { literatureTown, seatsByChild } from "./testing/towns.ts";

/*
 * Mechanisms against the literature: instances with known answers, and theorems tried on every case
 * of a small town. Where a test says "after", the instance is ours and the answer is proved here.
 */

type Seats = Readonly<Record<string, string | null>>;

const town = (rules: LiteratureTown): AllocationProblem => literatureTown(rules);

const stableSets = (problem: AllocationProblem): ReadonlySet<string> =>
  new Set(stableMatchingsOf(problem).map((matching) => written(Object.fromEntries(matching))));

const written = (seats: Seats): string =>
  Object.entries(seats)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([child, school]) => `${child}${school ?? "-"}`)
    .join(" ");

/** Smaller is better; no seat is worst. */
const placeOf = (list: readonly string[], school: string | null | undefined): number =>
  school === null || school === undefined ? list.length : list.indexOf(school);

/** Whether nobody loses and somebody gains. */
const improves = (
  choices: Readonly<Record<string, readonly string[]>>,
  before: Seats,
  after: Seats,
): boolean => {
  const steps = Object.entries(choices).map(
    ([child, list]) => placeOf(list, before[child]) - placeOf(list, after[child]),
  );
  return steps.every((step) => step >= 0) && steps.some((step) => step > 0);
};

/** Numbered one to n: `men` list women, `women` order men. */
function marriage(men: readonly string[], women: readonly string[]): LiteratureTown {
  const name = (index: number): string => `w${index + 1}`;
  return {
    mechanism: "deferred-acceptance",
    choices: Object.fromEntries(
      men.map((order, man) => [`m${man + 1}`, letters(order).map((digit) => `w${digit}`)]),
    ),
    priorities: Object.fromEntries(
      women.map((order, woman) => [
        name(woman),
        strictly(letters(order).map((digit) => `m${digit}`)),
      ]),
    ),
  };
}

/** All perfect stable matchings of a marriage market, by trying every one: woman by man. */
function stableMarriages(men: readonly string[], women: readonly string[]): readonly string[] {
  const count = men.length;
  const rank = (orders: readonly string[]): readonly (readonly number[])[] =>
    orders.map((order) =>
      Array.from({ length: count }, (_, other) => order.indexOf(String(other + 1))),
    );
  const [manRank, womanRank] = [rank(men), rank(women)];
  const at = (table: readonly (readonly number[])[], one: number, other: number): number =>
    table[one]?.[other] ?? 0;
  return [...permutations(Array.from({ length: count }, (_, index) => index))]
    .filter((wives) =>
      wives.every((wife, man) =>
        wives.every(
          (otherWife, otherMan) =>
            at(manRank, man, otherWife) >= at(manRank, man, wife) ||
            at(womanRank, otherWife, man) >= at(womanRank, otherWife, otherMan),
        ),
      ),
    )
    .map((wives) => wives.map((wife) => wife + 1).join(""));
}

const wivesOf = (seats: Seats): string =>
  Object.keys(seats)
    .toSorted()
    .map((man) => seats[man]?.slice(1))
    .join("");

describe("Knuth 1976, Mariages stables", () => {
  const men = ["1234", "2143", "3412", "4321"];
  const women = ["4321", "3412", "2143", "1234"];

  it("four by four with ten stable matchings, the men's best among them", () => {
    const stable = stableMarriages(men, women);
    expect(stable).toHaveLength(10);
    expect(wivesOf(solve(town(marriage(men, women))))).toBe("1234");
    expect(stable).toContain("1234");
  });

  it("with the sides exchanged, the women's best", () => {
    expect(wivesOf(solve(town(marriage(women, men))))).toBe("4321");
  });
});

it("McVitie & Wilson 1971, The Stable Marriage Problem: eight by eight, nine stable matchings", () => {
  const men = [
    "57126843",
    "23754186",
    "85146237",
    "32741685",
    "72513684",
    "16758423",
    "25763481",
    "38457261",
  ];
  const women = [
    "53761284",
    "86357214",
    "15624873",
    "87324156",
    "64738125",
    "28546371",
    "75218643",
    "74152368",
  ];
  const stable = stableMarriages(men, women);
  expect(stable).toHaveLength(9);
  const best = wivesOf(solve(town(marriage(men, women))));
  expect(stable).toContain(best);
  for (const other of stable) {
    for (const [man, wife] of letters(best).entries()) {
      const list = men[man] ?? "";
      expect(list.indexOf(wife)).toBeLessThanOrEqual(list.indexOf(other[man] ?? ""));
    }
  }
});

it("Roth 1985, The College Admissions Problem Is Not Equivalent to the Marriage Problem: one stable matching", () => {
  const problem = town({
    mechanism: "deferred-acceptance",
    seats: { A: 2 },
    choices: {
      s1: letters("CAB"),
      s2: letters("BAC"),
      s3: letters("ACB"),
      s4: letters("ABC"),
    },
    priorities: {
      A: strictly(["s1", "s2", "s3", "s4"]),
      B: strictly(["s1", "s2", "s3", "s4"]),
      C: strictly(["s3", "s1", "s2", "s4"]),
    },
  });
  expect(stableSets(problem)).toEqual(new Set(["s1C s2B s3A s4A"]));
  expect(solve(problem)).toEqual({ s1: "C", s2: "B", s3: "A", s4: "A" });
});

describe("Roth 1984 and 1986, the rural hospitals theorem", () => {
  const residents = ["r1", "r2", "r3", "r4", "r5"];
  // Residents flock to the city; the village lists all of them and fills one of its two beds.
  const hospitals = {
    city: strictly(["r3", "r5", "r1", "r2", "r4"]),
    town: strictly(["r1", "r2", "r3", "r5", "r4"]),
    village: strictly(["r5", "r4", "r3", "r2", "r1"]),
  };
  const problem = town({
    mechanism: "deferred-acceptance",
    seats: { city: 2, town: 2, village: 2 },
    choices: {
      r1: ["city", "town"],
      r2: ["city", "town"],
      r3: ["town", "city"],
      r4: ["city", "town", "village"],
      r5: ["town", "city"],
    },
    priorities: hospitals,
  });

  it("every stable matching fills the same beds, and the same residents go without", () => {
    const stable = stableMatchingsOf(problem);
    expect(stable.length).toBeGreaterThan(1);
    const figures = stable.map((matching) => ({
      without: residents.filter((one) => matching.get(one) === null),
      village: residents.filter((one) => matching.get(one) === "village"),
      counts: Object.keys(hospitals).map(
        (hospital) => residents.filter((one) => matching.get(one) === hospital).length,
      ),
    }));
    for (const one of figures) expect(one).toEqual(figures[0]);
    const seats = solve(problem);
    expect(residents.filter((one) => seats[one] === null)).toEqual(figures[0]?.without);
  });
});

describe("Roth 1982, The Economics of Matching; Abdulkadiroğlu & Sönmez 2003, example 1", () => {
  const rules = {
    choices: { 1: ["s2", "s1", "s3"], 2: ["s1", "s2", "s3"], 3: ["s1", "s2", "s3"] },
    priorities: { s1: strictly("132"), s2: strictly("213"), s3: strictly("213") },
  } as const;

  it("the stable outcome can be improved for everybody, and trading finds how", () => {
    const stable = solve(town({ mechanism: "deferred-acceptance", ...rules }));
    const traded = solve(town({ mechanism: "top-trading-cycles", ...rules }));
    expect(stable).toEqual({ 1: "s1", 2: "s2", 3: "s3" });
    expect(traded).toEqual({ 1: "s2", 2: "s1", 3: "s3" });
    expect(improves(rules.choices, stable, traded)).toBe(true);
  });

  /** The children who would do better by some other list, whatever it is. */
  const whoGainsByLying = (mechanism: LiteratureTown["mechanism"]): readonly string[] => {
    const seats = (choices: LiteratureTown["choices"]): Seats =>
      seatsByChild(allocate(town({ mechanism, ...rules, choices })));
    const honest = seats(rules.choices);
    return Object.entries(rules.choices).flatMap(([child, truth]) => {
      const gains = [...listsOf(["s1", "s2", "s3"])].some((list) => {
        const school = seats({ ...rules.choices, [child]: list })[child];
        return placeOf(truth, school) < placeOf(truth, honest[child]);
      });
      return gains ? [child] : [];
    });
  };

  it("nobody gains by another list in deferred acceptance or trading cycles", () => {
    expect(whoGainsByLying("deferred-acceptance")).toEqual([]);
    expect(whoGainsByLying("top-trading-cycles")).toEqual([]);
  });

  it("child 2 does in immediate acceptance", () => {
    expect(seatsByChild(allocate(town({ mechanism: "immediate-acceptance", ...rules })))).toEqual({
      1: "s2",
      2: "s3",
      3: "s1",
    });
    expect(whoGainsByLying("immediate-acceptance")).toEqual(["2"]);
  });
});

it("Abdulkadiroğlu & Sönmez 2003, School Choice, example 2: four rounds of trading", () => {
  const problem = town({
    mechanism: "top-trading-cycles",
    seats: { s1: 2, s2: 2, s3: 3, s4: 1 },
    choices: {
      i1: ["s2", "s1", "s3", "s4"],
      i2: ["s1", "s2", "s3", "s4"],
      i3: ["s3", "s2", "s1", "s4"],
      i4: ["s3", "s4", "s1", "s2"],
      i5: ["s1", "s3", "s4", "s2"],
      i6: ["s4", "s1", "s2", "s3"],
      i7: ["s1", "s2", "s3", "s4"],
      i8: ["s1", "s2", "s4", "s3"],
    },
    priorities: {
      s1: strictly(letters("12345678").map((one) => `i${one}`)),
      s2: strictly(letters("35487216").map((one) => `i${one}`)),
      s3: strictly(letters("53172864").map((one) => `i${one}`)),
      s4: strictly(letters("68742351").map((one) => `i${one}`)),
    },
  });
  expect(solve(problem)).toEqual({
    i1: "s2",
    i2: "s1",
    i3: "s3",
    i4: "s3",
    i5: "s1",
    i6: "s4",
    i7: "s2",
    i8: "s3",
  });
  const rounds = allocate(problem).cutoffs.map(({ school, round }) => [school, round]);
  expect(rounds).toEqual([
    ["s1", 2],
    ["s2", 3],
    ["s3", 4],
    ["s4", 1],
  ]);
});

describe("Ergin & Sönmez 2006, Games of School Choice under the Boston Mechanism", () => {
  const truth = { α: letters("ABC"), β: letters("BCA"), γ: letters("CAB") };
  const priorities = { A: strictly("βγα"), B: strictly("γαβ"), C: strictly("αβγ") };
  const children = Object.keys(truth) as (keyof typeof truth)[];

  it("outcomes in which no list pays are those that are stable, no more and no fewer", () => {
    const lists = [...listsOf(letters("ABC"))];
    const name = (profile: readonly (readonly string[])[]): string =>
      profile.map((list) => list.join("")).join("/");
    const profiles = [...combinations([lists, lists, lists])];
    const outcomes = new Map(
      profiles.map((profile) => {
        const choices = Object.fromEntries(
          children.map((child, index) => [child, profile[index] ?? []]),
        );
        const played = town({ mechanism: "immediate-acceptance", choices, priorities });
        return [name(profile), seatsByChild(allocate(played))] as const;
      }),
    );
    const pays = (profile: readonly (readonly string[])[], player: number): boolean => {
      const child = children[player] ?? "α";
      const place = (played: readonly (readonly string[])[]): number =>
        placeOf(truth[child], outcomes.get(name(played))?.[child]);
      return lists.some((list) => place(profile.with(player, list)) < place(profile));
    };
    const equilibria = profiles.filter(
      (profile) => ![0, 1, 2].some((player) => pays(profile, player)),
    );
    expect(
      new Set(equilibria.map((profile) => written(outcomes.get(name(profile)) ?? {}))),
    ).toEqual(stableSets(town({ mechanism: "deferred-acceptance", choices: truth, priorities })));
  });
});

it("after Haeringer & Klijn 2009, Constrained School Choice: with one choice each, all mechanisms are one", () => {
  const priorities = { a: strictly("1234"), b: strictly("4321"), c: strictly("2413") };
  for (const picks of combinations([
    letters("abc"),
    letters("abc"),
    letters("abc"),
    letters("abc"),
  ])) {
    const choices = Object.fromEntries(picks.map((school, index) => [String(index + 1), [school]]));
    const [deferred, immediate, trading] = (
      ["deferred-acceptance", "immediate-acceptance", "top-trading-cycles"] as const
    ).map((mechanism) => solve(town({ mechanism, choices, priorities })));
    expect(immediate).toEqual(deferred);
    expect(trading).toEqual(deferred);
  }
});

describe("Ergin 2002, Efficient Resource Allocation on the Basis of Priorities", () => {
  /** How many of all lists of three children for two schools have an outcome to improve on. */
  function improvable(priorities: LiteratureTown["priorities"]): number {
    const lists = [...listsOf(["a", "b"])];
    return [...combinations([lists, lists, lists])].filter(([one = [], two = [], three = []]) => {
      const choices = { 1: one, 2: two, 3: three };
      const seats = solve(town({ mechanism: "deferred-acceptance", choices, priorities }));
      const ways = combinations([
        [null, ...one],
        [null, ...two],
        [null, ...three],
      ]);
      return [...ways].some(([first = null, second = null, third = null]) => {
        const taken = [first, second, third].filter((school) => school !== null);
        const after = { 1: first, 2: second, 3: third };
        return new Set(taken).size === taken.length && improves(choices, seats, after);
      });
    }).length;
  }

  /** i before j before k at one school, and k before i at the other. */
  const hasCycle = (a: readonly string[], b: readonly string[]): boolean =>
    [
      [a, b],
      [b, a],
    ].some(([one = [], other = []]) => other.indexOf(one[2] ?? "") < other.indexOf(one[0] ?? ""));

  it("deferred acceptance is efficient whatever the lists just where priorities have no cycle", () => {
    const orders = [...permutations(["1", "2", "3"])];
    const found = [...combinations([orders, orders])].map(([a = [], b = []]) => {
      const isEfficient = improvable({ a: strictly(a), b: strictly(b) }) === 0;
      expect(isEfficient).toBe(!hasCycle(a, b));
      return isEfficient;
    });
    expect(new Set(found).size).toBe(2);
  });
});

describe("after Kesten 2010, School Choice with Consent", () => {
  // 3 asks for a in vain, and by asking starts the chain that costs both others their first choice.
  const choices = { 1: ["a", "b"], 2: ["b", "a"], 3: ["a"] };
  const priorities = { a: strictly("231"), b: strictly("123") };
  const deferred = (lists: LiteratureTown["choices"]): Seats =>
    solve(town({ mechanism: "deferred-acceptance", choices: lists, priorities }));

  it("a child who cannot be admitted can cost others dearly", () => {
    expect(deferred(choices)).toEqual({ 1: "b", 2: "a", 3: null });
  });

  it("if it waives that priority, others gain and it loses nothing", () => {
    const waived = { ...deferred({ 1: choices[1], 2: choices[2] }), 3: null };
    expect(waived).toEqual({ 1: "a", 2: "b", 3: null });
    expect(improves(choices, deferred(choices), waived)).toBe(true);
  });
});

it("after Abdulkadiroğlu, Pathak & Roth 2009: lots drawn at each school can cost what one lot does not", () => {
  const lists = { 1: ["s2", "s1", "s3"], 2: ["s1", "s2", "s3"], 3: ["s1", "s2", "s3"] };
  const equal = [["1", "2", "3"]];
  const tied = town({
    mechanism: "deferred-acceptance",
    choices: lists,
    priorities: { s1: equal, s2: equal, s3: equal },
  });
  const lot = (place: number): string => String(place).padStart(64, "0");
  const drawn = (order: string): Readonly<Record<string, string>> =>
    Object.fromEntries(letters(order).map((child, place) => [child, lot(place)]));
  const bySchool: AllocationProblem = {
    ...tied,
    steps: tied.steps.map((step) => ({ ...step, lotScope: "per-school" })),
    lots: { s1: drawn("132"), s2: drawn("213"), s3: drawn("213") },
  };
  const seats = solve(bySchool);
  expect(seats).toEqual({ 1: "s1", 2: "s2", 3: "s3" });
  expect(improves(lists, seats, { 1: "s2", 2: "s1", 3: "s3" })).toBe(true);
  for (const order of permutations(["1", "2", "3"])) {
    const fair = solve({ ...tied, lots: { "*": drawn(order.join("")) } });
    for (const [one, two, three] of permutations(["s1", "s2", "s3"])) {
      expect(improves(lists, fair, { 1: one ?? null, 2: two ?? null, 3: three ?? null })).toBe(
        false,
      );
    }
  }
});
