import type { CappedSchools } from "./capped-choice.ts";
import { chooseAnew, openCappedSchools } from "./capped-choice.ts";
import type { Assignment, Market, Pools } from "./market.ts";
import { wishesBySchool } from "./wishes.ts";
import { orderWorstFirst, replaceWorst } from "./worst-first.ts";

/*
 * A pool's record, side by side for the cache: where its heap begins, how many it holds, how many
 * it may hold (its own seats and those handed on to it at present), the worst standing it still
 * takes, who is eligible, and its heir.
 */
const RECORD = 8;
const BASE = 0;
const SIZE = 1;
const CAPACITY = 2;
const LIMIT = 3;
const GROUPS = 4;
const HEIR = 5;
const NO_LIMIT = 0x7fffffff;

interface Hall {
  readonly market: Market;
  readonly pools: Pools;
  /**
   * `given` of an applicant who asks is the wish it asked last: before its first, one less than
   * where its list starts.
   */
  readonly assignment: Assignment;
  readonly records: Int32Array;
  readonly heap: Int32Array;
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
  const hall = openHall(market, pools);
  const schools = openCappedSchools(market, pools);
  const { given } = hall.assignment;
  const applicants = given.length;
  const waiting = new Int32Array(applicants);
  for (let first = 0; first < applicants; first += 1) {
    waiting[0] = first;
    for (let count = 1; count > 0;) count = askOn(hall, schools, waiting, count - 1);
  }
  return hall.assignment;
}

/** The applicant at `waiting[count]` asks until it is held; gives how many then are waiting. */
function askOn(hall: Hall, schools: CappedSchools, waiting: Int32Array, count: number): number {
  const { market, pools, assignment } = hall;
  const { listStart, listSchool } = market;
  const { given, pool } = assignment;
  const applicant = waiting[count] ?? 0;
  const end = listStart[applicant + 1] ?? 0;
  for (let wish = (given[applicant] ?? 0) + 1; wish < end; wish += 1) {
    if ((schools.capped[listSchool[wish] ?? 0] ?? 0) === 1) {
      return chooseAnew(market, pools, schools, assignment, wish, applicant, waiting, count);
    }
    const sentAway = pass(hall, wish, applicant);
    if (sentAway === applicant) continue;
    if (sentAway === -1) return count;
    waiting[count] = sentAway;
    return count + 1;
  }
  given[applicant] = -1;
  pool[applicant] = -1;
  return count;
}

/** Lets the applicant of `wish` through the school's pools; gives whom the school sends away, or -1. */
function pass(
  { market, pools, assignment, records, heap }: Hall,
  wish: number,
  asker: number,
): number {
  const { standing } = market;
  const { poolStart, wishGroups } = pools;
  const { given, pool: poolOf } = assignment;
  const school = market.listSchool[wish] ?? 0;
  const endPool = poolStart[school + 1] ?? 0;
  let applicant = asker;
  let asked = wish;
  let own = standing[wish] ?? 0;
  let groups = wishGroups[wish] ?? 0;
  for (let pool = poolStart[school] ?? 0; pool < endPool; pool += 1) {
    const record = RECORD * pool;
    if (own > (records[record + LIMIT] ?? 0)) continue;
    const eligible = records[record + GROUPS] ?? 0;
    if (eligible !== -1 && (eligible & groups) === 0) continue;
    given[applicant] = asked;
    poolOf[applicant] = pool;
    const base = 2 * (records[record + BASE] ?? 0);
    const size = records[record + SIZE] ?? 0;
    if (size < (records[record + CAPACITY] ?? 0)) {
      heap[base + 2 * size] = own;
      heap[base + 2 * size + 1] = applicant;
      records[record + SIZE] = size + 1;
      closeIfFull(records, heap, record);
      pool = handLessOn(records, heap, records[record + HEIR] ?? 0);
      if (pool === -1) return -1;
      const last = RECORD * pool;
      applicant = heap[2 * ((records[last + BASE] ?? 0) + (records[last + SIZE] ?? 0)) + 1] ?? 0;
    } else {
      const sentOn = heap[base + 1] ?? 0;
      replaceWorst(heap, base >> 1, size, own, applicant);
      records[record + LIMIT] = heap[base] ?? 0;
      applicant = sentOn;
    }
    asked = given[applicant] ?? 0;
    own = standing[asked] ?? 0;
    groups = wishGroups[asked] ?? 0;
  }
  given[applicant] = asked;
  return applicant;
}

/** A full pool has its worst at the top of its heap, and takes only better ones. */
function closeIfFull(records: Int32Array, heap: Int32Array, record: number): void {
  const size = records[record + SIZE] ?? 0;
  if (size < (records[record + CAPACITY] ?? 0)) return;
  const base = records[record + BASE] ?? 0;
  orderWorstFirst(heap, base, size);
  records[record + LIMIT] = size === 0 ? -1 : (heap[2 * base] ?? 0);
}

/**
 * One seat less is handed on to `heir`, or -1, and by it to its own heir, until a pool holds one
 * too many: it puts out its worst, who stands right after its heap, and is given; or -1.
 */
function handLessOn(records: Int32Array, heap: Int32Array, heir: number): number {
  for (let pool = heir; pool !== -1; pool = records[RECORD * pool + HEIR] ?? 0) {
    const record = RECORD * pool;
    const capacity = (records[record + CAPACITY] ?? 0) - 1;
    records[record + CAPACITY] = capacity;
    if ((records[record + SIZE] ?? 0) > capacity) {
      putOutWorst(records, heap, record);
      return pool;
    }
    closeIfFull(records, heap, record);
  }
  return -1;
}

function putOutWorst(records: Int32Array, heap: Int32Array, record: number): void {
  const base = records[record + BASE] ?? 0;
  const size = (records[record + SIZE] ?? 0) - 1;
  const last = 2 * (base + size);
  const [standing, applicant] = [heap[last] ?? 0, heap[last + 1] ?? 0];
  heap[last] = heap[2 * base] ?? 0;
  heap[last + 1] = heap[2 * base + 1] ?? 0;
  if (size > 0) replaceWorst(heap, base, size, standing, applicant);
  records[record + SIZE] = size;
  records[record + LIMIT] = size === 0 ? -1 : (heap[2 * base] ?? 0);
}

function openHall(market: Market, pools: Pools): Hall {
  const { seats, listStart } = market;
  const { poolStart, poolSeats, poolGroups, poolHeir } = pools;
  const wishes = wishesBySchool(market);
  const applicants = listStart.length - 1;
  const records = new Int32Array(RECORD * poolSeats.length);
  let base = 0;
  for (let school = 0; school < seats.length; school += 1) {
    for (let pool = poolStart[school] ?? 0; pool < (poolStart[school + 1] ?? 0); pool += 1) {
      const record = RECORD * pool;
      const heir = poolHeir[pool] ?? 0;
      const handedOn = records[record + CAPACITY] ?? 0;
      const capacity = handedOn + (poolSeats[pool] ?? 0);
      records[record + BASE] = base;
      records[record + CAPACITY] = capacity;
      records[record + LIMIT] = capacity === 0 ? -1 : NO_LIMIT;
      records[record + GROUPS] = poolGroups[pool] ?? 0;
      records[record + HEIR] = heir;
      if (heir !== -1)
        records[RECORD * heir + CAPACITY] = (records[RECORD * heir + CAPACITY] ?? 0) + capacity;
      base += Math.min(capacity, wishes[school] ?? 0);
    }
  }
  const given = Int32Array.from({ length: applicants }, (_, one) => (listStart[one] ?? 0) - 1);
  const assignment = { given, pool: new Int32Array(applicants).fill(-1) };
  return { market, pools, assignment, records, heap: new Int32Array(2 * base) };
}
