import * as fc from "fast-check";
import type { Market } from "../market.ts";

/** A market as one would write it down: by applicant its schools, by applicant and wish a standing. */
export interface SmallMarket {
  readonly seats: readonly number[];
  readonly lists: readonly (readonly number[])[];
  readonly standings: readonly (readonly number[])[];
}

export function marketOf({ seats, lists, standings }: SmallMarket): Market {
  const listStart = [0];
  for (const list of lists) listStart.push((listStart.at(-1) ?? 0) + list.length);
  return {
    seats: Int32Array.from(seats),
    listStart: Int32Array.from(listStart),
    listSchool: Int32Array.from(lists.flat()),
    standing: Int32Array.from(standings.flat()),
  };
}

/** From each school's line of applicants, best first. */
export function standingsIn(
  lists: readonly (readonly number[])[],
  lines: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return lists.map((list, applicant) =>
    list.map((school) => {
      const place = lines[school]?.indexOf(applicant) ?? -1;
      if (place === -1) throw new Error(`applicant ${applicant} is not in line at ${school}`);
      return place;
    }),
  );
}

/** By applicant the school asked for by the wish met, or null. */
export function schoolsOf(market: Market, given: Int32Array): readonly (number | null)[] {
  return Array.from(given, (wish, applicant) => {
    if (wish === -1) return null;
    const own =
      (market.listStart[applicant] ?? 0) <= wish && wish < (market.listStart[applicant + 1] ?? 0);
    if (!own) throw new Error(`wish ${wish} is not one of applicant ${applicant}`);
    return market.listSchool[wish] ?? null;
  });
}

/**
 * Small markets: up to `most` applicants, up to five schools of no to three seats. Standings come
 * from `levels` values; unless ties are wanted the applicant's number parts equal ones.
 */
export const marketArbitrary = (
  most: number,
  levels: number,
  ties: boolean,
): fc.Arbitrary<SmallMarket> =>
  fc.array(fc.nat(3), { maxLength: 5 }).chain((seats) => {
    const wish = fc.shuffledSubarray(seats.map((_, school) => school));
    return fc
      .array(
        wish.chain((list) =>
          fc.record({
            list: fc.constant(list),
            levels: fc.array(fc.nat(levels - 1), {
              minLength: list.length,
              maxLength: list.length,
            }),
          }),
        ),
        { maxLength: most, size: "max" },
      )
      .map((applicants) => ({
        seats,
        lists: applicants.map(({ list }) => list),
        standings: applicants.map(({ levels }, applicant) =>
          levels.map((level) => (ties ? level : level * most + applicant)),
        ),
      }));
  });

/** One who asks a school: the applicant and its standing there. */
export interface Asker {
  readonly applicant: number;
  readonly standing: number;
}

/**
 * Deferred acceptance read literally: round by round all who are held nowhere ask their next
 * school, and every school chooses anew from all that ever asked it. Gives schools by applicant.
 */
export function deferredByChoice(
  { lists, standings, seats }: SmallMarket,
  choose: (school: number, askers: readonly Asker[]) => readonly number[],
): readonly (number | null)[] {
  const asked = lists.map(() => 0);
  for (;;) {
    const chosen = seats.map((_, school) => {
      const askers = lists.flatMap((list, applicant) => {
        const place = list.slice(0, asked[applicant]).indexOf(school);
        return place === -1 ? [] : [{ applicant, standing: standings[applicant]?.[place] ?? 0 }];
      });
      return choose(school, askers);
    });
    const schoolOf = (applicant: number): number =>
      chosen.findIndex((held) => held.includes(applicant));
    const asking = lists.flatMap((list, applicant) =>
      schoolOf(applicant) === -1 && (asked[applicant] ?? 0) < list.length ? [applicant] : [],
    );
    if (asking.length === 0) {
      return lists.map((_, applicant) => (schoolOf(applicant) === -1 ? null : schoolOf(applicant)));
    }
    for (const applicant of asking) asked[applicant] = (asked[applicant] ?? 0) + 1;
  }
}

export const bestFirst = (askers: readonly Asker[]): readonly Asker[] =>
  askers.toSorted((a, b) => a.standing - b.standing);
