import { SHA256_TREE } from "./tree-hash.ts";
import { GrowingTree, includes, inclusionParts, type InclusionClaim } from "./tree.ts";

/** Trees of RFC 6962 over SHA-256 whose leaves are all at hand. */

export const leafHash = SHA256_TREE.leaf;

/** Root over the leaves' data, in their order; of nothing, the hash of the empty string. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leafHash(leaf));
  return tree.root();
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
  return inclusionParts(index, leaves.length).map(({ from, to }) =>
    merkleRoot(leaves.slice(from, to)),
  );
}

/** Whether `leaf` is number `index` of the `size` leaves below `root`. */
export const isIncluded = ({
  leaf,
  ...claim
}: Omit<InclusionClaim, "leafHash"> & { readonly leaf: Uint8Array }): boolean =>
  includes({ ...claim, leafHash: leafHash(leaf) });
