import { fail, ok, type Result } from "../domain/result.ts";
import { fromBase64, readDecimal, toBase64 } from "./bytes.ts";
import { checkQuorum, type Quorum } from "./checkpoint.ts";
import { HASH_SIZE, SHA256_TREE, type TreeHash } from "./tree-hash.ts";
import { includes } from "./tree.ts";
import type { TrustDocument } from "./trust.ts";

/**
 * C2SP tlog-proof without its extra line: that an entry is in the log, for somebody who is offline.
 */
export interface LogProof {
  /** Of the entry. */
  readonly index: number;
  /** Audit path from the leaf's sibling to a child of the root. */
  readonly path: readonly Uint8Array[];
  /** The cosigned checkpoint, a whole note. */
  readonly checkpoint: string;
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1";

/** A tree of more leaves could not be counted. */
const LONGEST_PATH = 63;

export function formatProof({ index, path, checkpoint }: LogProof): string {
  return [FIRST_LINE, `index ${index}`, ...path.map(toBase64), "", checkpoint].join("\n");
}

/** Reads a proof; whether it holds, {@link checkProof} says. */
export function parseProof(text: string): Result<LogProof> {
  const end = text.indexOf("\n\n");
  const [first, indexLine = "", ...hashes] = text.slice(0, Math.max(end, 0)).split("\n");
  const index = indexLine.startsWith("index ") ? readDecimal(indexLine.slice(6)) : undefined;
  const path = parseHashes(hashes);
  if (first !== FIRST_LINE || index === undefined || path === undefined) return wrongProof();
  return ok({ index, path, checkpoint: text.slice(end + 2) });
}

/** Hashes of 32 bytes, one a line; undefined where one is none, or there are more than 63. */
export function parseHashes(lines: readonly string[]): readonly Uint8Array[] | undefined {
  if (lines.length > LONGEST_PATH) return undefined;
  const hashes = lines.map(fromBase64);
  const whole = hashes.filter((hash) => hash?.length === HASH_SIZE);
  return whole.length === lines.length ? whole.filter((hash) => hash !== undefined) : undefined;
}

/** Whether a leaf is where the proof says, below a checkpoint that has a quorum. */
export function checkProof(
  { index, path, checkpoint }: LogProof,
  leafHash: Uint8Array,
  trust: TrustDocument,
  hash: TreeHash = SHA256_TREE,
): Result<Quorum> {
  const quorum = checkQuorum(checkpoint, trust);
  if (!quorum.ok) return quorum;
  const { size, root } = quorum.value.checkpoint;
  if (includes({ leafHash, index, size, proof: path, root }, hash)) return quorum;
  return fail(
    "log.not-included",
    `证明不成立：该记录不在日志第 ${index} 位。`,
    `The proof does not hold: this record is not number ${index} of the log.`,
  );
}

const wrongProof = (): Result<never> =>
  fail(
    "log.proof",
    "不是完整的日志证明（C2SP tlog-proof）：请使用原回执，不要修改。",
    "This is no whole proof from the log (C2SP tlog-proof). Use the original receipt, unchanged.",
  );
