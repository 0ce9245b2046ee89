/** Values of hex digits by their character code; −1 for all other characters. */
const DIGIT = Int8Array.from({ length: 256 }, (_, code) =>
  "0123456789abcdef".indexOf(String.fromCharCode(code)),
);

export const HASH_DIGITS = 64;

/** Whether `count` lower-case hex digits stand there. */
export function areHexDigits(bytes: Uint8Array, from: number, count: number): boolean {
  for (let at = from; at < from + count; at += 1)
    if ((DIGIT[bytes[at] ?? 0] ?? -1) < 0) return false;
  return true;
}

/** The bytes of some hex digits that stand as characters. */
export function putHexDigits(
  bytes: Uint8Array,
  from: number,
  to: Uint8Array,
  at: number,
  size: number,
): void {
  for (let place = 0; place < size; place += 1) {
    const digit = from + 2 * place;
    to[at + place] = (DIGIT[bytes[digit] ?? 0] ?? 0) * 16 + (DIGIT[bytes[digit + 1] ?? 0] ?? 0);
  }
}

const PREFIX_DIGITS = 12;

function prefixAt(bytes: Uint8Array, from: number): number {
  let prefix = 0;
  for (let at = from; at < from + PREFIX_DIGITS; at += 1) {
    prefix = prefix * 16 + (DIGIT[bytes[at] ?? 0] ?? 0);
  }
  return prefix;
}

/**
 * Which ROWs of a roll have been met: found by their first digits as a number, without a string
 * for each entry of a log, and then compared in full.
 */
export class RowIndex {
  readonly #rows: Uint8Array;
  /** Place of the last row with a prefix. */
  readonly #last = new Map<number, number>();
  /** By place, that of an earlier row with the same prefix, or −1. */
  readonly #earlier: Int32Array;
  readonly #met: Uint8Array;

  /** @param rows 32 bytes each, one after another. */
  constructor(rows: Uint8Array) {
    this.#rows = rows;
    const count = rows.length / (HASH_DIGITS / 2);
    this.#earlier = new Int32Array(count).fill(-1);
    this.#met = new Uint8Array(count);
    for (let place = 0; place < count; place += 1) {
      const prefix = this.#prefixOf(place);
      this.#earlier[place] = this.#last.get(prefix) ?? -1;
      this.#last.set(prefix, place);
    }
  }

  /** Marks the row whose 64 hex digits stand there, if the roll has it. */
  meet(bytes: Uint8Array, from: number): void {
    let place = this.#last.get(prefixAt(bytes, from)) ?? -1;
    for (; place !== -1; place = this.#earlier[place] ?? -1) {
      if (this.#isAt(place, bytes, from)) this.#met[place] = 1;
    }
  }

  /** Places of rows that were not met. */
  get unmet(): readonly number[] {
    const places: number[] = [];
    for (const [place, met] of this.#met.entries()) if (met === 0) places.push(place);
    return places;
  }

  /** Whether two places hold the same row. */
  get hasEqualRows(): boolean {
    for (const [place, first] of this.#earlier.entries()) {
      for (let other = first; other !== -1; other = this.#earlier[other] ?? -1) {
        if (this.#areEqual(place, other)) return true;
      }
    }
    return false;
  }

  #prefixOf(place: number): number {
    let prefix = 0;
    const from = place * (HASH_DIGITS / 2);
    for (let at = from; at < from + PREFIX_DIGITS / 2; at += 1) {
      prefix = prefix * 256 + (this.#rows[at] ?? 0);
    }
    return prefix;
  }

  #isAt(place: number, bytes: Uint8Array, from: number): boolean {
    const row = place * (HASH_DIGITS / 2);
    for (let at = 0; at < HASH_DIGITS / 2; at += 1) {
      const digit = from + 2 * at;
      const byte = (DIGIT[bytes[digit] ?? 0] ?? 0) * 16 + (DIGIT[bytes[digit + 1] ?? 0] ?? 0);
      if (this.#rows[row + at] !== byte) return false;
    }
    return true;
  }

  #areEqual(left: number, right: number): boolean {
    const size = HASH_DIGITS / 2;
    for (let at = 0; at < size; at += 1) {
      if (this.#rows[left * size + at] !== this.#rows[right * size + at]) return false;
    }
    return true;
  }
}
