import type { Market } from "../packages/core/allocation/kernel/market.ts";

/*
 * Deferred acceptance as one would first write it: an object for each applicant, choice and school,
 * every school's list of those it holds kept in order. What the kernel's typed arrays are worth is
 * measured against this.
 */

interface Applicant {
  readonly choices: readonly Choice[];
  next: number;
  given: Choice | null;
}

interface Choice {
  readonly applicant: Applicant;
  readonly school: School;
  readonly standing: number;
  readonly wish: number;
}

interface School {
  readonly seats: number;
  /** Best first. */
  readonly held: Choice[];
}

/** Applicants and schools as objects, made before the clock starts. */
export function objectsOf({ seats, listStart, listSchool, standing }: Market): () => Int32Array {
  const schools = Array.from(seats, (seats): School => ({ seats, held: [] }));
  const applicants = Array.from({ length: listStart.length - 1 }, (_, one) => {
    const choices: Choice[] = [];
    const applicant: Applicant = { choices, next: 0, given: null };
    for (let wish = listStart[one] ?? 0; wish < (listStart[one + 1] ?? 0); wish += 1) {
      const school = schools[listSchool[wish] ?? 0];
      if (school !== undefined) {
        choices.push({ applicant, school, standing: standing[wish] ?? 0, wish });
      }
    }
    return applicant;
  });
  return () => {
    for (const school of schools) school.held.length = 0;
    for (const applicant of applicants) Object.assign(applicant, { next: 0, given: null });
    for (const applicant of applicants) letAsk(applicant);
    return Int32Array.from(applicants, ({ given }) => given?.wish ?? -1);
  };
}

function letAsk(first: Applicant): void {
  let applicant: Applicant | null = first;
  while (applicant !== null) {
    const choice: Choice | undefined = applicant.choices[applicant.next];
    if (choice === undefined) return;
    applicant.next += 1;
    const { held, seats }: School = choice.school;
    held.splice(placeIn(held, choice.standing), 0, choice);
    applicant.given = choice;
    if (held.length <= seats) return;
    const sentAway: Choice | undefined = held.pop();
    if (sentAway === undefined) return;
    sentAway.applicant.given = null;
    applicant = sentAway.applicant;
  }
}

function placeIn(held: readonly Choice[], standing: number): number {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[middle]?.standing ?? 0) < standing) low = middle + 1;
    else high = middle;
  }
  return low;
}
