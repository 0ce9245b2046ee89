import { describe, expect, it } from "vitest";
import type { AllocationProblem, StepEntry } from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { text } from "../../domain/text.ts";
import { lotsInOrder } from "../testing/towns.ts";
import type { Odds } from "./odds.ts";
import { drawRanges, mergeTallies, odds, oddsFrom, oddsOf } from "./odds.ts";
import { oddsText } from "./odds-text.ts";
import { randomStream } from "./random.ts";
import { lotHolders, redrawLots } from "./simulated-lots.ts";

const asks = (pid: string, list: readonly string[], key = 0): StepEntry => ({
  pid,
  category: "x",
  list,
  keys: [[key]],
  points: [pointsOf(0)],
});

/** Four children ask for two seats at "near", where points part nobody but "first"; "far" has one. */
const town: AllocationProblem = {
  schools: [
    { school: "near", seats: 2 },
    { school: "far", seats: 1 },
    { school: "other", seats: 9 },
  ],
  lots: { "*": lotsInOrder(["first", "p1", "p2", "p3"]) },
  steps: [
    {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [{ by: "points" }],
      entries: [
        asks("first", ["near"], -1),
        asks("p1", ["near", "far"]),
        asks("p2", ["near", "far"]),
        asks("p3", ["near", "far"]),
      ],
    },
  ],
};

function oddsIn(problem: AllocationProblem, pid: string, draws: number, seed = 1): Odds {
  const result = odds(problem, pid, { draws, seed });
  if (!result.ok) throw new Error(result.error.message.en);
  return result.value;
}

const timesOf = ({ schools, unplaced }: Odds): readonly number[] => [
  ...schools.map(({ times }) => times),
  unplaced.times,
];

describe("odds", () => {
  it("come near those that one can reckon, and hold them within the margin", () => {
    const { schools, unplaced } = oddsIn(town, "p2", 3000);
    expect(schools.map(({ school }) => school)).toEqual(["near", "far"]);
    for (const share of [...schools, unplaced]) {
      expect(share.atLeast).toBeLessThan(3333);
      expect(share.atMost).toBeGreaterThan(3333);
      expect(share.atMost - share.atLeast).toBeLessThan(350);
    }
    expect(schools.reduce((sum, { times }) => sum + times, unplaced.times)).toBe(3000);
  });

  it("are certain where no lot decides", () => {
    expect(oddsIn(town, "first", 50)).toEqual({
      pid: "first",
      draws: 50,
      seed: 1,
      schools: [{ school: "near", times: 50, share: 10_000, atLeast: 9286, atMost: 10_000 }],
      unplaced: { times: 0, share: 0, atLeast: 0, atMost: 714 },
    });
  });

  it("give the same figures for the same seed, and others for another", () => {
    expect(timesOf(oddsIn(town, "p1", 100, 7))).toEqual(timesOf(oddsIn(town, "p1", 100, 7)));
    const bySeed = [1, 2, 3, 4].map((seed) => timesOf(oddsIn(town, "p1", 100, seed)).join(" "));
    expect(new Set(bySeed).size).toBeGreaterThan(1);
  });

  it("do not depend on the lots that were drawn, nor on the order of the rows", () => {
    const otherLots = { ...town, lots: { "*": lotsInOrder(["p3", "p1", "first", "p2"]) } };
    expect(oddsIn(otherLots, "p1", 60)).toEqual(oddsIn(town, "p1", 60));
  });

  it("add up whatever the parts in which the draws were run", () => {
    const whole = oddsIn(town, "p3", 101, 5);
    for (const parts of [1, 2, 3, 101, 200]) {
      const ranges = drawRanges(101, 5, parts);
      expect(ranges.every(({ from, to }) => from < to)).toBe(true);
      const tallies = ranges.map((range) => oddsOf(town, "p3", range));
      expect(oddsFrom("p3", 5, mergeTallies(tallies.toReversed()))).toEqual(whole);
    }
  });

  it.each([
    ["draws", "p1", { draws: 0, seed: 1 }],
    ["draws", "p1", { draws: 1.5, seed: 1 }],
    ["draws", "p1", { draws: 100_001, seed: 1 }],
    ["seed", "p1", { draws: 1, seed: -1 }],
    ["seed", "p1", { draws: 1, seed: 2 ** 32 }],
    ["pid", "nobody", { draws: 1, seed: 1 }],
  ])("refuse a %s that cannot be", (place, pid, question) => {
    expect(odds(town, pid, question)).toMatchObject({ ok: false, error: { place } });
  });
});

describe("simulated lots", () => {
  const holders = lotHolders({ "*": { b: "2", a: "1", twin: "1", c: "3" }, s: { c: "1" } });

  it("let families go on sharing theirs", () => {
    expect(holders).toEqual([
      { draw: "*", families: [["a", "twin"], ["b"], ["c"]] },
      { draw: "s", families: [["c"]] },
    ]);
    const lots = redrawLots(holders, randomStream(1, 0))["*"] ?? {};
    expect(lots["twin"]).toBe(lots["a"]);
    expect(new Set(Object.values(lots)).size).toBe(3);
    for (const lot of Object.values(lots)) expect(lot).toMatch(/^[0-9a-f]{64}$/);
  });

  it("give every order the same chance", () => {
    const times = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw += 1) {
      const lots = redrawLots(holders, randomStream(9, draw))["*"] ?? {};
      const order = ["a", "b", "c"]
        .toSorted((one, two) => ((lots[one] ?? "") < (lots[two] ?? "") ? -1 : 1))
        .join("");
      times.set(order, (times.get(order) ?? 0) + 1);
    }
    expect(times.size).toBe(6);
    // Five standard deviations around a sixth.
    for (const count of times.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });
});

describe("chance", () => {
  it("is the same on every machine", () => {
    const stream = randomStream(42, 7);
    expect([10, 10, 10, 2 ** 32].map((limit) => stream.below(limit))).toEqual([
      4, 4, 7, 1_628_964_241,
    ]);
  });

  it("differs from draw to draw and from seed to seed", () => {
    const firsts = [
      [1, 0],
      [1, 1],
      [2, 0],
      [0, 1],
    ].map(([seed = 0, number = 0]) => randomStream(seed, number).below(2 ** 32));
    expect(new Set(firsts).size).toBe(4);
  });

  it("favours no number, however odd the limit", () => {
    const stream = randomStream(3, 3);
    const limit = 3 * 2 ** 30;
    let low = 0;
    for (let count = 0; count < 3000; count += 1) if (stream.below(limit) < 2 ** 30) low += 1;
    // Without passing over the incomplete run it would be half of them.
    expect(Math.abs(low - 1000)).toBeLessThan(130);
  });
});

it("tells a family what the figures are, and what they are not", () => {
  const name = (id: string) => text(`${id}学校`, `${id} school`);
  const share = (times: number) => ({
    times,
    share: times * 10,
    atLeast: times * 10 - 5,
    atMost: times * 10 + 5,
  });
  const mixed = oddsText(
    {
      pid: "p",
      draws: 1000,
      seed: 1,
      schools: [{ school: "near", ...share(412) }],
      unplaced: share(588),
    },
    name,
  );
  expect(mixed.map(({ en }) => en)).toEqual([
    "All lots were drawn anew 1000 times in a simulation. This is what the child received.",
    "near school: 412 of 1000 simulated draws gave this school (about 41.2%; likely between 41.1% and 41.3%).",
    "No seat: 588 of 1000 simulated draws (about 58.8%; likely between 58.8% and 58.9%).",
    "The real draw is another one, and no simulation foresees it. All lists, points and seats are taken to stay as they are now.",
  ]);
  expect(mixed.map(({ zh }) => zh).join("")).toContain("正式摇号是另一次摇号");
  const certain = oddsText(oddsIn(town, "first", 20), name);
  expect(certain[0]?.en).toContain("the same every time");
});
