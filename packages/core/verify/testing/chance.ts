import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** Bytes that look random and follow from a seed: SHA-256 of the seed, a name and a counter. */
export class Chance {
  readonly #seed: Uint8Array;
  #block = new Uint8Array();
  #at = 0;
  #counter = 0;

  constructor(seed: string) {
    this.#seed = sha256(utf8ToBytes(seed));
  }

  readonly bytes = (size: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let wanted = size; wanted > 0;) {
      if (this.#at === this.#block.length) this.#next();
      const part = this.#block.slice(this.#at, this.#at + wanted);
      this.#at += part.length;
      wanted -= part.length;
      parts.push(part);
    }
    return concatBytes(...parts);
  };

  readonly hex = (size: number): string => bytesToHex(this.bytes(size));

  /** A whole number from 0, before `below`, which is at most 2^16: nearly uniform. */
  readonly below = (below: number): number => {
    const [a = 0, b = 0, c = 0] = this.bytes(3);
    return (a * 65536 + b * 256 + c) % below;
  };

  readonly oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  };

  #next(): void {
    const counter = utf8ToBytes(`/${this.#counter}`);
    this.#block = sha256(concatBytes(this.#seed, counter));
    this.#counter += 1;
    this.#at = 0;
  }
}
