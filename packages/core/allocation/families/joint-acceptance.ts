import type { Market } from "../kernel/market.ts";
import { settle } from "./re-proposals.ts";
import { searchStable } from "./stable-search.ts";
import type { Units } from "./units.ts";
import { unitsOf } from "./units.ts";

export interface JointAdmissions {
  /** By applicant: the wish met, or -1. */
  readonly given: Int32Array;
  /** The families that fell apart, in the order in which they did. */
  readonly fellApart: readonly number[];
}

/**
 * Deferred acceptance in which families ask as one: a family is admitted whole at one school or
 * nowhere, and stands at a school where its worst-standing child stands. The outcome is stable:
 * nobody would rather be at a school where free seats, together with the seats of children and
 * families that stand after it, are enough for it (for a family: for all of its children).
 *
 * With families such an outcome may not exist (Roth 1984; with identical lists, "sizes": McDermid
 * & Manlove 2010, who show that to decide it is NP-complete), and if there are several, none need
 * be the best for all. So the rule is a published procedure, in this order:
 *
 * 1. re-proposals (`settle`); what they find is stable;
 * 2. where these do not come to rest and the town is small enough, a search that either finds a
 *    stable outcome or proves that there is none (`searchStable`);
 * 3. otherwise, of the families that kept moving, the one with the worst standing at the first
 *    school of its list (at equal standing the one with the smaller number) falls apart: its
 *    children ask alone from then on, and all begins anew.
 *
 * Without families it is deferred acceptance, and gives the best stable outcome for every child.
 *
 * @param market standings at one school differ
 * @param families applicants by family; each applicant in one family at most, the lists within a
 *   family one and the same. The outcome depends on the order of the families where several
 *   outcomes are stable: give them in the order of a published id.
 */
export function jointAcceptance(
  market: Market,
  families: readonly (readonly number[])[],
): JointAdmissions {
  const fellApart: number[] = [];
  for (;;) {
    const numbers = [...families.keys()].filter((number) => !fellApart.includes(number));
    const units = unitsOf(
      market,
      numbers.map((number) => families[number] ?? []),
    );
    const settlement = settle(units);
    if (settlement.settled) return { given: givenBy(market, units, settlement.placed), fellApart };
    const search = searchStable(units);
    if (typeof search === "object")
      return { given: givenBy(market, units, search.found), fellApart };
    const number = numbers[firstToFallApart(units, settlement.restless)];
    if (number === undefined) throw new Error("nobody can fall apart, yet nothing is settled");
    fellApart.push(number);
  }
}

function firstToFallApart(units: Units, restless: readonly number[]): number {
  const standing = (family: number): number => units.standing[units.listStart[family] ?? 0] ?? 0;
  // Where only single children kept moving, any family may be what keeps them so.
  const candidates =
    restless.length > 0 ? restless : Array.from({ length: units.families }, (_, family) => family);
  return candidates.reduce(
    (worst, family) =>
      worst === -1 ||
      standing(family) > standing(worst) ||
      (standing(family) === standing(worst) && family < worst)
        ? family
        : worst,
    -1,
  );
}

function givenBy(market: Market, units: Units, placed: Int32Array): Int32Array {
  const given = new Int32Array(market.listStart.length - 1).fill(-1);
  for (const [unit, wish] of placed.entries()) {
    if (wish === -1) continue;
    const place = wish - (units.listStart[unit] ?? 0);
    for (const child of units.members[unit] ?? []) {
      given[child] = (market.listStart[child] ?? 0) + place;
    }
  }
  return given;
}
