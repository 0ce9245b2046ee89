/** Whole numbers of which the largest is at hand: a binary heap that never exceeds its room. */
export class WorstFirst {
  readonly #items: Int32Array;
  #size = 0;

  constructor(room: number) {
    this.#items = new Int32Array(room);
  }

  get full(): boolean {
    return this.#size === this.#items.length;
  }

  /** The largest number held; -1 where none is. */
  get worst(): number {
    return this.#size === 0 ? -1 : (this.#items[0] ?? -1);
  }

  /** All numbers held, in no particular order. */
  held(): Int32Array {
    return this.#items.subarray(0, this.#size);
  }

  /** @throws when full. */
  add(item: number): void {
    if (this.full) throw new Error("the heap is full");
    let hole = this.#size;
    this.#size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#items[parent] ?? 0;
      if (above >= item) break;
      this.#items[hole] = above;
      hole = parent;
    }
    this.#items[hole] = item;
  }

  /** Puts `item` in the place of the largest number. */
  replaceWorst(item: number): void {
    const size = this.#size;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      const right = child + 1;
      const larger =
        right < size && (this.#items[right] ?? 0) > (this.#items[child] ?? 0) ? right : child;
      const below = this.#items[larger] ?? 0;
      if (below <= item) break;
      this.#items[hole] = below;
      hole = larger;
    }
    this.#items[hole] = item;
  }
}
