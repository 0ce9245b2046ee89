import type { Market } from "../kernel/market.ts";

/**
 * The market in which families ask as one. A *unit* is a family (numbered first, in their order)
 * or a single child (after them, ascending by applicant).
 */
export interface Units {
  readonly families: number;
  /** Children by unit. */
  readonly size: Int32Array;
  /** Applicants by unit. */
  readonly members: readonly (readonly number[])[];
  /** Seats by school. */
  readonly seats: Int32Array;
  /** Unit u's wishes run from `listStart[u]` up to, not at, `listStart[u + 1]`, best first. */
  readonly listStart: Int32Array;
  /** School by wish. */
  readonly listSchool: Int32Array;
  /** By wish, smaller is better: a family stands where its worst-standing child stands. */
  readonly standing: Int32Array;
  /** Unit by wish. */
  readonly wisher: Int32Array;
  /** The wishes for each school, best first. */
  readonly askers: readonly Int32Array[];
}

/** `families` hold each applicant at most once, and the lists of a family are one and the same. */
export function unitsOf(market: Market, families: readonly (readonly number[])[]): Units {
  const applicants = market.listStart.length - 1;
  const inFamily = new Set(families.flat());
  const members = [...families];
  for (let applicant = 0; applicant < applicants; applicant += 1) {
    if (!inFamily.has(applicant)) members.push([applicant]);
  }
  const listStart = new Int32Array(members.length + 1);
  for (const [unit, [first = 0]] of members.entries()) {
    const places = (market.listStart[first + 1] ?? 0) - (market.listStart[first] ?? 0);
    listStart[unit + 1] = (listStart[unit] ?? 0) + places;
  }
  const wishes = listStart[members.length] ?? 0;
  const listSchool = new Int32Array(wishes);
  const standing = new Int32Array(wishes);
  const wisher = new Int32Array(wishes);
  for (const [unit, children] of members.entries()) {
    const start = listStart[unit] ?? 0;
    const end = listStart[unit + 1] ?? 0;
    wisher.fill(unit, start, end);
    for (const child of children) {
      for (let wish = start; wish < end; wish += 1) {
        const own = (market.listStart[child] ?? 0) + wish - start;
        listSchool[wish] = market.listSchool[own] ?? 0;
        standing[wish] = Math.max(standing[wish] ?? 0, market.standing[own] ?? 0);
      }
    }
  }
  return {
    families: families.length,
    size: Int32Array.from(members, ({ length }) => length),
    members,
    seats: market.seats,
    listStart,
    listSchool,
    standing,
    wisher,
    askers: askersOf(market.seats.length, listSchool, standing),
  };
}

function askersOf(
  schools: number,
  listSchool: Int32Array,
  standing: Int32Array,
): readonly Int32Array[] {
  const counts = new Int32Array(schools);
  for (const school of listSchool) counts[school] = (counts[school] ?? 0) + 1;
  const askers = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(schools);
  for (const [wish, school] of listSchool.entries()) {
    const at = filled[school] ?? 0;
    filled[school] = at + 1;
    const list = askers[school];
    if (list !== undefined) list[at] = wish;
  }
  for (const list of askers) list.sort((a, b) => (standing[a] ?? 0) - (standing[b] ?? 0));
  return askers;
}

/**
 * Who holds a seat where. A school prefers the better standing and has no say beyond that: it
 * takes its askers best first and passes over a family that does not fit into what is left.
 */
export class Held {
  /** By unit: the wish held, or -1. */
  readonly placed: Int32Array;
  readonly #units: Units;
  readonly #free: Int32Array;
  /** By school: the wishes held, best first. */
  readonly #wishes: readonly number[][];

  constructor(units: Units, seats: Int32Array) {
    this.#units = units;
    this.placed = new Int32Array(units.members.length).fill(-1);
    this.#free = seats.slice();
    this.#wishes = Array.from(seats, () => []);
  }

  hasSeats(school: number): boolean {
    return (this.#free[school] ?? 0) > 0;
  }

  /** Whether free seats and those of units that stand after it suffice for the wish. */
  fits(wish: number): boolean {
    const { listSchool, size, standing, wisher } = this.#units;
    const school = listSchool[wish] ?? 0;
    const needed = size[wisher[wish] ?? 0] ?? 0;
    const own = standing[wish] ?? 0;
    const held = this.#wishes[school] ?? [];
    let room = this.#free[school] ?? 0;
    for (let at = held.length - 1; at >= 0 && room < needed; at -= 1) {
      const other = held[at] ?? 0;
      if ((standing[other] ?? 0) < own) break;
      room += size[wisher[other] ?? 0] ?? 0;
    }
    return room >= needed;
  }

  /** The best wish of the unit, above what it holds, that fits; -1 where none does. */
  bestFor(unit: number): number {
    const { listStart } = this.#units;
    const held = this.placed[unit] ?? -1;
    const end = held === -1 ? (listStart[unit + 1] ?? 0) : held;
    for (let wish = listStart[unit] ?? 0; wish < end; wish += 1) if (this.fits(wish)) return wish;
    return -1;
  }

  /** Seats the unit, whose wish must fit, and gives back the units that had to go, best first. */
  admit(wish: number): readonly number[] {
    const { listSchool, size, standing, wisher } = this.#units;
    const school = listSchool[wish] ?? 0;
    const held = this.#wishes[school] ?? [];
    let at = held.length;
    while (at > 0 && (standing[held[at - 1] ?? 0] ?? 0) > (standing[wish] ?? 0)) at -= 1;
    const after = held.splice(at);
    for (const other of after) this.#take(school, -(size[wisher[other] ?? 0] ?? 0));
    const gone: number[] = [];
    for (const other of [wish, ...after]) {
      const unit = wisher[other] ?? 0;
      const needed = size[unit] ?? 0;
      if (needed <= (this.#free[school] ?? 0)) {
        this.#take(school, needed);
        held.push(other);
        this.placed[unit] = other;
      } else {
        this.placed[unit] = -1;
        gone.push(unit);
      }
    }
    return gone;
  }

  /** Gives back the school that the unit leaves, or -1 if it held nothing. */
  leave(unit: number): number {
    const wish = this.placed[unit] ?? -1;
    if (wish === -1) return -1;
    const school = this.#units.listSchool[wish] ?? 0;
    const held = this.#wishes[school] ?? [];
    held.splice(held.indexOf(wish), 1);
    this.#take(school, -(this.#units.size[unit] ?? 0));
    this.placed[unit] = -1;
    return school;
  }

  #take(school: number, seats: number): void {
    this.#free[school] = (this.#free[school] ?? 0) - seats;
  }
}
