import type { Admissions, Contest } from "./contest.ts";
import { positionsIn } from "./contest.ts";

/**
 * Serial dictatorship (points first, choices respected; 积分优先、遵循志愿): the children form one
 * line by key, then lot, and each in turn takes the first listed school that still has a seat.
 *
 * Where a child's key differs from place to place (a bonus for the first choice), the child stands
 * in the line with the key of the school it is asking for, and once refused steps back to where
 * its next key belongs. Keys that never get better down the list make this well defined, and give
 * the only stable outcome: nobody is refused a school that went to a worse key at that school.
 *
 * Source: Satterthwaite & Sonnenschein 1981; Svensson 1999.
 */
export function serialDictatorship(contest: Contest): Admissions {
  return {
    given: serveInOrder(contest, contest.byPriority),
    standing: positionsIn(contest.byPriority),
  };
}

/**
 * Goes once through the wishes in `order`, which must hold each child's own wishes in the order of
 * its list, and meets every wish of an unplaced child for a school with a seat.
 */
export function serveInOrder(contest: Contest, order: Int32Array): Int32Array {
  const given = new Int32Array(contest.competitors.length).fill(-1);
  const free = [...contest.seats];
  for (const wish of order) {
    const child = contest.wisher[wish] ?? 0;
    const school = contest.wishSchool[wish] ?? 0;
    const seats = free[school] ?? 0;
    if (given[child] !== -1 || seats === 0) continue;
    given[child] = wish;
    free[school] = seats - 1;
  }
  return given;
}
