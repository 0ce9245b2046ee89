import type { Market } from "./market.ts";
import { wishers, wishesBySchool } from "./wishes.ts";
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
  const { seats, listStart } = market;
  const given = new Int32Array(listStart.length - 1).fill(-1);
  const wishes = wishesBySchool(market);
  const rooms: Rooms = {
    base: new Int32Array(seats.length),
    size: new Int32Array(seats.length),
    room: seats.map((most, school) => Math.min(most, wishes[school] ?? 0)),
    heap: new Int32Array(0),
  };
  let pairs = 0;
  for (let school = 0; school < seats.length; school += 1) {
    rooms.base[school] = pairs;
    pairs += rooms.room[school] ?? 0;
  }
  const open = { ...rooms, heap: new Int32Array(2 * pairs) };
  for (let place = 0; askAll(market, open, given, place); place += 1) closeRound(open);
  return given;
}

/** What a school may still give begins at `base`, of which those held in this round are `size`. */
interface Rooms {
  readonly base: Int32Array;
  readonly size: Int32Array;
  readonly room: Int32Array;
  readonly heap: Int32Array;
}

/** Lets all without a seat ask the school at one place of their lists; tells whether any list goes on. */
function askAll(
  { listStart, listSchool, standing }: Market,
  { base, size, room, heap }: Rooms,
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
    const held = size[school] ?? 0;
    const most = room[school] ?? 0;
    if (held < most) {
      heap[2 * (from + held)] = own;
      heap[2 * (from + held) + 1] = applicant;
      size[school] = held + 1;
      if (held + 1 === most) orderWorstFirst(heap, from, most);
    } else if (most > 0 && own < (heap[2 * from] ?? 0)) {
      given[heap[2 * from + 1] ?? 0] = -1;
      replaceWorst(heap, from, most, own, applicant);
    } else {
      continue;
    }
    given[applicant] = wish;
  }
  return asked;
}

/** What was given in the round stays given. */
function closeRound({ base, size, room }: Rooms): void {
  for (let school = 0; school < base.length; school += 1) {
    const held = size[school] ?? 0;
    base[school] = (base[school] ?? 0) + held;
    room[school] = (room[school] ?? 0) - held;
    size[school] = 0;
  }
}
