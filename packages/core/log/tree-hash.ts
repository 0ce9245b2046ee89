import { sha256 } from "@noble/hashes/sha2.js";

/** A hash function of 32 bytes; it must neither keep nor change the bytes it is given. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** How a tree is hashed; RFC 6962, section 2.1, over some hash function. */
export interface TreeHash {
  /** `hash(0x00 ‖ entry)`. */
  readonly leaf: (entry: Uint8Array) => Uint8Array;
  /** `hash(0x01 ‖ left ‖ right)`. */
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array;
  /** The root of no leaves: the hash of nothing. */
  readonly empty: Uint8Array;
}

export const HASH_SIZE = 32;

/** Longer entries get a buffer of their own. */
const SHORT_ENTRY = 1024;

/**
 * One buffer for all nodes and one for all short leaves: hashing a node then costs the hash and
 * nothing else.
 */
export function treeHash(hash: Hash): TreeHash {
  const nodeBytes = new Uint8Array(1 + 2 * HASH_SIZE);
  nodeBytes[0] = 1;
  const leafBytes = new Uint8Array(1 + SHORT_ENTRY);
  return {
    leaf(entry) {
      const size = 1 + entry.length;
      const bytes = size <= leafBytes.length ? leafBytes.subarray(0, size) : new Uint8Array(size);
      bytes.set(entry, 1);
      return hash(bytes);
    },
    node(left, right) {
      if (left.length !== HASH_SIZE || right.length !== HASH_SIZE) {
        throw new Error("a node has two hashes of 32 bytes");
      }
      nodeBytes.set(left, 1);
      nodeBytes.set(right, 1 + HASH_SIZE);
      return hash(nodeBytes);
    },
    empty: hash(new Uint8Array()),
  };
}

export const SHA256_TREE: TreeHash = treeHash(sha256);
