import { describe, expect, test } from "vitest";
import { tagHash, toHex } from "./encoding.ts";
import { drawOf } from "./lots.ts";

/*
 * That lots follow a hash is no proof that the code treats children alike: an ordering mistake once
 * did the opposite of what a city had published (Amsterdam 2021). So many draws are made, and the
 * ranks are compared with everything that must not matter.
 */

const SEEDS = 10_000;
const CHILDREN = 30;
const SCHOOLS = ["*", "jiefang", "minzhu"] as const;

const seedOf = (number: number): string => toHex(tagHash("fairness", String(number)));

/** Numbers ascend with the time of submission; half of them are close together, as pids may be. */
const pids = Array.from({ length: CHILDREN }, (_, index) =>
  index % 2 === 0
    ? toHex(tagHash("fairness-pid", String(index))).slice(0, 32)
    : index.toString(16).padStart(32, "0"),
);

type Draw = (seed: string, draw: string) => Readonly<Record<string, string>>;

const honest: Draw = (seed, draw) =>
  drawOf(
    seed,
    "yongkang/2024/primary/1",
    draw,
    pids.map((pid) => ({ pid, group: null })),
  );

/** By child in the order of submission: its rank in the draw, from 0. */
function ranksOf(lots: Readonly<Record<string, string>>): readonly number[] {
  const order = pids.toSorted((a, b) => ((lots[a] ?? "") < (lots[b] ?? "") ? -1 : 1));
  const rankOf = new Map(order.map((pid, rank) => [pid, rank]));
  return pids.map((pid) => rankOf.get(pid) ?? 0);
}

interface Counted {
  /** How often the child had the rank: by child, then by rank. */
  readonly times: readonly Float64Array[];
  /** Mean over the draws of Spearman's correlation of rank with time of submission, and with pid. */
  readonly withTime: number;
  readonly withPid: number;
  /** Mean correlation of the ranks in one draw with those in another school's of the same seed. */
  readonly betweenDraws: number;
}

/** Of so many seeds one is also drawn for another school. */
const COMPARED = 10;

const byPid = pids.map((pid) => pids.toSorted().indexOf(pid));
const byTime = pids.map((_, index) => index);

/** Of two rankings of the same children: 1 where they agree, -1 where one is the other reversed. */
function spearman(left: readonly number[], right: readonly number[]): number {
  const squares = left.reduce((sum, rank, index) => sum + (rank - (right[index] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (CHILDREN * (CHILDREN ** 2 - 1));
}

function count(draw: Draw, seeds: number): Counted {
  const times = pids.map(() => new Float64Array(CHILDREN));
  let [withTime, withPid, betweenDraws] = [0, 0, 0];
  for (let number = 0; number < seeds; number += 1) {
    const seed = seedOf(number);
    const name = SCHOOLS[number % SCHOOLS.length] ?? "*";
    const other = SCHOOLS[(number + 1) % SCHOOLS.length] ?? "*";
    const ranks = ranksOf(draw(seed, name));
    for (const [child, rank] of ranks.entries()) {
      const row = times[child];
      if (row !== undefined) row[rank] = (row[rank] ?? 0) + 1;
    }
    withTime += spearman(ranks, byTime) / seeds;
    withPid += spearman(ranks, byPid) / seeds;
    if (number % COMPARED > 0) continue;
    betweenDraws += (spearman(ranks, ranksOf(draw(seed, other))) * COMPARED) / seeds;
  }
  return { times, withTime, withPid, betweenDraws };
}

/** Pearson's statistic of one child's ranks against all ranks being alike, as a standard score. */
function scoreOf(times: Float64Array, seeds: number): number {
  const expected = seeds / CHILDREN;
  const chi = times.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  const freedom = CHILDREN - 1;
  // Wilson & Hilferty 1931.
  return (Math.cbrt(chi / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

/** A mean of so many correlations, in its standard deviations. */
const scoreOfMean = (mean: number, seeds: number): number =>
  mean * Math.sqrt(seeds * (CHILDREN - 1));

/** What is suspicious: beyond chance in one of a hundred thousand draws of this kind. */
const LIMIT = 4.5;

function suspicions(draw: Draw, seeds: number): readonly string[] {
  const { times, withTime, withPid, betweenDraws } = count(draw, seeds);
  const scores = {
    time: scoreOfMean(withTime, seeds),
    pid: scoreOfMean(withPid, seeds),
    school: scoreOfMean(betweenDraws, seeds / COMPARED),
    ...Object.fromEntries(times.map((own, child) => [`child ${child}`, scoreOf(own, seeds)])),
  };
  return Object.entries(scores)
    .filter(([, score]) => Math.abs(score) > LIMIT)
    .map(([name]) => name);
}

describe("ranks in the draw", () => {
  test(`do not depend on time of submission, pid or school, over ${SEEDS} seeds`, () => {
    expect(suspicions(honest, SEEDS)).toEqual([]);
  }, 120_000);

  const tilted =
    (tilt: (lot: string, child: number) => string): Draw =>
    (seed, draw) =>
      Object.fromEntries(
        Object.entries(honest(seed, draw)).map(([pid, lot]) => [pid, tilt(lot, pids.indexOf(pid))]),
      );

  /** The first third of those who submitted have their worst sixteenth of lots bettered. */
  const earlyBird = tilted((lot, child) =>
    child < CHILDREN / 3 && lot.startsWith("f") ? `0${lot.slice(1)}` : lot,
  );

  test("would be found out if early applicants fared a little better", () => {
    expect(suspicions(earlyBird, 2000)).toContain("time");
  });

  test("would be found out if small pids fared better", () => {
    const small = tilted((lot, child) =>
      (pids[child] ?? "").startsWith("000") && lot.startsWith("f") ? `0${lot.slice(1)}` : lot,
    );
    expect(suspicions(small, 2000)).toContain("pid");
  });

  test("would be found out if one school's draw were another's", () => {
    const same: Draw = (seed) => honest(seed, "*");
    expect(suspicions(same, 200)).toContain("school");
  });

  test("would be found out if one child were favoured", () => {
    const one = tilted((lot, child) => (child === 7 && lot < "8" ? `00${lot.slice(2)}` : lot));
    expect(suspicions(one, 1000)).toContain("child 7");
  });
});
