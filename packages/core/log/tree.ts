import { equalBytes } from "./bytes.ts";
import { HASH_SIZE, SHA256_TREE, type TreeHash } from "./tree-hash.ts";

/**
 * Merkle trees of RFC 6962, section 2.1, by their hashes: growing, roots, proofs and their checks.
 * Numbers go up to 2^53 − 1, so halves are taken by division: shifts end at 32 bits.
 */

/** The complete subtree over the leaves from `index · 2^level` to before `(index + 1) · 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The hash of a complete subtree. */
export type HashAt = (subtree: Subtree) => Uint8Array;

/** Told of every complete subtree, the leaf itself first, as a leaf completes it. */
export type Completed = (level: number, index: number, hash: Uint8Array) => void;

/**
 * A tree that grows by leaves and keeps only the hashes of its largest complete subtrees, one for
 * each bit of its size that is set.
 */
export class GrowingTree {
  readonly #hash: TreeHash;
  #size: number;
  readonly #peaks: Uint8Array[];

  /** @param hashAt hashes of the tree of `size` leaves that goes on growing. */
  constructor(hash: TreeHash = SHA256_TREE, size = 0, hashAt: HashAt = noHash) {
    this.#hash = hash;
    this.#size = size;
    this.#peaks = completeSubtrees({ from: 0, to: size }).map(hashAt);
  }

  get size(): number {
    return this.#size;
  }

  append(leafHash: Uint8Array, completed?: Completed): void {
    this.appendSubtree(0, leafHash, completed);
  }

  /**
   * Appends `2^level` leaves of which only the root is at hand.
   *
   * @throws unless the size is a multiple of their number.
   */
  appendSubtree(level: number, subtreeRoot: Uint8Array, completed?: Completed): void {
    const leaves = 2 ** level;
    if (this.#size % leaves !== 0) throw new Error(`no subtree of ${leaves} at ${this.#size}`);
    let hash = subtreeRoot;
    let [at, index] = [level, this.#size / leaves];
    completed?.(at, index, hash);
    while (index % 2 === 1) {
      hash = this.#hash.node(this.#peaks.pop() ?? noHash({ level: at, index: index - 1 }), hash);
      at += 1;
      index = (index - 1) / 2;
      completed?.(at, index, hash);
    }
    this.#peaks.push(hash);
    this.#size += leaves;
  }

  /** The root after some more leaves, which are not appended. */
  rootWith(leafHashes: Iterable<Uint8Array>): Uint8Array {
    const longer = new GrowingTree(this.#hash);
    longer.#peaks.push(...this.#peaks);
    longer.#size = this.#size;
    for (const hash of leafHashes) longer.append(hash);
    return longer.root();
  }

  root(): Uint8Array {
    return joinPeaks(this.#peaks, this.#hash);
  }
}

function noHash({ level, index }: Subtree): never {
  throw new Error(`no hash ${index} at level ${level}`);
}

/** The root over complete subtrees that stand side by side, the largest first. */
function joinPeaks(peaks: readonly Uint8Array[], { node, empty }: TreeHash): Uint8Array {
  return peaks.length === 0 ? empty : peaks.reduceRight((right, left) => node(left, right));
}

/** Leaves of one side of a node: from `from`, before `to`. */
export interface Leaves {
  readonly from: number;
  readonly to: number;
}

/** The largest complete subtrees that make up some leaves, left to right. */
export function completeSubtrees({ from, to }: Leaves): readonly Subtree[] {
  const found: Subtree[] = [];
  let at = from;
  let [level, power] = [0, 1];
  while (power * 2 <= to - from) [level, power] = [level + 1, power * 2];
  for (; level >= 0; [level, power] = [level - 1, power / 2]) {
    if (to - at < power) continue;
    found.push({ level, index: at / power });
    at += power;
  }
  return found;
}

/** The root over some leaves, from the hashes of complete subtrees. */
export function rootOver(leaves: Leaves, hashAt: HashAt, hash: TreeHash = SHA256_TREE): Uint8Array {
  return joinPeaks(completeSubtrees(leaves).map(hashAt), hash);
}

/** Where a tree of `size` leaves, at least 2, parts: the largest power of two smaller than it. */
function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/**
 * The leaves whose roots are the PATH of RFC 6962, section 2.1.1, the leaf's nearest neighbour
 * first.
 *
 * @throws where there is no such leaf.
 */
export function inclusionParts(index: number, size: number): readonly Leaves[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new Error(`no leaf ${index} among ${size}`);
  }
  const downwards: Leaves[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      downwards.push({ from: middle, to });
      to = middle;
    } else {
      downwards.push({ from, to: middle });
      from = middle;
    }
  }
  return downwards.toReversed();
}

/**
 * The leaves whose roots are the PROOF of RFC 6962, section 2.1.2, that the first `oldSize` of
 * `size` leaves are the old tree; none where a tree is empty or both have one size.
 *
 * @throws where the old tree is larger.
 */
export function consistencyParts(oldSize: number, size: number): readonly Leaves[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > size) {
    throw new Error(`a tree of ${size} leaves holds no tree of ${oldSize}`);
  }
  if (oldSize === 0 || oldSize === size) return [];
  const downwards: Leaves[] = [];
  let [from, to] = [0, size];
  while (oldSize !== to) {
    const middle = from + splitPoint(to - from);
    if (oldSize <= middle) {
      downwards.push({ from: middle, to });
      to = middle;
    } else {
      downwards.push({ from, to: middle });
      from = middle;
    }
  }
  // The old root itself is known; a part of the old tree is not.
  if (from > 0) downwards.push({ from, to });
  return downwards.toReversed();
}

/** What an inclusion proof claims: that a leaf is number `index` of the `size` leaves below `root`. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the claim holds; the algorithm of RFC 9162, section 2.1.3.2. */
export function includes(
  { leafHash, index, size, proof, root }: InclusionClaim,
  { node }: TreeHash = SHA256_TREE,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (![leafHash, ...proof].every(isHash)) return false;
  let hash = leafHash;
  // Our place and the last one on a level of the tree.
  let [place, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = node(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = node(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/** What a consistency proof claims: that the old tree is the beginning of the new one. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the claim holds; the algorithm of RFC 9162, section 2.1.4.2. Every tree begins with the
 * empty one, of which there is nothing to prove.
 */
export function isConsistent(claim: ConsistencyClaim, hash: TreeHash = SHA256_TREE): boolean {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(oldSize)) return false;
  if (oldSize < 0 || oldSize > size || ![oldRoot, root, ...proof].every(isHash)) return false;
  if (oldSize === 0 && !equalBytes(oldRoot, hash.empty)) return false;
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root);
  if (oldSize === 0) return proof.length === 0;

  let [place, last] = [oldSize - 1, size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  // Place 0 now: the old tree is one complete subtree, whose hash is not repeated in the proof.
  const [first, ...rest] = place === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      oldHash = hash.node(sibling, oldHash);
      newHash = hash.node(sibling, newHash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newHash = hash.node(newHash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(newHash, root);
}

const half = (value: number): number => Math.floor(value / 2);

const isHash = (hash: Uint8Array): boolean => hash.length === HASH_SIZE;
