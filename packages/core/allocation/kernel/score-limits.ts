import type { Market } from "./market.ts";
import { sortByColumns } from "./sort-by-columns.ts";

/** Whether the last class of equals that does not fit whole is admitted all the same, or refused. */
export type LimitRule = "admit-all" | "admit-none";

/**
 * Deferred acceptance with score limits, by applicant the wish met or -1. Equal standings at a
 * school are one class, admitted whole or not at all: under "admit-none" as many classes as fit,
 * under "admit-all" classes until the seats are full or more than full. A school's limit only
 * tightens while applicants ask on; the outcome has the lowest stable limits, and is best for all
 * applicants.
 *
 * Source: Biró & Kiselgof 2015, "College admissions with stable score-limits" (H-stable and
 * L-stable).
 */
export function admitByLimit(market: Market, ties: LimitRule): Int32Array {
  const { seats, listStart, listSchool } = market;
  const applicants = listStart.length - 1;
  const { classOf, classStart, classes } = classesOf(market);
  const limit = Int32Array.from(seats, (_, school) => (classStart[school + 1] ?? 0) - 1);
  const held = new Int32Array(seats.length);
  const members: Members = {
    count: new Int32Array(classes),
    first: new Int32Array(classes).fill(-1),
    next: new Int32Array(applicants),
  };
  // While an applicant asks, its last wish asked; the list's end when it has asked them all.
  const asked = Int32Array.from({ length: applicants }, (_, one) => (listStart[one] ?? 0) - 1);
  const waiting = Int32Array.from({ length: applicants }, (_, one) => applicants - 1 - one);
  for (let count = applicants; count > 0;) {
    count -= 1;
    const applicant = waiting[count] ?? 0;
    const end = listStart[applicant + 1] ?? 0;
    let wish = (asked[applicant] ?? 0) + 1;
    while (wish < end && (classOf[wish] ?? 0) > (limit[listSchool[wish] ?? 0] ?? 0)) wish += 1;
    asked[applicant] = wish;
    if (wish === end) continue;
    const school = listSchool[wish] ?? 0;
    hold(members, classOf[wish] ?? 0, applicant);
    held[school] = (held[school] ?? 0) + 1;
    const lowest = classStart[school] ?? 0;
    const most = seats[school] ?? 0;
    for (let last = limit[school] ?? 0; last >= lowest; last -= 1) {
      const all: number = held[school] ?? 0;
      const size = members.count[last] ?? 0;
      if (ties === "admit-all" ? all - size < most : all <= most) break;
      count = dismiss(members, last, waiting, count);
      held[school] = all - size;
      limit[school] = last - 1;
    }
  }
  return asked.map((wish, applicant) => (wish === listStart[applicant + 1] ? -1 : wish));
}

/** The classes of all schools, numbered school by school, best first. */
interface Classes {
  readonly classOf: Int32Array;
  /** School s has the classes from `classStart[s]` up to, not at, `classStart[s + 1]`. */
  readonly classStart: Int32Array;
  readonly classes: number;
}

function classesOf({ seats, listSchool, standing }: Market): Classes {
  const wishes = listSchool.length;
  const classOf = new Int32Array(wishes);
  const classStart = new Int32Array(seats.length + 1);
  let classes = 0;
  let before = -1;
  for (const wish of sortByColumns(wishes, [listSchool, standing])) {
    const school = listSchool[wish] ?? 0;
    if (before === -1 || listSchool[before] !== school || standing[before] !== standing[wish]) {
      classes += 1;
    }
    classOf[wish] = classes - 1;
    classStart[school + 1] = classes;
    before = wish;
  }
  // Schools that nobody lists have none.
  for (let school = 0; school < seats.length; school += 1) {
    const start = classStart[school] ?? 0;
    classStart[school + 1] = Math.max(start, classStart[school + 1] ?? 0);
  }
  return { classOf, classStart, classes };
}

/** Those held, as one chain by class. */
interface Members {
  readonly count: Int32Array;
  readonly first: Int32Array;
  /** By applicant. */
  readonly next: Int32Array;
}

function hold({ count, first, next }: Members, tied: number, applicant: number): void {
  next[applicant] = first[tied] ?? -1;
  first[tied] = applicant;
  count[tied] = (count[tied] ?? 0) + 1;
}

/** Puts a whole class back among those waiting, of whom there were `waitingCount`; tells how many. */
function dismiss(
  { count, first, next }: Members,
  tied: number,
  waiting: Int32Array,
  waitingCount: number,
): number {
  let most = waitingCount;
  for (let one = first[tied] ?? -1; one !== -1; one = next[one] ?? -1) {
    waiting[most] = one;
    most += 1;
  }
  first[tied] = -1;
  count[tied] = 0;
  return most;
}
