import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import type { Result } from "../../domain/result.ts";
import { fail, ok } from "../../domain/result.ts";
import { allocate } from "../allocate.ts";
import { randomStream } from "./random.ts";
import { lotHolders, redrawLots } from "./simulated-lots.ts";

/** Simulated draws with the numbers `from` up to, not at, `to`. */
export interface DrawRange {
  readonly from: number;
  readonly to: number;
  /** 0 up to 4,294,967,295. */
  readonly seed: number;
}

/** What came of some draws for one child. Tallies of different draws add up. */
export interface OddsTally {
  readonly draws: number;
  /** Every school that the child lists in any step, in the order in which they are first named. */
  readonly seated: readonly { readonly school: string; readonly times: number }[];
  readonly unplaced: number;
}

/** How often, out of so many simulated draws; with the range in which the true share lies. */
export interface Share {
  readonly times: number;
  /** In hundredths of a percent: the share, and the 95 % interval around it (Wilson 1927). */
  readonly share: number;
  readonly atLeast: number;
  readonly atMost: number;
}

export interface Odds {
  readonly pid: string;
  readonly draws: number;
  readonly seed: number;
  readonly schools: readonly (Share & { readonly school: string })[];
  readonly unplaced: Share;
}

/** More draws would tell no more than these, and take hours. */
export const MOST_DRAWS = 100_000;

/** Refuses what cannot be simulated, in words for whoever asked. */
export function checkOddsQuestion(
  problem: AllocationProblem,
  pid: string,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Result<null> {
  if (!Number.isSafeInteger(draws) || draws < 1 || draws > MOST_DRAWS) {
    return fail(
      "odds.draws",
      `模拟次数须为 1 至 ${MOST_DRAWS} 的整数。`,
      `The number of simulated draws must be a whole number from 1 to ${MOST_DRAWS}.`,
      "draws",
    );
  }
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > 0xffffffff) {
    return fail(
      "odds.seed",
      "模拟种子须为 0 至 4294967295 的整数。",
      "The seed of the simulation must be a whole number from 0 to 4294967295.",
      "seed",
    );
  }
  if (!problem.steps.some(({ entries }) => entries.some((entry) => entry.pid === pid))) {
    return fail(
      "odds.pid",
      `名单中没有编号“${pid}”，请核对编号。`,
      `Nobody has the id “${pid}”; check the id.`,
      "pid",
    );
  }
  return ok(null);
}

/**
 * Runs the problem once for every draw of the range, with all lots of all draws drawn anew; families
 * that share a lot go on sharing theirs. Lists, points and seats are taken as they stand. A draw
 * depends on the seed and its own number alone: however the draws are shared out, the tallies add
 * up to the same. The question must have passed `checkOddsQuestion`.
 */
export function oddsOf(
  problem: AllocationProblem,
  pid: string,
  { from, to, seed }: DrawRange,
): OddsTally {
  const holders = lotHolders(problem.lots);
  const times = new Map(listedSchools(problem, pid).map((school) => [school, 0]));
  let unplaced = 0;
  for (let number = from; number < to; number += 1) {
    const lots = redrawLots(holders, randomStream(seed, number));
    const { placements } = allocate({ ...problem, lots });
    const school = placements.find((one) => one.pid === pid)?.school ?? null;
    if (school === null) unplaced += 1;
    else times.set(school, (times.get(school) ?? 0) + 1);
  }
  return {
    draws: to - from,
    seated: [...times].map(([school, count]) => ({ school, times: count })),
    unplaced,
  };
}

/** @param tallies of one child and different draws; at least one */
export function mergeTallies(tallies: readonly OddsTally[]): OddsTally {
  const sum = (count: (tally: OddsTally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  return {
    draws: sum(({ draws }) => draws),
    seated: (tallies[0]?.seated ?? []).map(({ school }, index) => ({
      school,
      times: sum(({ seated }) => seated[index]?.times ?? 0),
    })),
    unplaced: sum(({ unplaced }) => unplaced),
  };
}

/** Equal parts of the draws 0 to `draws` - 1, for so many workers; none is empty. */
export function drawRanges(draws: number, seed: number, parts: number): readonly DrawRange[] {
  const count = Math.min(parts, draws);
  return Array.from({ length: count }, (_, part) => ({
    from: Math.floor((draws * part) / count),
    to: Math.floor((draws * (part + 1)) / count),
    seed,
  }));
}

/** The odds of one child, from the tally of all draws. */
export function oddsFrom(pid: string, seed: number, tally: OddsTally): Odds {
  const { draws, seated, unplaced } = tally;
  return {
    pid,
    draws,
    seed,
    schools: seated.map(({ school, times }) => ({ school, ...shareOf(times, draws) })),
    unplaced: shareOf(unplaced, draws),
  };
}

/** All at once, without workers. */
export function odds(
  problem: AllocationProblem,
  pid: string,
  question: { readonly draws: number; readonly seed: number },
): Result<Odds> {
  const { draws, seed } = question;
  const checked = checkOddsQuestion(problem, pid, question);
  if (!checked.ok) return checked;
  return ok(oddsFrom(pid, seed, oddsOf(problem, pid, { from: 0, to: draws, seed })));
}

function listedSchools({ steps }: AllocationProblem, pid: string): readonly string[] {
  const own = steps.flatMap(({ entries }) => entries.filter((entry) => entry.pid === pid));
  return [...new Set(own.flatMap(({ list }) => list))];
}

/** Nineteen intervals of twenty hold the true share. */
const Z = 1.96;
const HUNDREDTHS = 10_000;

/**
 * The score interval of Wilson 1927, rounded outwards. Root, sums and quotients are exact to the
 * last bit on every machine.
 */
function shareOf(times: number, draws: number): Share {
  const square = Z * Z;
  const middle = times + square / 2;
  const spread = Z * Math.sqrt((times * (draws - times)) / draws + square / 4);
  const limit = (value: number): number => (HUNDREDTHS * value) / (draws + square);
  return {
    times,
    share: Math.round((HUNDREDTHS * times) / draws),
    atLeast: times === 0 ? 0 : Math.floor(limit(middle - spread)),
    atMost: times === draws ? HUNDREDTHS : Math.ceil(limit(middle + spread)),
  };
}
