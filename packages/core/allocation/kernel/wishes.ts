import type { Market } from "./market.ts";

/** Wishes by school, the schools' number of them. */
export function wishesBySchool({ seats, listSchool }: Market): Int32Array {
  const wishes = new Int32Array(seats.length);
  for (let wish = 0; wish < listSchool.length; wish += 1) {
    const school = listSchool[wish] ?? 0;
    wishes[school] = (wishes[school] ?? 0) + 1;
  }
  return wishes;
}

/**
 * By school, how many it can hold at most: as many as it has seats; where there are more seats than
 * wishes in all, no more than wish for the school, so that nobody makes room for seats without end.
 */
export function roomBySchool(market: Market): Int32Array {
  const { seats, listSchool } = market;
  let all = 0;
  for (let school = 0; school < seats.length; school += 1) all += seats[school] ?? 0;
  if (all <= listSchool.length) return seats;
  const wishes = wishesBySchool(market);
  return seats.map((most, school) => Math.min(most, wishes[school] ?? 0));
}

/** Applicant by wish. */
export function wishers({ listStart, listSchool }: Market): Int32Array {
  const wisher = new Int32Array(listSchool.length);
  for (let applicant = 0; applicant < listStart.length - 1; applicant += 1) {
    wisher.fill(applicant, listStart[applicant] ?? 0, listStart[applicant + 1] ?? 0);
  }
  return wisher;
}
