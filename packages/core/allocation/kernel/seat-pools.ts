import type { CappedSchools } from "./capped-choice.ts";
import { chooseAnew, openCappedSchools } from "./capped-choice.ts";
import type { Assignment, Market, Pools } from "./market.ts";
import { wishesBySchool } from "./wishes.ts";
import { orderWorstFirst, replaceWorst } from "./worst-first.ts";

/*
 * A pool's record, side by side for the cache: where its heap of standings and wishes begins, where
 * the next pair goes, where its seats end (its own and those handed on to it at present), the worst
 * standing it still takes, who is eligible, and its heir.
 */
const RECORD = 8;
const BASE = 0;
const NEXT = 1;
const FULL = 2;
const LIMIT = 3;
const GROUPS = 4;
const HEIR = 5;
const NO_LIMIT = 0x7fffffff;

/** Marks of a wish: it is the last of its list; it is met. */
const LAST = 1;
const MET = 2;

interface Hall {
  readonly market: Market;
  readonly pools: Pools;
  readonly records: Int32Array;
  readonly heap: Int32Array;
  readonly capped: CappedSchools;
  readonly marks: Uint8Array;
  /**
   * Of those whose turn it is in this round, and in the next: the wish last refused, or ~w where w
   * is the first of a list.
   */
  asking: Int32Array;
  askingNext: Int32Array;
  countNext: number;
}

/**
 * Deferred acceptance where schools divide their seats into pools. Standings at one school must
 * differ. A school's choice is made pool by pool in the order of precedence: each takes the best
 * eligible whom no earlier pool took, and leaves to its heir, a later pool, the seats it cannot
 * fill.
 *
 * One applicant more, and each pool either refuses it, or takes it and passes on its worst, or had
 * a seat free, of which one less goes to the heir. So one who asks moves at most one other out of
 * each pool, and the whole choice need not be made anew, except under caps.
 *
 * Source: Kominers & Sönmez 2016 (choice by precedence); Westkamp 2013, Aygün & Turhan 2020 (seats
 * handed on, and why the outcome still does not depend on who asks when).
 */
export function deferredAcceptanceWithPools(market: Market, pools: Pools): Assignment {
  const hall = openHall(market, { ...pools, poolSeats: seatsByPool(market, pools) });
  for (let count = letAllBegin(hall); count > 0; count = hall.countNext) {
    hall.countNext = 0;
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(from + BLOCK, count);
      findChances(hall, from, to);
      askBlock(hall, from, to);
    }
    [hall.asking, hall.askingNext] = [hall.askingNext, hall.asking];
  }
  return seatsGiven(hall);
}

/** So many ask together: few enough that what is looked up for them stays in the nearest cache. */
const BLOCK = 256;

/**
 * Puts into `asking` the next wish that some pool might take, or -1. Limits only tighten, so that
 * what is refused here is refused for good; and what is looked up is at hand when it is asked.
 */
function findChances(hall: Hall, from: number, to: number): void {
  const { marks, asking } = hall;
  for (let turn = from; turn < to; turn += 1) {
    let wish = asking[turn] ?? 0;
    if (wish < 0) {
      wish = ~wish;
    } else if ((marks[wish] ?? 0) === LAST) {
      asking[turn] = -1;
      continue;
    } else {
      wish += 1;
    }
    while (poolFor(hall, wish) === -1) {
      if ((marks[wish] ?? 0) === LAST) {
        wish = -1;
        break;
      }
      wish += 1;
    }
    asking[turn] = wish;
  }
}

/**
 * The first pool of a school that would take the wish, or holds it; or -1. A school with caps has no
 * limits here, so that whoever is eligible may be taken.
 */
function poolFor({ market, pools, records }: Hall, wish: number): number {
  const school = market.listSchool[wish] ?? 0;
  const own = market.standing[wish] ?? 0;
  const groups = pools.wishGroups[wish] ?? 0;
  const end = pools.poolStart[school + 1] ?? 0;
  for (let pool = pools.poolStart[school] ?? 0; pool < end; pool += 1) {
    const record = RECORD * pool;
    if (own > (records[record + LIMIT] ?? 0)) continue;
    const eligible = records[record + GROUPS] ?? 0;
    if (eligible === -1 || (eligible & groups) !== 0) return pool;
  }
  return -1;
}

/** Each wish in `asking` from `from` up to `to` is asked of its school. */
function askBlock(hall: Hall, from: number, to: number): void {
  const { market, pools, capped, asking } = hall;
  const refuse = (wish: number): void => sendAway(hall, wish);
  for (let turn = from; turn < to; turn += 1) {
    const wish = asking[turn] ?? 0;
    if (wish === -1) continue;
    if ((capped.capped[market.listSchool[wish] ?? 0] ?? 0) === 1) {
      chooseAnew(market, pools, capped, wish, refuse);
    } else {
      const refused = pass(hall, wish);
      if (refused !== -1) sendAway(hall, refused);
    }
  }
}

function sendAway(hall: Hall, wish: number): void {
  hall.askingNext[hall.countNext] = wish;
  hall.countNext += 1;
}

/** Lets a wish through the school's pools; gives the wish refused for it, be it itself, or -1. */
function pass({ market, pools, records, heap }: Hall, asked: number): number {
  const { listSchool, standing } = market;
  const { poolStart, wishGroups } = pools;
  const school = listSchool[asked] ?? 0;
  const endPool = poolStart[school + 1] ?? 0;
  let wish = asked;
  let own = standing[wish] ?? 0;
  for (let pool = poolStart[school] ?? 0; pool < endPool; pool += 1) {
    const record = RECORD * pool;
    if (own > (records[record + LIMIT] ?? 0)) continue;
    const eligible = records[record + GROUPS] ?? 0;
    if (eligible !== -1 && (eligible & (wishGroups[wish] ?? 0)) === 0) continue;
    const base = records[record + BASE] ?? 0;
    const next = records[record + NEXT] ?? 0;
    const full = records[record + FULL] ?? 0;
    if (next < full) {
      heap[next] = own;
      heap[next + 1] = wish;
      records[record + NEXT] = next + 2;
      if (next + 2 === full) close(records, heap, record);
      pool = handLessOn(records, heap, records[record + HEIR] ?? 0);
      if (pool === -1) return -1;
      const putOut = records[RECORD * pool + NEXT] ?? 0;
      own = heap[putOut] ?? 0;
      wish = heap[putOut + 1] ?? 0;
    } else {
      const worst = heap[base] ?? 0;
      const whose = heap[base + 1] ?? 0;
      replaceWorst(heap, base, full, own, wish);
      records[record + LIMIT] = heap[base] ?? 0;
      own = worst;
      wish = whose;
    }
  }
  return wish;
}

/** A full pool has its worst at the top of its heap, and takes only better ones. */
function close(records: Int32Array, heap: Int32Array, record: number): void {
  const base = records[record + BASE] ?? 0;
  const end = records[record + NEXT] ?? 0;
  orderWorstFirst(heap, base, end);
  records[record + LIMIT] = base === end ? -1 : (heap[base] ?? 0);
}

/**
 * One seat less is handed on to `heir`, or -1, and by it to its own heir, until a pool holds one
 * too many: it puts out its worst, who stands right after its heap, and is given; or -1.
 */
function handLessOn(records: Int32Array, heap: Int32Array, heir: number): number {
  for (let pool = heir; pool !== -1; pool = records[RECORD * pool + HEIR] ?? 0) {
    const record = RECORD * pool;
    const next = records[record + NEXT] ?? 0;
    const full = (records[record + FULL] ?? 0) - 2;
    records[record + FULL] = full;
    if (next > full) {
      putOutWorst(records, heap, record);
      return pool;
    }
    if (next === full) close(records, heap, record);
  }
  return -1;
}

/** The last of the heap changes places with the worst, and sinks. */
function putOutWorst(records: Int32Array, heap: Int32Array, record: number): void {
  const base = records[record + BASE] ?? 0;
  const end = (records[record + NEXT] ?? 0) - 2;
  const standing = heap[end] ?? 0;
  const wish = heap[end + 1] ?? 0;
  heap[end] = heap[base] ?? 0;
  heap[end + 1] = heap[base + 1] ?? 0;
  if (end > base) replaceWorst(heap, base, end, standing, wish);
  records[record + NEXT] = end;
  records[record + LIMIT] = end === base ? -1 : (heap[base] ?? 0);
}

function openHall(market: Market, pools: Pools): Hall {
  const { listStart, listSchool } = market;
  const { poolSeats, poolGroups, poolHeir } = pools;
  const capacities = capacitiesOf(pools);
  const records = new Int32Array(RECORD * poolSeats.length);
  let base = 0;
  for (let pool = 0; pool < poolSeats.length; pool += 1) {
    const record = RECORD * pool;
    // A standing and a wish each.
    const room = 2 * (capacities[pool] ?? 0);
    records[record + BASE] = base;
    records[record + NEXT] = base;
    records[record + FULL] = base + room;
    records[record + LIMIT] = room === 0 ? -1 : NO_LIMIT;
    records[record + GROUPS] = poolGroups[pool] ?? 0;
    records[record + HEIR] = poolHeir[pool] ?? 0;
    base += room;
  }
  const asking = new Int32Array(listStart.length - 1);
  return {
    market,
    pools,
    records,
    heap: new Int32Array(base),
    capped: openCappedSchools(market, pools),
    marks: new Uint8Array(listSchool.length),
    asking,
    askingNext: new Int32Array(asking.length),
    countNext: 0,
  };
}

/**
 * By pool, its own seats; where there are more seats than wishes in all, no more than wish for the
 * school, so that nobody makes room for seats without end: that many cannot be filled either.
 */
function seatsByPool(market: Market, { poolStart, poolSeats }: Pools): Int32Array {
  let all = 0;
  for (let pool = 0; pool < poolSeats.length; pool += 1) all += poolSeats[pool] ?? 0;
  if (all <= market.listSchool.length) return poolSeats;
  const bounded = poolSeats.slice();
  for (const [school, wishes] of wishesBySchool(market).entries()) {
    const end = poolStart[school + 1] ?? 0;
    for (let pool = poolStart[school] ?? 0; pool < end; pool += 1) {
      bounded[pool] = Math.min(poolSeats[pool] ?? 0, wishes);
    }
  }
  return bounded;
}

/** By pool, its seats and all that could be handed on to it by the pools before it. */
function capacitiesOf({ poolSeats, poolHeir }: Pools): Int32Array {
  const capacities = poolSeats.slice();
  for (let pool = 0; pool < poolSeats.length; pool += 1) {
    const heir = poolHeir[pool] ?? 0;
    if (heir !== -1) capacities[heir] = (capacities[heir] ?? 0) + (capacities[pool] ?? 0);
  }
  return capacities;
}

/** Marks the ends of the lists and lets every applicant who has one begin; gives how many do. */
function letAllBegin({ market, marks, asking }: Hall): number {
  const { listStart } = market;
  let count = 0;
  for (let applicant = 0; applicant < asking.length; applicant += 1) {
    const start = listStart[applicant] ?? 0;
    const end = listStart[applicant + 1] ?? 0;
    if (start === end) continue;
    marks[end - 1] = LAST;
    asking[count] = ~start;
    count += 1;
  }
  return count;
}

/** By applicant, from what the pools hold in the end. */
function seatsGiven(hall: Hall): Assignment {
  const { market, records, heap, marks, capped } = hall;
  for (let record = 0; record < records.length; record += RECORD) {
    markMet(heap, records[record + BASE] ?? 0, records[record + NEXT] ?? 0, marks);
  }
  for (let school = 0; school < capped.base.length; school += 1) {
    markMet(capped.pairs, capped.base[school] ?? 0, capped.end[school] ?? 0, marks);
  }
  const { listStart, listSchool } = market;
  const given = new Int32Array(listStart.length - 1).fill(-1);
  const pool = new Int32Array(given.length).fill(-1);
  for (let applicant = 0; applicant < given.length; applicant += 1) {
    const end = listStart[applicant + 1] ?? 0;
    let wish = listStart[applicant] ?? 0;
    while (wish < end && (marks[wish] ?? 0) !== MET) wish += 1;
    if (wish === end) continue;
    given[applicant] = wish;
    const isCapped = (capped.capped[listSchool[wish] ?? 0] ?? 0) === 1;
    pool[applicant] = isCapped ? (capped.poolOf[wish] ?? 0) : poolFor(hall, wish);
  }
  return { given, pool };
}

/** Marks the wishes of the pairs from `base` up to `end`. */
function markMet(pairs: Int32Array, base: number, end: number, marks: Uint8Array): void {
  for (let at = base; at < end; at += 2) marks[pairs[at + 1] ?? 0] = MET;
}
