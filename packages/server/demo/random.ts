/** A stream of numbers that is the same for the same seed on every machine; not for secrets. */
export interface Random {
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `percent` of 100 cases; fractions are allowed. */
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight: `{ a: 3, b: 1 }` gives a three times as often as b. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** A copy in random order. */
  shuffled<Item>(items: readonly Item[]): Item[];
  /** An independent stream: what is drawn from it moves nothing in this one. */
  fork(label: string): Random;
}

const TWO_TO_32 = 0x1_0000_0000;

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Spreads a label over 32 bits (FNV-1a). */
function hashOf(label: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of label) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

/** xoshiro128** of Blackman and Vigna, its state filled by splitmix32. */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new Error(`a seed is a whole number, not ${seed}`);
  let filler = seed >>> 0;
  const splitmix = (): number => {
    filler = (filler + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(filler ^ (filler >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];

  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };

  const below = (limit: number): number => Math.floor((next() / TWO_TO_32) * limit);

  const random: Random = {
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => next() / TWO_TO_32 < percent / 100,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    weighted: (weights) => {
      const entries = Object.entries<number>(weights) as [keyof typeof weights, number][];
      let rest = below(entries.reduce((sum, [, weight]) => sum + weight, 0) * 1000) / 1000;
      for (const [key, weight] of entries) {
        rest -= weight;
        if (rest < 0) return key;
      }
      throw new Error("weights must add up to more than nothing");
    },
    shuffled: (items) => {
      const copy = [...items];
      for (let place = copy.length - 1; place > 0; place -= 1) {
        const other = below(place + 1);
        const held = copy[place] as (typeof items)[number];
        copy[place] = copy[other] as (typeof items)[number];
        copy[other] = held;
      }
      return copy;
    },
    fork: (label) => seededRandom(hashOf(label, seed)),
  };
  return random;
}
