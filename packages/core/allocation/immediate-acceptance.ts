import type { Admissions, Contest } from "./contest.ts";
import { positionsIn } from "./contest.ts";
import { serveInOrder } from "./serial-dictatorship.ts";

/**
 * Immediate acceptance (choice first, the Boston mechanism; 志愿优先): every school first takes
 * those who listed it first, best key and lot first, then fills what is left from those who listed
 * it second, and so on. A seat once given is final.
 *
 * Within one round schools do not disturb each other, so that one walk through all wishes, place
 * by place and best first within a place, serves them all.
 *
 * Source: Abdulkadiroğlu & Sönmez 2003, "School Choice: A Mechanism Design Approach".
 */
export function immediateAcceptance(contest: Contest): Admissions {
  const order = choiceRankFirst(contest);
  return { given: serveInOrder(contest, order), standing: positionsIn(order) };
}

/** The wishes by place of the list, and within one place by priority: a stable counting sort. */
function choiceRankFirst(contest: Contest): Int32Array {
  const placeOf = (wish: number): number =>
    wish - (contest.wishStart[contest.wisher[wish] ?? 0] ?? 0);
  const places = contest.competitors.reduce((most, { list }) => Math.max(most, list.length), 0);
  const nextAtPlace = new Int32Array(places + 1);
  for (const wish of contest.byPriority) {
    const after = placeOf(wish) + 1;
    nextAtPlace[after] = (nextAtPlace[after] ?? 0) + 1;
  }
  for (let place = 1; place <= places; place += 1) {
    nextAtPlace[place] = (nextAtPlace[place] ?? 0) + (nextAtPlace[place - 1] ?? 0);
  }
  const order = new Int32Array(contest.byPriority.length);
  for (const wish of contest.byPriority) {
    const place = placeOf(wish);
    const position = nextAtPlace[place] ?? 0;
    order[position] = wish;
    nextAtPlace[place] = position + 1;
  }
  return order;
}
