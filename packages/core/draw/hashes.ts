import type { Part } from "./encoding.ts";
import {
  bytesOf,
  hashBytes,
  macUnder,
  pidBytes,
  tagHash,
  toHex,
  u16be,
  u32be,
  utf8,
} from "./encoding.ts";

/**
 * The hashes of the verifiable run, as docs/specification.md defines them. Hashes, pids and
 * secrets go in and out as lower-case hex; `run` is `city/year/phase/attempt`.
 */

/** `rules`: binds the published policy file to the byte; it is not normalised. */
export const policyHash = (source: string): string => toHex(tagHash("xadm/v1/rules", utf8(source)));

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
  if (rowSecret.length !== 32) throw new Error("a row's secret is 32 bytes");
  const [runPart, pidPart, mac] = [bytesOf(run), pidBytes(pid), macUnder(rowSecret)];
  const commitments = fields.map(({ name, value }, index) => {
    const place = u16be(index);
    const salt = mac("xadm/v1/salt", runPart, pidPart, place);
    return tagHash("xadm/v1/field", runPart, pidPart, place, name, salt, value);
  });
  return toHex(tagHash("xadm/v1/row", runPart, pidPart, ...commitments));
}

/** `freeze`: binds the run to its rules (`policyHash`) and its roll (`rollRoot`, number of rows). */
export const freezeHash = (run: string, rules: string, size: number, root: string): string =>
  toHex(tagHash("xadm/v1/freeze", run, hashBytes(rules), u32be(size), hashBytes(root)));

/** C_i: binds a contributor to the 32 secret bytes to be revealed later. */
export const contributionCommitment = (
  run: string,
  freeze: string,
  contributor: string,
  secret: string,
): string =>
  toHex(tagHash("xadm/v1/commit", run, hashBytes(freeze), contributor, hashBytes(secret)));

export interface Contributor {
  readonly id: string;
  readonly commitment: string;
}

/**
 * `cset`: closes the circle of contributors.
 *
 * @throws unless there is one at least, and their ids ascend strictly by code point.
 */
export function commitSet(freeze: string, contributors: readonly Contributor[]): string {
  if (contributors.length === 0) throw new Error("a draw needs a contributor");
  for (const [index, { id }] of contributors.entries()) {
    const before = contributors[index - 1];
    // The bytes of UTF-8 have the order of the code points, and so have their hex digits.
    if (before !== undefined && toHex(bytesOf(before.id)) >= toHex(bytesOf(id))) {
      throw new Error(`the contributors are not in strict order: "${before.id}", "${id}"`);
    }
  }
  const parts = contributors.flatMap(({ id, commitment }): Part[] => [id, hashBytes(commitment)]);
  return toHex(tagHash("xadm/v1/commitset", hashBytes(freeze), ...parts));
}

/** A contributor whose secret has been revealed. */
interface Contribution extends Contributor {
  readonly secret: string;
}

export interface SeedParts {
  readonly run: string;
  readonly freeze: string;
  readonly commitSet: string;
  /** ASCII digits, as `parseDice` gives them. */
  readonly dice: string;
  /** 32 bytes in hex; empty where the rules name no beacon. */
  readonly beacon: string;
  /** In the order of the commit set. */
  readonly contributions: readonly Contribution[];
}

/**
 * `seed`: what every lot of the run derives from.
 *
 * @throws where a secret is not the one committed to, or the contributors are not those of the
 * commit set: such a draw is void.
 */
export function drawSeed(parts: SeedParts): string {
  const { run, freeze, contributions } = parts;
  for (const { id, commitment, secret } of contributions) {
    if (contributionCommitment(run, freeze, id, secret) !== commitment) {
      throw new Error(`the secret of "${id}" is not the one committed to`);
    }
  }
  if (commitSet(freeze, contributions) !== parts.commitSet) {
    throw new Error("the contributors are not those of the commit set");
  }
  return toHex(
    tagHash(
      "xadm/v1/seed",
      run,
      hashBytes(freeze),
      hashBytes(parts.commitSet),
      parts.dice,
      parts.beacon === "" ? new Uint8Array() : hashBytes(parts.beacon),
      ...contributions.map(({ secret }) => hashBytes(secret)),
    ),
  );
}
