import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";

/** Merkle trees of RFC 6962, section 2.1, over SHA-256: 0x00 before a leaf, 0x01 before a node. */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (data: Uint8Array): Uint8Array => sha256(concatBytes(LEAF, data));

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concatBytes(NODE, left, right));

/** The largest power of two smaller than `size`; `size` is at least 2. */
function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Root over the leaves' data, in their order; of nothing, the hash of the empty string. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  return rootOf(leaves.map(leafHash), 0, leaves.length);
}

function rootOf(hashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return at(hashes, from);
  const middle = from + splitPoint(to - from);
  return nodeHash(rootOf(hashes, from, middle), rootOf(hashes, middle, to));
}

function at(hashes: readonly Uint8Array[], index: number): Uint8Array {
  const hash = hashes[index];
  if (hash === undefined) throw new Error(`no hash at ${index}`);
  return hash;
}

/**
 * PATH of RFC 6962, section 2.1.1: what somebody who holds leaf `index` needs to compute the root,
 * the leaf's nearest neighbour first.
 *
 * @throws where there is no such leaf.
 */
export function inclusionProof(
  leaves: readonly Uint8Array[],
  index: number,
): readonly Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new Error(`no leaf ${index} among ${leaves.length}`);
  }
  const hashes = leaves.map(leafHash);
  const downwards: Uint8Array[] = [];
  let [from, to] = [0, leaves.length];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      downwards.push(rootOf(hashes, middle, to));
      to = middle;
    } else {
      downwards.push(rootOf(hashes, from, middle));
      from = middle;
    }
  }
  return downwards.toReversed();
}

/** What an inclusion proof claims: that `leaf` is number `index` of the `size` leaves below `root`. */
export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the claim holds; the algorithm of RFC 9162, section 2.1.3.2. */
export function isIncluded({ leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let hash = leafHash(leaf);
  // Node and last node of one level of the tree; floor halves them beyond 32 bits, where >> fails.
  let [node, last] = [index, size - 1];
  for (const sibling of proof) {
    if (sibling.length !== 32 || last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.length === root.length && hash.every((byte, at) => byte === root[at]);
}
