import { merkleRoot } from "../log/merkle.ts";
import type { Part } from "./encoding.ts";
import { bytesOf, fromHex, tagHash, tagMac, toHex, u16be, u32be, utf8 } from "./encoding.ts";
import { concatBytes } from "@noble/hashes/utils.js";

/**
 * The hashes of the verifiable run, as docs/specification.md defines them. Hashes, pids and
 * secrets go in and out as lower-case hex; `run` is `city/year/phase/attempt`.
 */

/** `rules`: binds the published policy file to the byte; it is not normalised. */
export const policyHash = (source: string): string =>
  toHex(tagHash("xadm/v1/rules", utf8(source)));

export interface RowField {
  readonly name: string;
  readonly value: Part;
}

/** ROW: commits to one version of one child's row without showing any of it. */
export function rowCommitment(
  run: string,
  pid: string,
  fields: readonly RowField[],
  rowSecret: Uint8Array,
): string {
  const pidBytes = fromHex(pid);
  const commitments = fields.map(({ name, value }, index) => {
    const place = u16be(index);
    const salt = tagMac(rowSecret, "xadm/v1/salt", run, pidBytes, place);
    return tagHash("xadm/v1/field", run, pidBytes, place, name, salt, bytesOf(value));
  });
  return toHex(tagHash("xadm/v1/row", run, pidBytes, ...commitments));
}

export interface RollLeaf {
  readonly pid: string;
  /** ROW, 64 hex digits. */
  readonly row: string;
}

/** Merkle root over pid ‖ ROW. Leaves must ascend strictly by pid. */
export function rollRoot(leaves: readonly RollLeaf[]): string {
  leaves.forEach(({ pid }, index) => {
    const before = leaves[index - 1]?.pid;
    if (before !== undefined && before >= pid) throw new Error("the roll is not in strict order");
  });
  return toHex(merkleRoot(leaves.map(({ pid, row }) => concatBytes(fromHex(pid), fromHex(row)))));
}

export const freezeHash = (run: string, rules: string, size: number, root: string): string =>
  toHex(tagHash("xadm/v1/freeze", run, fromHex(rules), u32be(size), fromHex(root)));

/** C_i: binds a contributor to the 32 secret bytes to be revealed later. */
export const contributionCommitment = (
  run: string,
  freeze: string,
  contributor: string,
  secret: string,
): string =>
  toHex(tagHash("xadm/v1/commit", run, fromHex(freeze), contributor, fromHex(secret)));

export interface Contributor {
  readonly id: string;
  readonly commitment: string;
}

/** `cset`: contributors ascending by id. */
export const commitSet = (freeze: string, contributors: readonly Contributor[]): string =>
  toHex(
    tagHash(
      "xadm/v1/commitset",
      fromHex(freeze),
      ...contributors.flatMap(({ id, commitment }): Part[] => [id, fromHex(commitment)]),
    ),
  );

export interface SeedParts {
  readonly run: string;
  readonly freeze: string;
  readonly commitSet: string;
  /** ASCII digits. */
  readonly dice: string;
  /** Hex; empty where the rules name no beacon. */
  readonly beacon: string;
  /** The contributors' secrets, in the order of the commit set. */
  readonly secrets: readonly string[];
}

export const drawSeed = (parts: SeedParts): string =>
  toHex(
    tagHash(
      "xadm/v1/seed",
      parts.run,
      fromHex(parts.freeze),
      fromHex(parts.commitSet),
      parts.dice,
      fromHex(parts.beacon),
      ...parts.secrets.map(fromHex),
    ),
  );
