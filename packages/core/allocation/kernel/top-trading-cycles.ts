import type { Market } from "./market.ts";

/** Whom a school would give its seats to: by school from `rightStart[s]` up to `rightStart[s + 1]`. */
export interface Rights {
  readonly rightStart: Int32Array;
  /** Applicants, best first: at least all who list the school. */
  readonly rightHolder: Int32Array;
}

/** By applicant: the wish met, or -1; and the round of trading from 1, or 0. */
export interface Trades {
  readonly given: Int32Array;
  readonly round: Int32Array;
}

/**
 * Top trading cycles. Every applicant points to the first school of its list that has a seat left,
 * every school with a seat to the best remaining holder of a right; all rings that arise trade, and
 * leave. Who has no school left to point to leaves with nothing. Standings are not looked at: the
 * order of the rights stands for them.
 *
 * Which rings trade first makes no difference, so one path of pointers is followed at a time, in
 * time linear in lists and rights. The rounds told are those in which all rings trade at once: a
 * ring trades in the round after the last event that made one of its pointers point where it does.
 *
 * Source: Shapley & Scarf 1974 (Gale's cycles); Abdulkadiroğlu & Sönmez 2003, with seat counters.
 *
 * @throws when a school has a seat, somebody wants it, and nobody left has a right to it.
 */
export function topTradingCycles(market: Market, rights: Rights): Trades {
  const trade = openTrade(market, rights);
  const { path, state } = trade;
  for (let first = 0; first < state.length; first += 1) {
    if ((state[first] ?? 0) === GONE) continue;
    let length = stepOnto(trade, 0, first);
    while (length > 0) {
      const applicant = path[length - 1] ?? 0;
      const holder = pointedTo(trade, applicant);
      if (holder === -1) {
        leave(trade, applicant, trade.delay[applicant] ?? 0);
        length -= 1;
      } else if ((state[holder] ?? 0) === ON_PATH) {
        length = tradeRing(trade, length, holder);
      } else {
        length = stepOnto(trade, length, holder);
      }
    }
  }
  return { given: trade.given, round: trade.round };
}

const ON_PATH = 1;
const GONE = 2;

interface Trade extends Market, Rights, Trades {
  readonly free: Int32Array;
  /** By applicant: the first wish whose school may still have a seat. */
  readonly wish: Int32Array;
  /** By school: where the first holder stands who may not have left. */
  readonly right: Int32Array;
  /** By applicant: 0, on the path, or gone. */
  readonly state: Uint8Array;
  readonly path: Int32Array;
  /** By applicant and by school: the last round that moved its pointer. */
  readonly delay: Int32Array;
  readonly schoolDelay: Int32Array;
  /** The round after which the applicant was gone, the school full. */
  readonly goneAfter: Int32Array;
  readonly fullAfter: Int32Array;
}

function openTrade(market: Market, rights: Rights): Trade {
  const applicants = market.listStart.length - 1;
  const schools = market.seats.length;
  return {
    ...market,
    ...rights,
    given: new Int32Array(applicants).fill(-1),
    round: new Int32Array(applicants),
    free: market.seats.slice(),
    wish: market.listStart.slice(0, applicants),
    right: rights.rightStart.slice(0, schools),
    state: new Uint8Array(applicants),
    path: new Int32Array(applicants),
    delay: new Int32Array(applicants),
    schoolDelay: new Int32Array(schools),
    goneAfter: new Int32Array(applicants),
    fullAfter: new Int32Array(schools),
  };
}

/** Lengthens the path, and gives its new length. */
function stepOnto({ path, state }: Trade, length: number, applicant: number): number {
  path[length] = applicant;
  state[applicant] = ON_PATH;
  return length + 1;
}

function leave({ state, goneAfter }: Trade, applicant: number, round: number): void {
  state[applicant] = GONE;
  goneAfter[applicant] = round;
}

/** Whom the school points to that the applicant points to; -1 if it has none left to point to. */
function pointedTo(trade: Trade, applicant: number): number {
  const { listStart, listSchool, free, fullAfter, delay } = trade;
  const end = listStart[applicant + 1] ?? 0;
  let late = delay[applicant] ?? 0;
  let wish = trade.wish[applicant] ?? 0;
  for (; wish < end; wish += 1) {
    const school = listSchool[wish] ?? 0;
    if ((free[school] ?? 0) > 0) break;
    late = Math.max(late, fullAfter[school] ?? 0);
  }
  trade.wish[applicant] = wish;
  delay[applicant] = late;
  return wish === end ? -1 : bestHolder(trade, listSchool[wish] ?? 0);
}

function bestHolder(trade: Trade, school: number): number {
  const { rightStart, rightHolder, right, state, goneAfter, schoolDelay } = trade;
  const end = rightStart[school + 1] ?? 0;
  let late = schoolDelay[school] ?? 0;
  for (let at = right[school] ?? 0; at < end; at += 1) {
    const holder = rightHolder[at] ?? 0;
    if ((state[holder] ?? 0) !== GONE) {
      right[school] = at;
      schoolDelay[school] = late;
      return holder;
    }
    late = Math.max(late, goneAfter[holder] ?? 0);
  }
  throw new Error(`school ${school} has a seat that nobody has a right to`);
}

/** The path from `holder` to its end is a ring: it trades and leaves. Gives the path's new length. */
function tradeRing(trade: Trade, length: number, holder: number): number {
  const { path, wish, listSchool, free, delay, schoolDelay, fullAfter, given, round } = trade;
  let start = length - 1;
  while ((path[start] ?? 0) !== holder) start -= 1;
  let late = 0;
  for (let at = start; at < length; at += 1) {
    const applicant = path[at] ?? 0;
    const school = listSchool[wish[applicant] ?? 0] ?? 0;
    late = Math.max(late, delay[applicant] ?? 0, schoolDelay[school] ?? 0);
  }
  for (let at = start; at < length; at += 1) {
    const applicant = path[at] ?? 0;
    const school = listSchool[wish[applicant] ?? 0] ?? 0;
    given[applicant] = wish[applicant] ?? 0;
    round[applicant] = late + 1;
    free[school] = (free[school] ?? 0) - 1;
    if ((free[school] ?? 0) === 0) fullAfter[school] = late + 1;
    leave(trade, applicant, late + 1);
  }
  return start;
}
