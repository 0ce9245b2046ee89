import type { Market } from "./market.ts";
import { roomBySchool, wishers } from "./wishes.ts";
import { orderWorstFirst, replaceWorst } from "./worst-first.ts";

/**
 * Serial dictatorship, by applicant the wish met or -1. Goes once through `wishesInOrder`, which
 * holds each applicant's own wishes in the order of its list, and meets every wish of an unplaced
 * applicant for a school with a seat. Standings are not looked at.
 *
 * Where nothing differs from place to place, `wishesInOrder` is one list after the other. Where an
 * applicant stands worse further down its list (a bonus for the first choice), it steps back in the
 * line once it is refused; standings that never get better down the list make the outcome the only
 * stable one.
 *
 * Source: Satterthwaite & Sonnenschein 1981; Svensson 1999.
 */
export function serveInOrder(market: Market, wishesInOrder: Int32Array): Int32Array {
  const { seats, listStart, listSchool } = market;
  const wisher = wishers(market);
  const free = seats.slice();
  const given = new Int32Array(listStart.length - 1).fill(-1);
  for (let turn = 0; turn < wishesInOrder.length; turn += 1) {
    const wish = wishesInOrder[turn] ?? 0;
    const applicant = wisher[wish] ?? 0;
    if ((given[applicant] ?? 0) !== -1) continue;
    const school = listSchool[wish] ?? 0;
    const left = free[school] ?? 0;
    if (left === 0) continue;
    given[applicant] = wish;
    free[school] = left - 1;
  }
  return given;
}

/**
 * Immediate acceptance (the Boston mechanism), by applicant the wish met or -1. Round by round,
 * every applicant without a seat asks the next school of its list, and the schools give the seats
 * they have left to the best of those who ask in the round, for good. Standings at one school must
 * differ.
 *
 * Source: Abdulkadiroğlu & Sönmez 2003, "School Choice: A Mechanism Design Approach".
 */
export function immediateAcceptance(market: Market): Int32Array {
  const rooms = openRooms(market);
  const given = new Int32Array(market.listStart.length - 1).fill(-1);
  // What was given in a round stays given.
  for (let place = 0; askAll(market, rooms, given, place); place += 1) rooms.base.set(rooms.next);
  return given;
}

/** By school, in a heap of standings and applicants: those held in this round, and room for more. */
interface Rooms {
  readonly base: Int32Array;
  readonly next: Int32Array;
  readonly full: Int32Array;
  readonly heap: Int32Array;
}

function openRooms(market: Market): Rooms {
  const schools = market.seats.length;
  const room = roomBySchool(market);
  const base = new Int32Array(schools);
  const full = new Int32Array(schools);
  let end = 0;
  for (let school = 0; school < schools; school += 1) {
    base[school] = end;
    end += 2 * (room[school] ?? 0);
    full[school] = end;
  }
  return { base, next: base.slice(), full, heap: new Int32Array(end) };
}

/** Lets all without a seat ask the school at one place of their lists; tells whether any list goes on. */
function askAll(
  { listStart, listSchool, standing }: Market,
  { base, next, full, heap }: Rooms,
  given: Int32Array,
  place: number,
): boolean {
  let asked = false;
  for (let applicant = 0; applicant < given.length; applicant += 1) {
    const wish = (listStart[applicant] ?? 0) + place;
    if ((given[applicant] ?? 0) !== -1 || wish >= (listStart[applicant + 1] ?? 0)) continue;
    asked = true;
    const school = listSchool[wish] ?? 0;
    const own = standing[wish] ?? 0;
    const from = base[school] ?? 0;
    const at = next[school] ?? 0;
    const end = full[school] ?? 0;
    if (at < end) {
      heap[at] = own;
      heap[at + 1] = applicant;
      next[school] = at + 2;
      // Only a full school compares, so that the heap can wait until now.
      if (at + 2 === end) orderWorstFirst(heap, from, end);
    } else if (from < end && own < (heap[from] ?? 0)) {
      given[heap[from + 1] ?? 0] = -1;
      replaceWorst(heap, from, end, own, applicant);
    } else {
      continue;
    }
    given[applicant] = wish;
  }
  return asked;
}
