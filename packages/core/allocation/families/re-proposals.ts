import type { Units } from "./units.ts";
import { Held } from "./units.ts";

/**
 * So often may one family's entry make schools reach back for children whom they had refused,
 * before it counts as "none found".
 */
const REACHES_AT_MOST = 10_000;

/** Most families come to rest long before; only then is it worth looking for a circle. */
const REACHES_UNWATCHED = 64;

/** So many orders in which the families enter are tried. */
const ROUNDS = 4;

export type Settlement =
  | { readonly settled: true; readonly placed: Int32Array }
  /** The families that kept moving in the last round. */
  | { readonly settled: false; readonly restless: readonly number[] };

/**
 * Looks for a stable outcome as Roth & Peranson 1999 do for couples: single children are placed
 * by deferred acceptance, then families enter one by one, best standing at their first school
 * first. Whoever loses a seat asks anew from the top of the list; a school that has seats again
 * reaches back for the best of those who would rather be there and now fit, until nobody moves.
 * What is found is stable. Where the moves run in a circle or take too long, the families that
 * kept moving enter last in a new round.
 *
 * Nothing depends on how applicants and schools are numbered, only on the order of the families.
 */
export function settle(units: Units): Settlement {
  const firstStanding = (family: number): number =>
    units.standing[units.listStart[family] ?? 0] ?? 0;
  let order: readonly number[] = Array.from(
    { length: units.families },
    (_, family) => family,
  ).toSorted((a, b) => firstStanding(a) - firstStanding(b) || a - b);
  let restless: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const settlement = settleInOrder(units, order);
    if (settlement.settled) return settlement;
    restless = settlement.restless;
    const movers = new Set(restless);
    order = [
      ...order.filter((family) => !movers.has(family)),
      ...order.filter((family) => movers.has(family)),
    ];
  }
  return { settled: false, restless };
}

function settleInOrder(units: Units, order: readonly number[]): Settlement {
  const market = new EntryByEntry(units);
  for (let unit = units.families; unit < units.members.length; unit += 1) market.enter(unit);
  for (const family of order) {
    const restless = market.enter(family);
    if (restless !== null) return { settled: false, restless };
  }
  return { settled: true, placed: market.placed };
}

class EntryByEntry {
  readonly #units: Units;
  readonly #held: Held;
  readonly #entered: Uint8Array;
  readonly #asking: number[] = [];
  /** Schools in the order in which they reach back, and the place of each in it, or -1. */
  readonly #order: readonly number[];
  readonly #placeOf: Int32Array;
  /** By place: the school has had seats again since it last reached back. */
  readonly #open: Uint8Array;
  readonly #watch: Watch;

  constructor(units: Units) {
    this.#units = units;
    this.#held = new Held(units, units.seats);
    this.#entered = new Uint8Array(units.members.length);
    this.#order = schoolsFromFamilies(units);
    this.#placeOf = new Int32Array(units.seats.length).fill(-1);
    for (const [place, school] of this.#order.entries()) this.#placeOf[school] = place;
    this.#open = new Uint8Array(this.#order.length);
    this.#watch = new Watch(this.#held.placed);
  }

  get placed(): Int32Array {
    return this.#held.placed;
  }

  /** Gives back the families that do not come to rest, or null when all is settled. */
  enter(unit: number): readonly number[] | null {
    this.#entered[unit] = 1;
    this.#asking.push(unit);
    this.#answerAll();
    this.#watch.start();
    for (let wish = this.#reach(); wish !== -1; wish = this.#reach()) {
      this.#move(wish);
      this.#answerAll();
      if (this.#watch.isEndless()) {
        return [...this.#watch.moved].filter((mover) => mover < this.#units.families);
      }
    }
    return null;
  }

  #answerAll(): void {
    for (let unit = this.#asking.pop(); unit !== undefined; unit = this.#asking.pop()) {
      const wish = this.#held.bestFor(unit);
      if (wish !== -1) this.#move(wish);
    }
  }

  #move(wish: number): void {
    const unit = this.#units.wisher[wish] ?? 0;
    this.#reopen(this.#held.leave(unit));
    const gone = this.#held.admit(wish);
    if (gone.length > 0) this.#reopen(this.#units.listSchool[wish] ?? 0);
    this.#watch.note(unit);
    for (const other of gone) {
      this.#watch.note(other);
      this.#asking.push(other);
    }
  }

  #reopen(school: number): void {
    const place = school === -1 ? -1 : (this.#placeOf[school] ?? -1);
    if (place !== -1 && this.#held.hasSeats(school)) this.#open[place] = 1;
  }

  /**
   * The next wish of somebody who would rather be at a school and fits there, or -1. As every
   * school with such a wish is open, the answer depends on who is placed where and on nothing
   * else: a placement that comes back comes back for ever.
   */
  #reach(): number {
    const { wisher, askers } = this.#units;
    for (let place = this.#open.indexOf(1); place !== -1; place = this.#open.indexOf(1, place)) {
      for (const wish of askers[this.#order[place] ?? 0] ?? []) {
        const unit = wisher[wish] ?? 0;
        const present = this.placed[unit] ?? -1;
        if (this.#entered[unit] !== 1 || (present !== -1 && present <= wish)) continue;
        if (this.#held.fits(wish)) return wish;
      }
      this.#open[place] = 0;
    }
    return -1;
  }
}

/** The schools that families can set in motion: theirs, those of children who list these, … */
function schoolsFromFamilies({
  families,
  listStart,
  listSchool,
  askers,
  wisher,
}: Units): readonly number[] {
  const found = new Set<number>();
  const told = new Set<number>();
  const tell = (unit: number): void => {
    if (told.has(unit)) return;
    told.add(unit);
    for (let wish = listStart[unit] ?? 0; wish < (listStart[unit + 1] ?? 0); wish += 1) {
      found.add(listSchool[wish] ?? 0);
    }
  };
  for (let family = 0; family < families; family += 1) tell(family);
  // A set that grows while it is walked is walked to its new end.
  for (const school of found) for (const wish of askers[school] ?? []) tell(wisher[wish] ?? 0);
  return [...found];
}

/**
 * Notices that a placement comes back (Brent 1980): it remembers one, for twice as long each time,
 * and counts who is placed otherwise now.
 */
class Watch {
  readonly #placed: Int32Array;
  #remembered: Int32Array | null = null;
  readonly #elsewhere = new Set<number>();
  #reaches = 0;
  /** Who has moved since the placement that is remembered. */
  readonly moved = new Set<number>();

  constructor(placed: Int32Array) {
    this.#placed = placed;
  }

  start(): void {
    this.#reaches = 0;
    this.#remembered = null;
  }

  note(unit: number): void {
    if (this.#remembered === null) return;
    this.moved.add(unit);
    if (this.#placed[unit] === this.#remembered[unit]) this.#elsewhere.delete(unit);
    else this.#elsewhere.add(unit);
  }

  /** To be asked after each reach, when nobody is asking any more. */
  isEndless(): boolean {
    this.#reaches += 1;
    if (this.#remembered !== null && this.#elsewhere.size === 0) return true;
    if (this.#reaches >= REACHES_AT_MOST) return true;
    const isPowerOfTwo = (this.#reaches & (this.#reaches - 1)) === 0;
    if (isPowerOfTwo && this.#reaches >= REACHES_UNWATCHED) {
      this.#remembered = this.#placed.slice();
      this.#elsewhere.clear();
      this.moved.clear();
    }
    return false;
  }
}
