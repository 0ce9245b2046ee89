import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { sortByColumns } from "./kernel/sort-by-columns.ts";
import { atPlace, compareKeys, compareLots, compareText, lotOf } from "./order.ts";

/** How a step's claims on seats follow one another, whatever the school. */
export interface LineUp {
  /** By wish, 0 and up, smaller first: no two children stand equal at one school. */
  readonly standing: Int32Array;
  /** By wish: the same without lots, so that equal keys stand equal. */
  readonly tieClass: Int32Array;
  /** All wishes, best first; one child's own in the order of its list where they stand equal. */
  readonly wishes: Int32Array;
  /** Keys at schools that are not listed, best first (top trading cycles). */
  readonly rights: readonly Right[];
}

interface Right {
  readonly competitor: number;
  readonly school: string;
  /** On the scale of `standing`. */
  readonly standing: number;
}

/**
 * Sorts all wishes of the competitors by the place of the list (immediate acceptance), the guarantee
 * (top trading cycles), the key, the lot, and, for siblings with one lot, the pid.
 *
 * @param wishStart first wish by competitor, and behind the last one their number
 */
export function lineUp(
  problem: AllocationProblem,
  step: AllocationStep,
  competitors: readonly StepEntry[],
  wishStart: Int32Array,
): LineUp {
  const wishes = wishStart[competitors.length] ?? 0;
  const rows = new Rows(problem, step, competitors, wishes + rightsHeld(step, competitors));
  for (const [competitor, entry] of competitors.entries()) {
    rows.pushWishes(competitor, entry, wishStart[competitor] ?? 0);
  }
  const firstRight = rows.count;
  for (const [competitor, entry] of competitors.entries()) rows.pushRights(competitor, entry);
  const order = rows.sorted();
  const standing = new Int32Array(wishes);
  const tieClass = new Int32Array(wishes);
  const inOrder = new Int32Array(wishes);
  const rights: Right[] = [];
  let filled = 0;
  let tie = 0;
  for (let position = 0; position < order.length; position += 1) {
    const row = order[position] ?? 0;
    if (position > 0 && !rows.keysEqual(order[position - 1] ?? 0, row)) tie += 1;
    if (row >= firstRight) rights.push({ ...rows.rightAt(row), standing: position });
    for (let wish = rows.firstWish(row); wish < rows.endWish(row); wish += 1) {
      standing[wish] = position;
      tieClass[wish] = tie;
      inOrder[filled] = wish;
      filled += 1;
    }
  }
  return { standing, tieClass, wishes: inOrder, rights };
}

const rightsHeld = ({ mechanism }: AllocationStep, competitors: readonly StepEntry[]): number =>
  mechanism === "top-trading-cycles"
    ? competitors.reduce((sum, { rights }) => sum + Object.keys(rights ?? {}).length, 0)
    : 0;

/** Lots have 64 hex digits; so many of the first fit a number exactly. */
const LEADING_DIGITS = 12;

/** What is sorted: neighbouring wishes of one child that are compared alike share a row. */
class Rows {
  count = 0;
  readonly #problem: AllocationProblem;
  readonly #step: AllocationStep;
  readonly #competitors: readonly StepEntry[];
  readonly #competitor: Int32Array;
  readonly #firstWish: Int32Array;
  readonly #wishes: Int32Array;
  /** Place or guarantee, then the parts of the key. */
  readonly #keys: readonly Float64Array[];
  readonly #leadingDigits: Float64Array;
  readonly #lots: string[] = [];
  readonly #schools: string[] = [];

  constructor(
    problem: AllocationProblem,
    step: AllocationStep,
    competitors: readonly StepEntry[],
    room: number,
  ) {
    this.#problem = problem;
    this.#step = step;
    this.#competitors = competitors;
    this.#competitor = new Int32Array(room);
    this.#firstWish = new Int32Array(room);
    this.#wishes = new Int32Array(room);
    this.#keys = Array.from({ length: step.keyParts.length + 1 }, () => new Float64Array(room));
    this.#leadingDigits = new Float64Array(room);
  }

  pushWishes(competitor: number, entry: StepEntry, firstWish: number): void {
    const { list, keys } = entry;
    for (let place = 0; place < list.length;) {
      const school = atPlace(list, place);
      const key = atPlace(keys, place);
      const first = this.#firstColumn(entry, school, place);
      let end = place + 1;
      while (end < list.length && this.#alike(entry, key, first, end)) end += 1;
      this.#push(competitor, school, first, key, firstWish + place, end - place);
      place = end;
    }
  }

  pushRights(competitor: number, entry: StepEntry): void {
    if (this.#step.mechanism !== "top-trading-cycles") return;
    for (const [school, key] of Object.entries(entry.rights ?? {})) {
      if (!entry.list.includes(school)) this.#push(competitor, school, 1, key, 0, 0);
    }
  }

  /** Row numbers, best first. */
  sorted(): Int32Array {
    const columns = [...this.#keys, this.#leadingDigits].map((column) =>
      column.subarray(0, this.count),
    );
    const order = sortByColumns(this.count, columns);
    for (let start = 0; start < this.count;) {
      let end = start + 1;
      while (end < this.count && this.#digitsEqual(order[start] ?? 0, order[end] ?? 0)) end += 1;
      if (end - start > 1) order.subarray(start, end).sort((a, b) => this.#byLot(a, b));
      start = end;
    }
    return order;
  }

  keysEqual(row: number, other: number): boolean {
    return this.#keys.every((column) => column[row] === column[other]);
  }

  firstWish = (row: number): number => this.#firstWish[row] ?? 0;

  endWish = (row: number): number => this.firstWish(row) + (this.#wishes[row] ?? 0);

  rightAt(row: number): { readonly competitor: number; readonly school: string } {
    return { competitor: this.#competitor[row] ?? 0, school: this.#schools[row] ?? "" };
  }

  /** What is compared before the key. */
  #firstColumn({ guaranteed }: StepEntry, school: string, place: number): number {
    const { mechanism } = this.#step;
    if (mechanism === "immediate-acceptance") return place;
    if (mechanism === "top-trading-cycles") return guaranteed === school ? 0 : 1;
    return 0;
  }

  #alike(entry: StepEntry, key: readonly number[], first: number, place: number): boolean {
    return (
      this.#step.lotScope === "one" &&
      this.#firstColumn(entry, atPlace(entry.list, place), place) === first &&
      compareKeys(key, atPlace(entry.keys, place)) === 0
    );
  }

  #push(
    competitor: number,
    school: string,
    first: number,
    key: readonly number[],
    firstWish: number,
    wishes: number,
  ): void {
    const row = this.count;
    const draw = this.#step.lotScope === "one" ? ONE_FOR_ALL : school;
    const lot = lotOf(this.#problem, draw, this.#competitors[competitor]?.pid ?? "");
    this.#competitor[row] = competitor;
    this.#firstWish[row] = firstWish;
    this.#wishes[row] = wishes;
    for (const [part, column] of this.#keys.entries()) {
      column[row] = part === 0 ? first : (key[part - 1] ?? 0);
    }
    this.#leadingDigits[row] = Number.parseInt(lot.slice(0, LEADING_DIGITS), 16);
    this.#lots.push(lot);
    this.#schools.push(school);
    this.count += 1;
  }

  #digitsEqual(row: number, other: number): boolean {
    return this.#leadingDigits[row] === this.#leadingDigits[other] && this.keysEqual(row, other);
  }

  /** Rows of one child that stand equal keep the order of its list, in which they were pushed. */
  #byLot(row: number, other: number): number {
    const pidOf = (at: number): string => this.#competitors[this.#competitor[at] ?? 0]?.pid ?? "";
    return (
      compareLots(this.#lots[row] ?? "", this.#lots[other] ?? "") ||
      compareText(pidOf(row), pidOf(other)) ||
      row - other
    );
  }
}
