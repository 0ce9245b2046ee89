import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { inclusionProof, leafHash, merkleRoot } from "./merkle.ts";
import { SHA256_TREE, treeHash } from "./tree-hash.ts";
import {
  completeSubtrees,
  consistencyParts,
  GrowingTree,
  type HashAt,
  includes,
  inclusionParts,
  isConsistent,
  rootOver,
  type Subtree,
} from "./tree.ts";

/** Leaves, and by old and new size the proofs, of the Certificate Transparency reference tests. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map(hexToBytes);

const PROOFS: readonly { old: number; size: number; proof: readonly string[] }[] = [
  { old: 1, size: 1, proof: [] },
  {
    old: 1,
    size: 8,
    proof: [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  },
  {
    old: 6,
    size: 8,
    proof: [
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  },
  {
    old: 2,
    size: 5,
    proof: [
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  },
  {
    old: 6,
    size: 7,
    proof: [
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  },
];

const MOST = 70;
const leaves = Array.from({ length: MOST }, (_, index) => Uint8Array.of(index, 7));
const leafHashes = leaves.map(leafHash);
const roots = [...leaves, undefined].map((_, size) => merkleRoot(leaves.slice(0, size)));
const rootOf = (size: number): Uint8Array => roots[size] ?? new Uint8Array();

/** Every complete subtree's hash, as a growing tree tells of them. */
function hashesOf(all: readonly Uint8Array[]): HashAt {
  const told = new Map<string, Uint8Array>();
  const tree = new GrowingTree();
  for (const leaf of all) {
    tree.append(leafHash(leaf), (level, index, hash) => told.set(`${level} ${index}`, hash));
  }
  return ({ level, index }: Subtree) => {
    const hash = told.get(`${level} ${index}`);
    if (hash === undefined) throw new Error(`no subtree ${index} at level ${level}`);
    return hash;
  };
}

const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, at) => (at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte));

describe("a growing tree", () => {
  it("has at every size the root over all its leaves", () => {
    const tree = new GrowingTree();
    for (const [size, hash] of leafHashes.entries()) {
      expect(tree.size).toBe(size);
      expect(tree.root()).toEqual(rootOf(size));
      tree.append(hash);
    }
    expect(tree.root()).toEqual(rootOf(MOST));
  });

  it("goes on from the hashes of its complete subtrees", () => {
    const hashAt = hashesOf(leaves);
    for (let size = 0; size <= MOST; size += 1) {
      const tree = new GrowingTree(SHA256_TREE, size, hashAt);
      for (const hash of leafHashes.slice(size)) tree.append(hash);
      expect(tree.root()).toEqual(rootOf(MOST));
      expect(tree.size).toBe(MOST);
    }
  });

  it("takes whole subtrees where they fit, and tells the root with more leaves", () => {
    const hashAt = hashesOf(leaves);
    const tree = new GrowingTree();
    tree.appendSubtree(2, hashAt({ level: 2, index: 0 }));
    expect(tree.rootWith(leafHashes.slice(4, 11))).toEqual(rootOf(11));
    expect(tree.root()).toEqual(rootOf(4));
    tree.append(hashAt({ level: 0, index: 4 }));
    expect(() => tree.appendSubtree(1, rootOf(2))).toThrow("no subtree of 2 at 5");
    tree.append(hashAt({ level: 0, index: 5 }));
    tree.appendSubtree(1, hashAt({ level: 1, index: 3 }));
    expect(tree.root()).toEqual(rootOf(8));
  });

  it("uses the hash function it is given", () => {
    const marked = treeHash((bytes) => Uint8Array.from({ length: 32 }, () => bytes.length));
    const tree = new GrowingTree(marked);
    expect(tree.root()[0]).toBe(0);
    tree.append(marked.leaf(new Uint8Array(2000)));
    expect(tree.root()[0]).toBe(2001 % 256);
    tree.append(marked.leaf(Uint8Array.of(1)));
    expect(tree.root()[0]).toBe(65);
  });

  it("cuts leaves into complete subtrees, beyond 32 bits too", () => {
    expect(completeSubtrees({ from: 8, to: 15 })).toEqual([
      { level: 2, index: 2 },
      { level: 1, index: 6 },
      { level: 0, index: 14 },
    ]);
    expect(completeSubtrees({ from: 2 ** 40, to: 2 ** 40 + 2 ** 33 + 1 })).toEqual([
      { level: 33, index: 128 },
      { level: 0, index: 2 ** 40 + 2 ** 33 },
    ]);
    expect(completeSubtrees({ from: 0, to: 0 })).toEqual([]);
  });
});

describe("consistency proofs", () => {
  it.each(PROOFS)("are the known one from $old to $size", ({ old, size, proof }) => {
    const hashAt = hashesOf(LEAVES.slice(0, size));
    const made = consistencyParts(old, size).map((part) => rootOver(part, hashAt));
    expect(made.map(bytesToHex)).toEqual(proof);
  });

  it("hold between all sizes, and prove no other size or order", () => {
    const hashAt = hashesOf(leaves);
    for (let size = 0; size <= MOST; size += 1) {
      for (let old = 0; old <= size; old += 1) {
        const proof = consistencyParts(old, size).map((part) => rootOver(part, hashAt));
        const claim = { oldSize: old, oldRoot: rootOf(old), size, root: rootOf(size), proof };
        expect(isConsistent(claim)).toBe(true);
        expect(isConsistent({ ...claim, oldSize: size, size: old })).toBe(old === size);
        expect(isConsistent({ ...claim, oldSize: old + 1 })).toBe(false);
        expect(isConsistent({ ...claim, proof: [...proof, rootOf(1)] })).toBe(false);
        if (proof.length > 0) {
          expect(isConsistent({ ...claim, proof: proof.slice(1) })).toBe(false);
          expect(isConsistent({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        }
        if (old > 0 && old < size) {
          const swapped = { ...claim, oldRoot: claim.root, root: claim.oldRoot };
          expect(isConsistent(swapped)).toBe(false);
          expect(isConsistent({ ...claim, root: leafHash(claim.root) })).toBe(false);
        }
      }
    }
  });

  it("break with every bit", () => {
    const hashAt = hashesOf(leaves);
    for (const [oldSize, size] of [
      [3, 7],
      [6, 8],
      [4, 7],
      [21, 70],
    ] as const) {
      const proof = consistencyParts(oldSize, size).map((part) => rootOver(part, hashAt));
      const claim = { oldSize, oldRoot: rootOf(oldSize), size, root: rootOf(size), proof };
      for (let bit = 0; bit < 256; bit += 1) {
        expect(isConsistent({ ...claim, oldRoot: flipped(claim.oldRoot, bit) })).toBe(false);
        expect(isConsistent({ ...claim, root: flipped(claim.root, bit) })).toBe(false);
        for (const [at, hash] of proof.entries()) {
          const changed = proof.with(at, flipped(hash, bit));
          expect(isConsistent({ ...claim, proof: changed })).toBe(false);
        }
      }
    }
  });

  it("take no hash of another length and no size that is none", () => {
    const claim = { oldSize: 0, oldRoot: rootOf(0), size: 3, root: rootOf(3), proof: [] };
    expect(isConsistent(claim)).toBe(true);
    expect(isConsistent({ ...claim, oldRoot: rootOf(1) })).toBe(false);
    expect(isConsistent({ ...claim, root: new Uint8Array(31) })).toBe(false);
    expect(isConsistent({ ...claim, size: 3.5 })).toBe(false);
    expect(isConsistent({ ...claim, oldSize: -1 })).toBe(false);
    expect(() => consistencyParts(4, 3)).toThrow("no tree of 4");
  });
});

describe("inclusion proofs", () => {
  it("follow from the hashes of complete subtrees", () => {
    for (let size = 1; size <= MOST; size += 1) {
      const hashAt = hashesOf(leaves.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionParts(index, size).map((part) => rootOver(part, hashAt));
        expect(proof).toEqual(inclusionProof(leaves.slice(0, size), index));
        const claim = { leafHash: leafHash(leaves[index] ?? new Uint8Array()), index, size, proof };
        expect(includes({ ...claim, root: rootOf(size) })).toBe(true);
        expect(includes({ ...claim, root: rootOf(size - 1) })).toBe(false);
      }
    }
  });

  it("break with every bit", () => {
    const [index, size] = [21, 70];
    const proof = inclusionProof(leaves, index);
    const claim = { leafHash: leafHash(leaves[index] ?? new Uint8Array()), index, size, proof };
    const root = rootOf(size);
    expect(includes({ ...claim, root })).toBe(true);
    for (let bit = 0; bit < 256; bit += 1) {
      expect(includes({ ...claim, root: flipped(root, bit) })).toBe(false);
      expect(includes({ ...claim, root, leafHash: flipped(claim.leafHash, bit) })).toBe(false);
      for (const [at, hash] of proof.entries()) {
        const changed = proof.with(at, flipped(hash, bit));
        expect(includes({ ...claim, root, proof: changed })).toBe(false);
      }
    }
  });
});
