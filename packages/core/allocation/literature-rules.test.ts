import { describe, expect, it } from "vitest";
import type {
  AllocationProblem,
  AllocationStep,
  GroupCap,
  SeatPool,
  TieRule,
} from "../domain/allocation-problem.ts";
import { allocate } from "./allocate.ts";
import {
  combinations,
  letters,
  listsOf,
  permutations,
  solve,
  strictly,
} from "./testing/literature.ts";
import type { LiteratureTown } from "./testing/towns.ts";
import { literatureTown } from "./testing/towns.ts";

/*
 * Reserves, caps, equal scores, rings and housing markets against the literature. Where a test says
 * "after", the instance is ours and the answer is proved here.
 */

type Seats = Readonly<Record<string, string | null>>;

interface ReserveTown extends Omit<LiteratureTown, "mechanism"> {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly pools: Readonly<Record<string, readonly SeatPool[]>>;
  readonly caps?: Readonly<Record<string, readonly GroupCap[]>>;
}

/** Deferred acceptance with divided seats. */
function reserveTown({ groups, pools, caps = {}, ...rules }: ReserveTown): AllocationProblem {
  const problem = literatureTown({ mechanism: "deferred-acceptance", ...rules });
  return changeStep(problem, (step) => ({
    ...step,
    divisions: Object.fromEntries(
      Object.entries(pools).map(([school, ofSchool]) => [
        school,
        { pools: ofSchool, caps: caps[school] ?? [] },
      ]),
    ),
    entries: step.entries.map((entry) => ({ ...entry, groups: groups[entry.pid] ?? [] })),
  }));
}

const changeStep = (
  problem: AllocationProblem,
  change: (step: AllocationStep) => AllocationStep,
): AllocationProblem => ({ ...problem, steps: problem.steps.map(change) });

const OPEN: SeatPool = { id: "open", group: null, handOn: null };
const setApart = (group: string, seats: number, handOn: string | null = "open"): SeatPool => ({
  id: group,
  group,
  seats,
  handOn,
});

const admitted = (seats: Seats): readonly string[] =>
  Object.entries(seats)
    .flatMap(([child, school]) => (school === null ? [] : [child]))
    .toSorted();

const noWorse = (
  choices: Readonly<Record<string, readonly string[]>>,
  better: Seats,
  other: Seats,
): boolean =>
  Object.entries(choices).every(([child, list]) => {
    const place = ({ [child]: school = null }: Seats): number =>
      school === null ? list.length : list.indexOf(school);
    return place(better) <= place(other);
  });

describe("Dur, Kominers, Pathak & Sönmez 2018, Reserve Design", () => {
  const lots = ["w1", "w2", "o1", "w3", "o2", "o3", "w4", "o4"];
  const zone = (order: readonly SeatPool[], children: readonly string[] = lots, seats = 4): Seats =>
    solve(
      reserveTown({
        seats: { school: seats },
        choices: Object.fromEntries(children.map((child) => [child, ["school"]])),
        priorities: { school: [children] },
        groups: Object.fromEntries(
          children.map((child) => [child, child.startsWith("w") ? ["zone"] : []]),
        ),
        pools: { school: order },
      }),
    );

  it("reserved seats first, or open seats first: the order decides", () => {
    expect(admitted(zone([setApart("zone", 2), OPEN]))).toEqual(["o1", "w1", "w2", "w3"]);
    expect(admitted(zone([OPEN, setApart("zone", 2)]))).toEqual(["w1", "w2", "w3", "w4"]);
  });

  it("open seats before the reserved ones never admit fewer of the group, whatever the lots", () => {
    const children = ["w1", "w2", "w3", "o1", "o2", "o3"];
    const ofZone = (seats: Seats): number =>
      admitted(seats).filter((child) => child.startsWith("w")).length;
    const gains = [...permutations(children)].map((order) => {
      const first = ofZone(zone([setApart("zone", 1), OPEN], order, 3));
      const last = ofZone(zone([OPEN, setApart("zone", 1)], order, 3));
      return last - first;
    });
    expect(Math.min(...gains)).toBe(0);
    expect(Math.max(...gains)).toBe(1);
  });
});

describe("Kojima 2012, School Choice: Impossibilities for Affirmative Action", () => {
  const rules = {
    seats: { c1: 2, c2: 1 },
    choices: { s1: ["c1"], s2: ["c1", "c2"], s3: ["c2", "c1"] },
    priorities: { c1: strictly(["s1", "s2", "s3"]), c2: strictly(["s1", "s2", "s3"]) },
    groups: { s1: ["majority"], s2: ["majority"], s3: ["minority"] },
  };
  const withoutPolicy = { s1: "c1", s2: "c1", s3: "c2" };

  it("without a policy, everybody has the first choice", () => {
    expect(solve(reserveTown({ ...rules, pools: {} }))).toEqual(withoutPolicy);
  });

  it("a cap for the majority makes the very minority worse off", () => {
    const capped = reserveTown({
      ...rules,
      pools: { c1: [OPEN] },
      caps: { c1: [{ group: "majority", atMost: 1 }] },
    });
    expect(solve(capped)).toEqual({ s1: "c1", s2: "c2", s3: "c1" });
  });

  it("Hafalir, Yenmez & Yildirim 2013: a reserve in its place does no such harm", () => {
    const reserved = reserveTown({ ...rules, pools: { c1: [setApart("minority", 1), OPEN] } });
    expect(solve(reserved)).toEqual(withoutPolicy);
  });
});

it("Hafalir, Yenmez & Yildirim 2013, theorem 2: a reserve is no worse than the cap for anybody, whatever the lists", () => {
  const lists = [...listsOf(["c1", "c2"])];
  const rules = {
    seats: { c1: 2, c2: 1 },
    priorities: { c1: strictly("1234"), c2: strictly("3142") },
    groups: { 1: ["majority"], 2: ["majority"], 3: ["majority"], 4: ["minority"] },
  };
  const better = [...combinations([lists, lists, lists, lists])].filter((profile) => {
    const choices = Object.fromEntries(profile.map((list, index) => [String(index + 1), list]));
    const reserve = solve(
      reserveTown({ ...rules, choices, pools: { c1: [setApart("minority", 1), OPEN] } }),
    );
    const cap = solve(
      reserveTown({
        ...rules,
        choices,
        pools: { c1: [OPEN] },
        caps: { c1: [{ group: "majority", atMost: 1 }] },
      }),
    );
    expect(noWorse(choices, reserve, cap)).toBe(true);
    return !noWorse(choices, cap, reserve);
  });
  expect(better.length).toBeGreaterThan(0);
});

describe("Baswana et al. 2019, JoSAA; Aygün & Turhan 2020: seats of a category without members", () => {
  const course = (pools: readonly SeatPool[]): Seats =>
    solve(
      reserveTown({
        seats: { course: 2 },
        choices: { b1: ["course"], g1: ["course"], g2: ["course"] },
        priorities: { course: strictly(["b1", "g1", "g2"]) },
        groups: { b1: ["OBC"] },
        pools: { course: pools },
      }),
    );

  it("are handed back to the open ones, whose turn had passed", () => {
    expect(course([OPEN, setApart("OBC", 1)])).toEqual({ b1: "course", g1: "course", g2: null });
  });

  it("stay empty where nothing is handed on", () => {
    expect(course([OPEN, setApart("OBC", 1, null)])).toEqual({ b1: "course", g1: null, g2: null });
  });

  it("go on from category to category, to the end", () => {
    const chained = reserveTown({
      seats: { course: 3 },
      choices: { g1: ["course"], g2: ["course"], e1: ["course"], g3: ["course"] },
      priorities: { course: strictly(["g1", "g2", "e1", "g3"]) },
      groups: { e1: ["EWS"] },
      pools: {
        course: [
          { ...setApart("ST", 1, "SC") },
          setApart("SC", 1, "EWS"),
          OPEN,
          setApart("EWS", 1),
        ],
      },
    });
    // Nobody is ST or SC: their seats come to EWS, which needs one of its three; two go to all.
    expect(solve(chained)).toEqual({ g1: "course", g2: "course", e1: "course", g3: null });
  });
});

describe("Biró & Kiselgof 2015, College Admissions with Stable Score-Limits", () => {
  const tied = (rules: Omit<LiteratureTown, "mechanism">, ties: TieRule): AllocationProblem =>
    changeStep(literatureTown({ mechanism: "deferred-acceptance", ...rules }), (step) => ({
      ...step,
      ties,
    }));

  it("scores of 90, 80 and 80 for two seats, under three rules", () => {
    const rules = {
      seats: { school: 2 },
      choices: { x90: ["school"], x80: ["school"], y80: ["school"] },
      priorities: { school: [["x90"], ["x80", "y80"]] },
    };
    expect(admitted(solve(tied(rules, "admit-none")))).toEqual(["x90"]);
    expect(admitted(solve(tied(rules, "admit-all")))).toEqual(["x80", "x90", "y80"]);
    expect(admitted(solve(tied(rules, "lot")))).toEqual(["x80", "x90"]);
    expect(admitted(solve(tied({ ...rules, lots: ["y80", "x80", "x90"] }, "lot")))).toEqual([
      "x90",
      "y80",
    ]);
  });

  /** Score limits of every kind tried: each school admits those in its best so many classes. */
  function lowestStableLimits(rules: Omit<LiteratureTown, "mechanism">, ties: TieRule): Seats {
    const { choices, priorities, seats = {} } = rules;
    const schools = Object.keys(priorities);
    const levels = schools.map((school) =>
      Array.from({ length: (priorities[school]?.length ?? 0) + 1 }, (_, level) => level),
    );
    const classAt = (school: string, child: string): number =>
      (priorities[school] ?? []).findIndex((members) => members.includes(child));
    const admittedUnder = (limits: readonly number[]): Seats =>
      Object.fromEntries(
        Object.entries(choices).map(([child, list]) => [
          child,
          list.find((one) => classAt(one, child) < (limits[schools.indexOf(one)] ?? 0)) ?? null,
        ]),
      );
    const countAt = (limits: readonly number[], school: string): number =>
      Object.values(admittedUnder(limits)).filter((one) => one === school).length;
    const isStable = (limits: readonly number[]): boolean =>
      schools.every((school, index) => {
        const most = seats[school] ?? 1;
        const level = limits[index] ?? 0;
        const isLowest = level === (priorities[school]?.length ?? 0);
        const lower = limits.with(index, level + 1);
        const higher = limits.with(index, level - 1);
        // The school with one class more would be over its seats; or, admitting all, full already.
        return ties === "admit-none"
          ? countAt(limits, school) <= most && (isLowest || countAt(lower, school) > most)
          : (level === 0 || countAt(higher, school) < most) &&
              (isLowest || countAt(limits, school) >= most);
      });
    const stable = [...combinations(levels)].filter(isStable).map(admittedUnder);
    const best = stable.find((one) => stable.every((other) => noWorse(choices, one, other)));
    if (best === undefined) throw new Error("no lowest stable limits");
    return best;
  }

  it("the lowest stable limits, found by trying all; admit all before lot before admit none", () => {
    const lists = [...listsOf(["a", "b"])];
    const ways = [
      {
        a: [
          ["1", "2"],
          ["3", "4"],
        ],
        b: [["3"], ["1", "2", "4"]],
      },
      { a: [["4"], ["1", "3"], ["2"]], b: [["1", "2", "3", "4"]] },
    ];
    for (const priorities of ways) {
      for (const profile of combinations([lists, lists, lists, lists])) {
        const choices = Object.fromEntries(profile.map((list, index) => [String(index + 1), list]));
        const rules = { seats: { a: 2, b: 1 }, choices, priorities };
        const [none, lot, all] = (["admit-none", "lot", "admit-all"] as const).map((ties) =>
          solve(tied(rules, ties)),
        );
        if (none === undefined || lot === undefined || all === undefined) throw new Error("three");
        expect(none).toEqual(lowestStableLimits(rules, "admit-none"));
        expect(all).toEqual(lowestStableLimits(rules, "admit-all"));
        expect(noWorse(choices, all, lot)).toBe(true);
        expect(noWorse(choices, lot, none)).toBe(true);
      }
    }
  });
});

describe("Shapley & Scarf 1974, On Cores and Indivisibility", () => {
  const owners = ["1", "2", "3", "4"];
  const houseOf = (owner: string): string => `h${owner}`;

  /** Everybody owns a house, and would rather keep it than have one that the list leaves out. */
  function housingMarket(lists: Readonly<Record<string, readonly string[]>>): AllocationProblem {
    const houses = owners.map(houseOf);
    const problem = literatureTown({
      mechanism: "top-trading-cycles",
      choices: lists,
      priorities: Object.fromEntries(houses.map((house) => [house, [owners]])),
    });
    return changeStep(problem, (step) => ({
      ...step,
      entries: step.entries.map((entry) => ({ ...entry, guaranteed: houseOf(entry.pid) })),
    }));
  }

  /** Whether some owners could trade among themselves so that none loses and one gains. */
  function isImproved(lists: Readonly<Record<string, readonly string[]>>, seats: Seats): boolean {
    const place = (owner: string, house: string): number => {
      const found = (lists[owner] ?? []).indexOf(house);
      return found === -1 ? Infinity : found;
    };
    return [...combinations(owners.map(() => [true, false]))].some((members) => {
      const coalition = owners.filter((_, index) => members[index]);
      return [...permutations(coalition.map(houseOf))].some((houses) => {
        const gains = coalition.map(
          (owner, index) => place(owner, seats[owner] ?? "") - place(owner, houses[index] ?? ""),
        );
        return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
      });
    });
  }

  it("Roth & Postlewaite 1977: trading cycles give the only allocation that no coalition improves on", () => {
    const markets = [
      ["2341", "3142", "4213", "1324"],
      ["3241", "3412", "2413", "1234"],
      ["4321", "4132", "4213", "2134"],
      ["2143", "1243", "1432", "3214"],
    ];
    for (const market of markets) {
      const lists = Object.fromEntries(
        market.map((order, index) => [String(index + 1), letters(order).map(houseOf)]),
      );
      const seats = solve(housingMarket(lists));
      const core = [...permutations(owners.map(houseOf))]
        .map((houses) =>
          Object.fromEntries(owners.map((owner, index) => [owner, houses[index] ?? null])),
        )
        .filter((allocation) => !isImproved(lists, allocation));
      expect(core).toEqual([seats]);
    }
  });

  it("nobody ends with less than what was owned", () => {
    for (const [first = [], second = []] of combinations([
      [...listsOf(["h1", "h2", "h3"])].filter((list) => list.includes("h1")),
      [...listsOf(["h1", "h2", "h3"])].filter((list) => list.includes("h2")),
    ])) {
      const lists = { 1: first, 2: second, 3: ["h1", "h3"], 4: ["h4"] };
      const seats = solve(housingMarket(lists));
      for (const [owner, list] of Object.entries(lists)) {
        expect(list.indexOf(seats[owner] ?? "")).toBeGreaterThanOrEqual(0);
        expect(list.indexOf(seats[owner] ?? "")).toBeLessThanOrEqual(list.indexOf(houseOf(owner)));
      }
    }
  });
});

it("Correa et al. 2022, School Choice in Chile: the present seat is kept until a better one is there", () => {
  const problem = changeStep(
    literatureTown({
      mechanism: "deferred-acceptance",
      choices: { s1: ["B", "A"], s2: ["A"], s3: ["B"] },
      // At A the newcomer would come first, were it not for the promise.
      priorities: { A: strictly(["s2", "s1"]), B: strictly(["s3", "s1"]) },
    }),
    (step) => ({
      ...step,
      entries: step.entries.map((entry) =>
        entry.pid === "s1" ? { ...entry, guaranteed: "A" } : entry,
      ),
    }),
  );
  expect(solve(problem)).toEqual({ s1: "A", s2: null, s3: "B" });
});

it("Ring draw as published in Nanchang: twenty children, from the sixth on every third", () => {
  const children = Array.from({ length: 20 }, (_, index) => String(index + 1));
  const problem = changeStep(
    literatureTown({
      mechanism: "ring-draw",
      seats: { school: 15 },
      choices: Object.fromEntries(children.map((child) => [child, ["school"]])),
      priorities: { school: [children] },
      lots: children,
    }),
    (step) => ({
      ...step,
      keyParts: [],
      ring: { start: 6, step: 3 },
      entries: step.entries.map((entry) => ({ ...entry, keys: [[]] })),
    }),
  );
  const winners = [6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10];
  const seats = solve(problem);
  expect(new Set(admitted(seats))).toEqual(new Set(winners.map(String)));
  expect(allocate(problem).cutoffs).toMatchObject([{ admitted: 15, call: 15, binding: true }]);
  // One seat less each time: the last of the line goes first.
  for (let count = winners.length - 1; count > 0; count -= 1) {
    const fewer = { ...problem, schools: [{ school: "school", seats: count }] };
    expect(new Set(admitted(solve(fewer)))).toEqual(new Set(winners.slice(0, count).map(String)));
  }
});
