import type { Market } from "./market.ts";
import { roomBySchool } from "./wishes.ts";
import { orderWorstFirst, replaceWorst } from "./worst-first.ts";

/*
 * A school's record, four numbers side by side so that one line of the cache holds all that a
 * refusal looks at: where its heap of standings and wishes begins, where the next pair goes, where
 * its room ends, and the worst standing it still takes.
 */
const RECORD = 4;
const BASE = 0;
const NEXT = 1;
const FULL = 2;
const LIMIT = 3;
const NO_LIMIT = 0x7fffffff;

/** Marks of a wish: it is the last of its list; it is met. */
const LAST = 1;
const MET = 2;

interface Hall extends Market {
  readonly records: Int32Array;
  readonly heap: Int32Array;
  readonly marks: Uint8Array;
  /** Of those whose turn it is: the wish last refused, or ~w where w is the first of a list. */
  readonly asking: Int32Array;
}

/**
 * Applicant-proposing deferred acceptance, by applicant the wish met or -1. Standings at one school
 * must differ. Applicants ask from the top of their lists; a school holds the best who have asked
 * so far, and whoever is sent away for a better one asks on in the next round. The outcome is the
 * stable one best for all applicants.
 *
 * The rounds could be left out (McVitie & Wilson 1971), the outcome does not depend on who asks
 * when. But those of one round do not wait for each other, so that the processor fetches the next
 * one's numbers while it still works at this one's.
 *
 * Source: Gale & Shapley 1962.
 */
export function deferredAcceptance(market: Market): Int32Array {
  const hall = openHall(market);
  for (let count = letAllBegin(hall); count > 0;) {
    let refused = 0;
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(from + BLOCK, count);
      findChances(hall, from, to);
      refused = askBlock(hall, from, to, refused);
    }
    count = refused;
  }
  return wishesMet(hall);
}

/** So many ask together: few enough that what is looked up for them stays in the nearest cache. */
const BLOCK = 256;

/**
 * Puts into `asking` the next wish whose school might take it, or -1. A school's limit only
 * tightens, so that what is refused here is refused for good. This short loop does nothing but look
 * up, far ahead of itself, what the longer one then finds at hand.
 */
function findChances(hall: Hall, from: number, to: number): void {
  const { listSchool, standing, records, marks, asking } = hall;
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
    while ((standing[wish] ?? 0) > (records[RECORD * (listSchool[wish] ?? 0) + LIMIT] ?? 0)) {
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
 * Each wish in `asking` from `from` up to `to` is asked of its school. The wishes refused for it
 * are put back into `asking`, where `refused` of this round are already: never more than have
 * asked. Gives how many they are then.
 */
function askBlock(hall: Hall, from: number, to: number, refused: number): number {
  const { listSchool, standing, records, heap, asking } = hall;
  let put = refused;
  for (let turn = from; turn < to; turn += 1) {
    const wish = asking[turn] ?? 0;
    if (wish === -1) continue;
    const record = RECORD * (listSchool[wish] ?? 0);
    const own = standing[wish] ?? 0;
    if (own > (records[record + LIMIT] ?? 0)) {
      asking[put] = wish;
      put += 1;
      continue;
    }
    const base = records[record + BASE] ?? 0;
    const next = records[record + NEXT] ?? 0;
    const full = records[record + FULL] ?? 0;
    if (next < full) {
      heap[next] = own;
      heap[next + 1] = wish;
      records[record + NEXT] = next + 2;
      if (next + 2 < full) continue;
      // Only a full school compares, so that the heap can wait until now.
      orderWorstFirst(heap, base, full);
    } else {
      asking[put] = heap[base + 1] ?? 0;
      put += 1;
      replaceWorst(heap, base, full, own, wish);
    }
    records[record + LIMIT] = heap[base] ?? 0;
  }
  return put;
}

function openHall(market: Market): Hall {
  const { seats, listStart, listSchool } = market;
  const rooms = roomBySchool(market);
  const records = new Int32Array(RECORD * seats.length);
  let base = 0;
  for (let school = 0; school < seats.length; school += 1) {
    // A standing and a wish each.
    const room = 2 * (rooms[school] ?? 0);
    const record = RECORD * school;
    records[record + BASE] = base;
    records[record + NEXT] = base;
    records[record + FULL] = base + room;
    records[record + LIMIT] = room === 0 ? -1 : NO_LIMIT;
    base += room;
  }
  const marks = new Uint8Array(listSchool.length);
  const asking = new Int32Array(listStart.length - 1);
  return { ...market, records, heap: new Int32Array(base), marks, asking };
}

/** Marks the ends of the lists and lets every applicant who has one begin; gives how many do. */
function letAllBegin({ listStart, marks, asking }: Hall): number {
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

/** By applicant, from what the schools hold in the end. */
function wishesMet({ listStart, records, heap, marks }: Hall): Int32Array {
  for (let record = 0; record < records.length; record += RECORD) {
    const end = records[record + NEXT] ?? 0;
    for (let at = records[record + BASE] ?? 0; at < end; at += 2) marks[heap[at + 1] ?? 0] = MET;
  }
  const given = new Int32Array(listStart.length - 1).fill(-1);
  for (let applicant = 0; applicant < given.length; applicant += 1) {
    const end = listStart[applicant + 1] ?? 0;
    let wish = listStart[applicant] ?? 0;
    while (wish < end && (marks[wish] ?? 0) !== MET) wish += 1;
    if (wish < end) given[applicant] = wish;
  }
  return given;
}
