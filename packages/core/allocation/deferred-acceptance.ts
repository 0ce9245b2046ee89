import type { Admissions, Contest } from "./contest.ts";
import { positionsIn } from "./contest.ts";
import { WorstFirst } from "./worst-first.ts";

/**
 * Applicant-proposing deferred acceptance: each child asks its schools from the top; a school
 * holds the best it has seen so far and sends away the worst once it is full. No seat is final
 * until nobody asks any more.
 *
 * The outcome does not depend on who asks when, so children ask one after another, and one who is
 * sent away asks on at once.
 *
 * Source: Gale & Shapley 1962; one at a time: McVitie & Wilson 1971.
 */
export function deferredAcceptance(contest: Contest): Admissions {
  const { competitors, wishStart, wisher, wishSchool, byPriority } = contest;
  const standing = positionsIn(byPriority);
  const held = roomBySchool(contest);
  const nextWish = wishStart.slice(0, competitors.length);

  /** Lets the child ask on until a school holds it; gives the child sent away for it, or -1. */
  const askOn = (child: number): number => {
    const end = wishStart[child + 1] ?? 0;
    for (let wish = nextWish[child] ?? 0; wish < end; wish += 1) {
      const school = schoolAt(held, wishSchool[wish] ?? 0);
      const own = standing[wish] ?? 0;
      nextWish[child] = wish + 1;
      if (!school.full) {
        school.add(own);
        return -1;
      }
      if (own < school.worst) {
        const sentAway = byPriority[school.worst] ?? 0;
        school.replaceWorst(own);
        return wisher[sentAway] ?? 0;
      }
    }
    return -1;
  };
  for (let first = 0; first < competitors.length; first += 1) {
    for (let child = first; child !== -1; child = askOn(child));
  }

  const given = new Int32Array(competitors.length).fill(-1);
  for (const school of held) {
    for (const position of school.held()) {
      const wish = byPriority[position] ?? 0;
      given[wisher[wish] ?? 0] = wish;
    }
  }
  return { given, standing };
}

function schoolAt(held: readonly WorstFirst[], number: number): WorstFirst {
  const school = held[number];
  if (school === undefined) throw new Error(`no school has the number ${number}`);
  return school;
}

/** For each school, room for as many as it has seats, or for all who list it if those are fewer. */
function roomBySchool({ seats, wishSchool }: Contest): readonly WorstFirst[] {
  const asked = seats.map(() => 0);
  for (const school of wishSchool) asked[school] = (asked[school] ?? 0) + 1;
  return seats.map((most, school) => new WorstFirst(Math.min(most, asked[school] ?? 0)));
}
