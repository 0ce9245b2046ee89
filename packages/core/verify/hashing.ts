import { sha256 } from "@noble/hashes/sha2.js";
import type { Part } from "../draw/encoding.ts";
import { bytesOf, encode, toHex } from "../draw/encoding.ts";
import type { Hash, TreeHash } from "../log/tree-hash.ts";
import { treeHash } from "../log/tree-hash.ts";

/** SHA-256, and what the checks make of it. Whoever has a faster one of its own may give it. */
export interface Hashing {
  readonly sha256: Hash;
  readonly tree: TreeHash;
  /** TH of docs/specification.md, section 1, as 64 hex digits. */
  readonly tagged: (tag: string, ...parts: readonly Part[]) => string;
}

export function hashingWith(hash: Hash = sha256): Hashing {
  return {
    sha256: hash,
    tree: treeHash(hash),
    tagged: (tag, ...parts) => toHex(hash(encode(tag, ...parts))),
  };
}

const BLOCK = 64;

/**
 * MACs (HMAC-SHA-256, RFC 2104) that differ in their last part alone, which has `size` bytes: the
 * rest is laid out once. The key has 32 bytes.
 */
export function macsOf(
  hash: Hash,
  key: Uint8Array,
  size: number,
  tag: string,
  ...parts: readonly Part[]
): (last: Uint8Array) => Uint8Array {
  const message = encode(tag, ...parts.map(bytesOf), new Uint8Array(size));
  const inner = new Uint8Array(BLOCK + message.length);
  const outer = new Uint8Array(BLOCK + 32);
  for (let at = 0; at < BLOCK; at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  inner.set(message, BLOCK);
  const place = inner.length - size;
  return (last) => {
    inner.set(last, place);
    outer.set(hash(inner), BLOCK);
    return hash(outer);
  };
}
