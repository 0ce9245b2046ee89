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

/** Applicant by wish. */
export function wishers({ listStart, listSchool }: Market): Int32Array {
  const wisher = new Int32Array(listSchool.length);
  for (let applicant = 0; applicant < listStart.length - 1; applicant += 1) {
    wisher.fill(applicant, listStart[applicant] ?? 0, listStart[applicant + 1] ?? 0);
  }
  return wisher;
}
