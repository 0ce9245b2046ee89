import type { Market } from "./market.ts";
import { wishesBySchool } from "./wishes.ts";
import { orderWorstFirst, replaceWorst } from "./worst-first.ts";

/*
 * A school's record, four numbers side by side so that one line of the cache holds all that a
 * refusal looks at: where its heap begins, how many it holds, how many it has room for, and the
 * worst standing it still takes.
 */
const RECORD = 4;
const BASE = 0;
const SIZE = 1;
const ROOM = 2;
const LIMIT = 3;
const NO_LIMIT = 0x7fffffff;

/**
 * Applicant-proposing deferred acceptance, by applicant the wish met or -1. Standings at one school
 * must differ. An applicant asks from the top of its list; a school holds the best who have asked
 * so far, and whoever is sent away for a better one asks on at once. The outcome, the stable one
 * best for all applicants, does not depend on who asks when.
 *
 * Source: Gale & Shapley 1962; one at a time: McVitie & Wilson 1971.
 */
export function deferredAcceptance(market: Market): Int32Array {
  const { listStart, listSchool, standing } = market;
  const applicants = listStart.length - 1;
  const { records, heap } = openSchools(market);
  const given = new Int32Array(applicants).fill(-1);
  for (let first = 0; first < applicants; first += 1) {
    let applicant = first;
    let wish = listStart[first] ?? 0;
    let end = listStart[first + 1] ?? 0;
    while (wish < end) {
      const record = RECORD * (listSchool[wish] ?? 0);
      const own = standing[wish] ?? 0;
      if (own > (records[record + LIMIT] ?? 0)) {
        wish += 1;
        continue;
      }
      given[applicant] = wish;
      const base = records[record + BASE] ?? 0;
      const size = records[record + SIZE] ?? 0;
      const room = records[record + ROOM] ?? 0;
      if (size < room) {
        // Only a full school compares, so that the heap can wait until then.
        heap[2 * (base + size)] = own;
        heap[2 * (base + size) + 1] = applicant;
        records[record + SIZE] = size + 1;
        if (size + 1 === room) {
          orderWorstFirst(heap, base, room);
          records[record + LIMIT] = heap[2 * base] ?? 0;
        }
        break;
      }
      const sentAway = heap[2 * base + 1] ?? 0;
      replaceWorst(heap, base, room, own, applicant);
      records[record + LIMIT] = heap[2 * base] ?? 0;
      applicant = sentAway;
      wish = (given[sentAway] ?? 0) + 1;
      given[sentAway] = -1;
      end = listStart[sentAway + 1] ?? 0;
    }
  }
  return given;
}

/** The schools' records, and room for their heaps: no more than seats, nor than wishes. */
function openSchools(market: Market): { readonly records: Int32Array; readonly heap: Int32Array } {
  const schools = market.seats.length;
  const wishes = wishesBySchool(market);
  const records = new Int32Array(RECORD * schools);
  let base = 0;
  for (let school = 0; school < schools; school += 1) {
    const room = Math.min(market.seats[school] ?? 0, wishes[school] ?? 0);
    records[RECORD * school + BASE] = base;
    records[RECORD * school + ROOM] = room;
    records[RECORD * school + LIMIT] = room === 0 ? -1 : NO_LIMIT;
    base += room;
  }
  return { records, heap: new Int32Array(2 * base) };
}
