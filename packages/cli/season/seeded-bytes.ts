import { createHmac } from "node:crypto";

/** 32 bytes for one use, from the run's seed (64 hex digits); independent of those for other uses. */
export const seedFor = (seed: string, use: string): Buffer =>
  createHmac("sha256", Buffer.from(seed, "hex")).update(`yangguang/season/v1/${use}`).digest();

/**
 * A stream of bytes that is the same for the same seed: HMAC-SHA-256 over a counter. It stands in
 * for the system's randomness so that a run over a file can be repeated.
 */
export function seededBytes(seed: string): (count: number) => Uint8Array {
  const key = seedFor(seed, "stream");
  let counter = 0n;
  let block: Buffer = Buffer.alloc(0);
  return (count) => {
    const bytes = Buffer.alloc(count);
    let filled = 0;
    while (filled < count) {
      if (block.length === 0) {
        block = createHmac("sha256", key).update(counter.toString()).digest();
        counter += 1n;
      }
      const taken = block.copy(bytes, filled);
      block = block.subarray(taken);
      filled += taken;
    }
    return bytes;
  };
}

/** Throws of a ten-sided die; bytes of 250 and more would favour small digits and are passed over. */
export function seededDice(seed: string, throws: number): string {
  const next = seededBytes(seedFor(seed, "dice").toString("hex"));
  let digits = "";
  while (digits.length < throws) {
    const [byte = 255] = next(1);
    if (byte < 250) digits += String(byte % 10);
  }
  return digits;
}
