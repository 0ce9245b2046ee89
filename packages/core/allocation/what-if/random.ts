/*
 * Chance for simulations: the same on every machine, since it is made of 32-bit integers alone. It
 * is not fit for the real draw, which nobody may be able to foresee.
 */

/** A stream of whole numbers. */
export interface RandomStream {
  /** 0 up to, not at, `limit`, which is at most 2^32; every number is equally likely. */
  below(limit: number): number;
}

const TWO_TO_32 = 2 ** 32;

/**
 * A stream of its own for every pair of seed and number, so that any part of a simulation can be
 * run alone. The generator is sfc32 of
 * Doty-Humphrey's PractRand.
 */
export function randomStream(seed: number, number: number): RandomStream {
  let a = seed | 0;
  let b = number | 0;
  let c = Math.floor(number / TWO_TO_32) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < WARM_UP; round += 1) next();
  return {
    below: (limit) => {
      // Numbers of the last, incomplete run of `limit` would favour the small ones.
      const fair = TWO_TO_32 - (TWO_TO_32 % limit);
      let drawn = next();
      while (drawn >= fair) drawn = next();
      return drawn % limit;
    },
  };
}

/** Rounds after which every bit of the start has reached every bit of the state. */
const WARM_UP = 15;
