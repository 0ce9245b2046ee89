/** Bits of one pass: 2048 counters, which stay in the nearest cache. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const WORD = 32;
const TWO_TO_32 = 2 ** WORD;

/** Some neighbouring columns in one: by row a number of so many bits that sorts as they do. */
interface Word {
  readonly rows: Uint32Array;
  bits: number;
}

/**
 * The rows 0 to `count` - 1 ascending by the first column, then the second, and so on; rows equal
 * in all stay as they stand. Columns hold at least `count` numbers: 32-bit, or safe integers.
 *
 * A radix sort from the last digit to the first, over no more bits than the columns' values need:
 * the time grows as rows times bits.
 */
export function sortByColumns(
  count: number,
  columns: readonly (Int32Array | Float64Array)[],
): Int32Array {
  const words: Word[] = [];
  for (const column of columns.toReversed()) pushColumn(count, column, words);
  let order: Int32Array = new Int32Array(count);
  for (let row = 0; row < count; row += 1) order[row] = row;
  for (const word of words) order = sortByWord(order, word);
  return order;
}

/** Adds a column before those that `words` hold already, last words first. */
function pushColumn(count: number, column: Int32Array | Float64Array, words: Word[]): void {
  const { least, most, mostButOne } = rangeOf(count, column);
  // One far value above all others, as stands for "has none", is drawn near.
  const capped = Math.min(most, mostButOne + 1);
  const range = capped - least;
  if (range < TWO_TO_32) {
    if (range <= 0) return;
    const bits = WORD - Math.clz32(range);
    const word = wordWithRoom(count, bits, words);
    addNear(count, column, least, capped, word);
    word.bits += bits;
    return;
  }
  const low = wordWithRoom(count, WORD, words);
  const high = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const value = column[row] ?? 0;
    const above = Math.floor(value / TWO_TO_32);
    low.rows[row] = value - above * TWO_TO_32;
    high[row] = above;
  }
  low.bits = WORD;
  pushColumn(count, high, words);
}

/** The least value, the most, and the most of those that are less than the most. */
function rangeOf(
  count: number,
  column: Int32Array | Float64Array,
): { readonly least: number; readonly most: number; readonly mostButOne: number } {
  let least = Infinity;
  let most = -Infinity;
  let mostButOne = -Infinity;
  for (let row = 0; row < count; row += 1) {
    const value = column[row] ?? 0;
    if (value < least) least = value;
    if (value > mostButOne && value !== most) {
      if (value > most) {
        mostButOne = most;
        most = value;
      } else {
        mostButOne = value;
      }
    }
  }
  return { least, most, mostButOne };
}

function wordWithRoom(count: number, bits: number, words: Word[]): Word {
  const last = words.at(-1);
  if (last !== undefined && last.bits + bits <= WORD) return last;
  const word = { rows: new Uint32Array(count), bits: 0 };
  words.push(word);
  return word;
}

function addNear(
  count: number,
  column: Int32Array | Float64Array,
  least: number,
  capped: number,
  { rows, bits }: Word,
): void {
  for (let row = 0; row < count; row += 1) {
    const value = column[row] ?? 0;
    const near = (value < capped ? value : capped) - least;
    rows[row] = (rows[row] ?? 0) | (near << bits);
  }
}

/** Numbers and rows move together from pass to pass, so that only the first one reads at random. */
function sortByWord(order: Int32Array, { rows, bits }: Word): Int32Array {
  const count = order.length;
  let keys = new Uint32Array(count);
  for (let place = 0; place < count; place += 1) keys[place] = rows[order[place] ?? 0] ?? 0;
  let from = order;
  let to: Int32Array = new Int32Array(count);
  let keysTo = new Uint32Array(count);
  for (let shift = 0; shift < bits; shift += DIGIT) {
    const next = placesByDigit(keys, shift);
    distribute(keys, from, shift, next, keysTo, to);
    [keys, keysTo] = [keysTo, keys];
    [from, to] = [to, from];
  }
  return from;
}

/** By digit, where the first number with that digit goes. */
function placesByDigit(keys: Uint32Array, shift: number): Int32Array {
  const places = new Int32Array(BUCKETS);
  for (let place = 0; place < keys.length; place += 1) {
    const digit = ((keys[place] ?? 0) >>> shift) & (BUCKETS - 1);
    places[digit] = (places[digit] ?? 0) + 1;
  }
  let before = 0;
  for (let digit = 0; digit < BUCKETS; digit += 1) {
    const here = places[digit] ?? 0;
    places[digit] = before;
    before += here;
  }
  return places;
}

function distribute(
  keys: Uint32Array,
  from: Int32Array,
  shift: number,
  next: Int32Array,
  keysTo: Uint32Array,
  to: Int32Array,
): void {
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    const digit = (key >>> shift) & (BUCKETS - 1);
    const target = next[digit] ?? 0;
    next[digit] = target + 1;
    keysTo[target] = key;
    to[target] = from[place] ?? 0;
  }
}
