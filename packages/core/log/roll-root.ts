import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { merkleRoot } from "./merkle.ts";

export interface RollLeaf {
  /** 32 hex digits. */
  readonly pid: string;
  /** ROW of docs/specification.md, 64 hex digits. */
  readonly row: string;
}

/** The bytes that stand for one child in the roll's tree: pid ‖ ROW, 48 bytes. */
export function rollLeaf({ pid, row }: RollLeaf): Uint8Array {
  if (!/^[0-9a-f]{32}$/.test(pid) || !/^[0-9a-f]{64}$/.test(row)) {
    throw new Error(`no leaf of a roll: pid "${pid.slice(0, 40)}", row "${row.slice(0, 80)}"`);
  }
  return concatBytes(hexToBytes(pid), hexToBytes(row));
}

/**
 * `roll` of docs/specification.md: the Merkle root over all leaves, 64 hex digits.
 *
 * @throws unless the leaves ascend strictly by pid: no child stands on a roll twice.
 */
export function rollRoot(leaves: readonly RollLeaf[]): string {
  for (const [index, { pid }] of leaves.entries()) {
    const before = leaves[index - 1]?.pid;
    if (before !== undefined && before >= pid) throw new Error("the roll is not in strict order");
  }
  return bytesToHex(merkleRoot(leaves.map(rollLeaf)));
}
