import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { inclusionProof, isIncluded, leafHash, merkleRoot } from "./merkle.ts";
import { rollLeaf, rollRoot } from "./roll-root.ts";

/*
 * Leaves, roots and paths of the Certificate Transparency reference implementation
 * (google/certificate-transparency, merkle_tree_test; transparency-dev/merkle, testonly).
 */
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

const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** By leaf and tree size. */
const PATHS: readonly { index: number; size: number; path: readonly string[] }[] = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  },
  {
    index: 2,
    size: 3,
    path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  },
  {
    index: 1,
    size: 5,
    path: [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  },
];

describe("Merkle trees of RFC 6962", () => {
  it("have the known roots", () => {
    expect(ROOTS.map((_, size) => bytesToHex(merkleRoot(LEAVES.slice(0, size))))).toEqual(ROOTS);
  });

  it.each(PATHS)("have the known path of leaf $index among $size", ({ index, size, path }) => {
    expect(inclusionProof(LEAVES.slice(0, size), index).map(bytesToHex)).toEqual(path);
  });

  it("prove every leaf of every size, and no other claim", () => {
    const leaves = Array.from({ length: 33 }, (_, index) => Uint8Array.of(index));
    for (let size = 1; size <= leaves.length; size += 1) {
      const tree = leaves.slice(0, size);
      const root = merkleRoot(tree);
      for (const [index, leaf] of tree.entries()) {
        const claim = { leaf, index, size, root, proof: inclusionProof(tree, index) };
        expect(isIncluded(claim)).toBe(true);
        expect(isIncluded({ ...claim, leaf: Uint8Array.of(index + 1) })).toBe(false);
        expect(isIncluded({ ...claim, index: index + 1 })).toBe(false);
        expect(isIncluded({ ...claim, index: index - 1 })).toBe(false);
        expect(isIncluded({ ...claim, root: leafHash(root) })).toBe(false);
        expect(isIncluded({ ...claim, proof: [...claim.proof, root] })).toBe(false);
        expect(isIncluded({ ...claim, proof: claim.proof.slice(1) })).toBe(
          claim.proof.length === 0,
        );
      }
    }
  });

  it("have no proof of a leaf that is not there", () => {
    expect(() => inclusionProof(LEAVES, 8)).toThrow("no leaf 8 among 8");
    expect(() => inclusionProof(LEAVES, -1)).toThrow("no leaf -1");
  });
});

describe("the roll's root", () => {
  const leaves = ["01", "02", "03"].map((byte) => ({
    pid: byte.repeat(16),
    row: byte.repeat(32),
  }));

  it("is the tree over pid and row of each child", () => {
    expect(rollRoot(leaves)).toBe(bytesToHex(merkleRoot(leaves.map(rollLeaf))));
    expect(leaves.map(rollLeaf).map(bytesToHex)).toEqual(
      ["01", "02", "03"].map((byte) => byte.repeat(48)),
    );
  });

  it("does not exist for a roll out of order, or with one child twice", () => {
    const [first, second] = leaves;
    if (first === undefined || second === undefined) throw new Error("two leaves are expected");
    expect(() => rollRoot([second, first])).toThrow("strict order");
    expect(() => rollRoot([first, first])).toThrow("strict order");
  });

  it("takes no shortened or capital hex", () => {
    expect(() => rollRoot([{ pid: "01", row: "01".repeat(32) }])).toThrow("no leaf of a roll");
    expect(() => rollRoot([{ pid: "AB".repeat(16), row: "01".repeat(32) }])).toThrow("no leaf");
  });
});
