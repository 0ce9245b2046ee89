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
  /** Wishes whose turn it is to be asked. */
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
  for (let count = firstWishes(hall); count > 0;) {
    let sentAway = 0;
    for (let from = 0; from < count; from += BLOCK) {
      sentAway = askBlock(hall, from, Math.min(from + BLOCK, count), sentAway);
    }
    count = sentAway;
  }
  return wishesMet(hall);
}

/** How many ask in one call: a function called often is compiled once and for all. */
const BLOCK = 1024;

/**
 * The wishes in `asking` from `from` up to `to`, and those after them in the list, are asked until
 * a school takes one. The next wishes of those sent away for it are put back into `asking`, where
 * `sentAway` of this round are already: never more than have asked. Gives how many they are then.
 */
function askBlock(hall: Hall, from: number, to: number, sentAway: number): number {
  const { listSchool, standing, records, heap, marks, asking } = hall;
  let put = sentAway;
  for (let turn = from; turn < to; turn += 1) {
    for (let wish = asking[turn] ?? 0; ; wish += 1) {
      const record = RECORD * (listSchool[wish] ?? 0);
      const own = standing[wish] ?? 0;
      if (own > (records[record + LIMIT] ?? 0)) {
        if (((marks[wish] ?? 0) & LAST) === 0) continue;
        break;
      }
      const base = records[record + BASE] ?? 0;
      const next = records[record + NEXT] ?? 0;
      const full = records[record + FULL] ?? 0;
      if (next < full) {
        heap[next] = own;
        heap[next + 1] = wish;
        records[record + NEXT] = next + 2;
        if (next + 2 < full) break;
        // Only a full school compares, so that the heap can wait until now.
        orderWorstFirst(heap, base, full);
      } else {
        const worst = heap[base + 1] ?? 0;
        if (((marks[worst] ?? 0) & LAST) === 0) {
          asking[put] = worst + 1;
          put += 1;
        }
        replaceWorst(heap, base, full, own, wish);
      }
      records[record + LIMIT] = heap[base] ?? 0;
      break;
    }
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
function firstWishes({ listStart, marks, asking }: Hall): number {
  let count = 0;
  for (let applicant = 0; applicant < asking.length; applicant += 1) {
    const start = listStart[applicant] ?? 0;
    const end = listStart[applicant + 1] ?? 0;
    if (start === end) continue;
    marks[end - 1] = LAST;
    asking[count] = start;
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
