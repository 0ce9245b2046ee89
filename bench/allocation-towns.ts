/*
 * Invented markets for bench/allocation.ts: lists of five schools, 1.05 seats an applicant, a
 * school for every 120 applicants, four priority classes. The same seed gives the same market.
 */
import { sortByColumns } from "../packages/core/allocation/kernel/sort-by-columns.ts";
import type { Market, Pools } from "../packages/core/allocation/kernel/market.ts";

export interface TownPlan {
  readonly applicants: number;
  /** Whether all schools are asked for alike, or few by many. */
  readonly choices: "uniform" | "skewed";
  /** One lot for all schools, or one at each. */
  readonly lots: "one" | "per-school";
  readonly seed: number;
}

/** Wishes with class and lots, not yet made into standings. */
export interface Town {
  readonly seats: Int32Array;
  readonly listStart: Int32Array;
  readonly listSchool: Int32Array;
  /** By wish, 0 (best) to 3. */
  readonly priorityClass: Int32Array;
  /** The first 32 and the next 21 bits of the lots, by applicant or by wish. */
  readonly lotHigh: Int32Array;
  readonly lotLow: Int32Array;
}

const LIST = 5;
const CLASSES = 4;

/** Whole numbers of 32 bits, from a seed (the generator of Marsaglia 2003 with shifts 13, 17, 5). */
export function chance(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

export function inventTown({ applicants, choices, lots, seed }: TownPlan): Town {
  const next = chance(seed);
  const schools = Math.max(LIST, Math.round(applicants / 120));
  const total = Math.round(1.05 * applicants);
  const seats = Int32Array.from(
    { length: schools },
    (_, school) =>
      Math.floor((total * (school + 1)) / schools) - Math.floor((total * school) / schools),
  );
  const listStart = Int32Array.from({ length: applicants + 1 }, (_, one) => LIST * one);
  const listSchool = new Int32Array(LIST * applicants);
  for (let one = 0; one < applicants; one += 1) {
    for (let place = 0; place < LIST; place += 1) {
      let school = -1;
      while (school === -1 || isListed(listSchool, LIST * one, place, school)) {
        const share = next() / 2 ** 32;
        school = Math.floor(schools * (choices === "skewed" ? share * share * share : share));
      }
      listSchool[LIST * one + place] = school;
    }
  }
  const drawn = lots === "one" ? applicants : listSchool.length;
  return {
    seats,
    listStart,
    listSchool,
    priorityClass: Int32Array.from(listSchool, () => next() % CLASSES),
    lotHigh: Int32Array.from({ length: drawn }, () => next() | 0),
    lotLow: Int32Array.from({ length: drawn }, () => next() >>> 11),
  };
}

function isListed(listSchool: Int32Array, from: number, places: number, school: number): boolean {
  for (let at = from; at < from + places; at += 1) if (listSchool[at] === school) return true;
  return false;
}

/** Makes one standing of class and lot at each wish. */
export function resolve(town: Town): Market {
  const { seats, listStart, listSchool, priorityClass, lotHigh, lotLow } = town;
  const wishes = listSchool.length;
  const applicants = listStart.length - 1;
  const standing = new Int32Array(wishes);
  if (lotHigh.length === wishes) {
    const order = sortByColumns(wishes, [priorityClass, lotHigh, lotLow]);
    for (let place = 0; place < wishes; place += 1) standing[order[place] ?? 0] = place;
  } else {
    const order = sortByColumns(applicants, [lotHigh, lotLow]);
    for (let place = 0; place < applicants; place += 1) {
      const one = order[place] ?? 0;
      for (let wish = listStart[one] ?? 0; wish < (listStart[one + 1] ?? 0); wish += 1) {
        standing[wish] = (priorityClass[wish] ?? 0) * applicants + place;
      }
    }
  }
  return { seats, listStart, listSchool, standing };
}

/** Every school has two reserves, for two in ten and three in ten, and the rest open; all handed on. */
export function divideSeats({ seats, listStart, listSchool }: Market, seed: number): Pools {
  const next = chance(seed);
  const schools = seats.length;
  const poolSeats = new Int32Array(3 * schools);
  for (const [school, all] of seats.entries()) {
    const [first, second] = [Math.floor(all / 5), Math.floor(all / 10)];
    poolSeats.set([first, second, all - first - second], 3 * school);
  }
  const groups = Int32Array.from({ length: listStart.length - 1 }, () => {
    const drawn = next() % 10;
    return (drawn < 2 ? 2 : 0) | (drawn > 6 ? 4 : 0);
  });
  return {
    poolStart: Int32Array.from({ length: schools + 1 }, (_, school) => 3 * school),
    poolSeats,
    poolGroups: Int32Array.from(poolSeats, (_, pool) => [2, 4, -1][pool % 3] ?? -1),
    poolHeir: Int32Array.from(poolSeats, (_, pool) =>
      pool % 3 === 2 ? -1 : pool - (pool % 3) + 2,
    ),
    capStart: new Int32Array(schools + 1),
    capGroup: new Int32Array(0),
    capAtMost: new Int32Array(0),
    wishGroups: Int32Array.from(listSchool, (_, wish) => groups[Math.floor(wish / LIST)] ?? 0),
  };
}
