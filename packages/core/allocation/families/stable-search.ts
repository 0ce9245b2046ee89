import type { Units } from "./units.ts";
import { Held } from "./units.ts";

/** The search is made where the families' possible places, times all wishes, are no more than this. */
const WORK_AT_MOST = 2_000_000;

export type Search =
  | { readonly found: Int32Array }
  /** Every possibility has been looked at: no outcome is stable. */
  | "none"
  | "too-large";

/**
 * Looks through all ways of placing the families, the first family's best place first, for one
 * that single children can be added to so that all is stable.
 *
 * For given places of the families nothing has to be guessed. A single child must get the first
 * school where a family stands after it, or a better one; families want schools to hold singles
 * who stand before them. So of all that satisfies the singles, the outcome best for the schools
 * (schools offer, children choose) leaves the least for families to object to, and if they object
 * to that, no outcome will do: stable outcomes form a lattice in which schools and children want
 * opposite things (Roth & Sotomayor 1990, chapters 2 and 5). Where the outcome best for the
 * singles is stable too, that one is taken.
 */
export function searchStable(units: Units): Search {
  let work = units.listSchool.length + units.members.length;
  for (let family = 0; family < units.families; family += 1) {
    work *= placesOf(units, family) + 1;
    if (work > WORK_AT_MOST) return "too-large";
  }
  const found = placeFamilies(units, [], units.seats.slice());
  return found === null ? "none" : { found };
}

const placesOf = ({ listStart }: Units, unit: number): number =>
  (listStart[unit + 1] ?? 0) - (listStart[unit] ?? 0);

/** `chosen`: the wishes of the first families, -1 for nothing; `free`: the seats they leave. */
function placeFamilies(
  units: Units,
  chosen: readonly number[],
  free: Int32Array,
): Int32Array | null {
  const family = chosen.length;
  if (family === units.families) return placeSingles(units, chosen, free);
  const start = units.listStart[family] ?? 0;
  const size = units.size[family] ?? 0;
  for (let wish = start; wish < start + placesOf(units, family); wish += 1) {
    const school = units.listSchool[wish] ?? 0;
    const left = (free[school] ?? 0) - size;
    if (left < 0) continue;
    const found = placeFamilies(units, [...chosen, wish], free.with(school, left));
    if (found !== null) return found;
  }
  return placeFamilies(units, [...chosen, -1], free);
}

function placeSingles(
  units: Units,
  chosen: readonly number[],
  free: Int32Array,
): Int32Array | null {
  const listEnd = listEnds(units, chosen);
  const bestForSingles = singlesAsk(units, listEnd, free);
  bestForSingles.set(chosen);
  if (isStable(units, bestForSingles)) return bestForSingles;
  const bestForSchools = schoolsOffer(units, listEnd, free);
  bestForSchools.set(chosen);
  return isStable(units, bestForSchools) ? bestForSchools : null;
}

/** By unit: the end of its list, for singles after the first school where a family stands after it. */
function listEnds(units: Units, chosen: readonly number[]): Int32Array {
  const { standing, listSchool } = units;
  const worstFamily = new Int32Array(units.seats.length).fill(-1);
  for (const wish of chosen) {
    if (wish === -1) continue;
    const school = listSchool[wish] ?? 0;
    worstFamily[school] = Math.max(worstFamily[school] ?? -1, standing[wish] ?? 0);
  }
  const listEnd = units.listStart.slice(1);
  for (let unit = units.families; unit < listEnd.length; unit += 1) {
    const end = listEnd[unit] ?? 0;
    let wish = units.listStart[unit] ?? 0;
    while (wish < end && (standing[wish] ?? 0) > (worstFamily[listSchool[wish] ?? 0] ?? -1)) {
      wish += 1;
    }
    listEnd[unit] = Math.min(end, wish + 1);
  }
  return listEnd;
}

/** Deferred acceptance among the singles, who ask: by unit the wish met, or -1. */
function singlesAsk(units: Units, listEnd: Int32Array, free: Int32Array): Int32Array {
  const held = new Held(units, free);
  const next = units.listStart.slice();
  const asking = Array.from(
    { length: listEnd.length - units.families },
    (_, index) => units.families + index,
  );
  for (let unit = asking.pop(); unit !== undefined; unit = asking.pop()) {
    let wish = next[unit] ?? 0;
    const end = listEnd[unit] ?? 0;
    while (wish < end && !held.fits(wish)) wish += 1;
    next[unit] = wish;
    if (wish < end) asking.push(...held.admit(wish));
  }
  return held.placed;
}

/** Deferred acceptance among the singles, to whom the schools offer their seats. */
function schoolsOffer(units: Units, listEnd: Int32Array, free: Int32Array): Int32Array {
  const { askers, listSchool, wisher } = units;
  const placed = new Int32Array(listEnd.length).fill(-1);
  const seats = free.slice();
  const next = new Int32Array(seats.length);
  const offering = [...seats.keys()];
  for (let school = offering.pop(); school !== undefined; school = offering.pop()) {
    const list = askers[school] ?? new Int32Array();
    while ((seats[school] ?? 0) > 0 && (next[school] ?? 0) < list.length) {
      const wish = list[next[school] ?? 0] ?? 0;
      next[school] = (next[school] ?? 0) + 1;
      const unit = wisher[wish] ?? 0;
      const present = placed[unit] ?? -1;
      const unwanted = wish >= (listEnd[unit] ?? 0) || (present !== -1 && present < wish);
      if (unit < units.families || unwanted) continue;
      placed[unit] = wish;
      seats[school] = (seats[school] ?? 0) - 1;
      if (present === -1) continue;
      const left = listSchool[present] ?? 0;
      seats[left] = (seats[left] ?? 0) + 1;
      offering.push(left);
    }
  }
  return placed;
}

/** Whether no family and no single child would rather be where it fits. */
function isStable(units: Units, placed: Int32Array): boolean {
  const held = new Held(units, units.seats);
  for (const wish of placed) if (wish !== -1) held.admit(wish);
  return placed.every((_, unit) => held.bestFor(unit) === -1);
}
