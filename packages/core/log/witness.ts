import { fail, type Failure, failure, ok, type Result } from "../domain/result.ts";
import { equalBytes, readDecimal, toBase64 } from "./bytes.ts";
import { type Checkpoint, checkLogSignature, parseSignedCheckpoint } from "./checkpoint.ts";
import type { NoteKey } from "./note-key.ts";
import { parseHashes } from "./proof.ts";
import { SHA256_TREE, type TreeHash } from "./tree-hash.ts";
import { isConsistent } from "./tree.ts";

/** What a witness decides, apart from storing and signing: C2SP tlog-witness, add-checkpoint. */

/** The newest tree that the witness has cosigned. */
export interface WitnessState {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface AddCheckpoint {
  /** Size of the tree that the log believes the witness to know; 0 for none. */
  readonly oldSize: number;
  /** That the checkpoint's tree begins with the old one. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint as a note with the log's signature. */
  readonly checkpoint: string;
}

/** The body of a request: `old <size>`, the proof's hashes, an empty line, the checkpoint. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return [`old ${oldSize}`, ...proof.map(toBase64), "", checkpoint].join("\n");
}

export function parseAddCheckpoint(body: string): Result<AddCheckpoint> {
  const end = body.indexOf("\n\n");
  const [oldLine = "", ...hashes] = body.slice(0, Math.max(end, 0)).split("\n");
  const oldSize = oldLine.startsWith("old ") ? readDecimal(oldLine.slice(4)) : undefined;
  const proof = parseHashes(hashes);
  if (oldSize !== undefined && proof !== undefined) {
    return ok({ oldSize, proof, checkpoint: body.slice(end + 2) });
  }
  return fail(
    "witness.request",
    "请求格式有误：应为“old 条目数”、一致性证明、空行和检查点。",
    'The request is malformed: it should be "old <size>", the proof, an empty line, the checkpoint.',
  );
}

/** `status` is the HTTP status that C2SP tlog-witness demands. */
export type WitnessDecision =
  | {
      readonly kind: "cosign";
      /** To be stored in place of the state that was judged, in one step, before it is signed. */
      readonly checkpoint: Checkpoint;
    }
  | {
      readonly kind: "conflict";
      readonly status: 409;
      /** Size of the tree that the witness knows: the body of the answer. */
      readonly knownSize: number;
      readonly failure: Failure;
    }
  | {
      readonly kind: "refuse";
      readonly status: 400 | 403 | 404 | 422;
      readonly failure: Failure;
    };

/**
 * Whether the witness may cosign.
 *
 * @param state undefined as long as it has cosigned nothing.
 * @param body the request's.
 * @param log whose checkpoints it cosigns.
 */
export function judgeAddCheckpoint(
  state: WitnessState | undefined,
  body: string,
  log: NoteKey,
  hash: TreeHash = SHA256_TREE,
): WitnessDecision {
  const request = parseAddCheckpoint(body);
  if (!request.ok) return refuse(400, request.error);
  const signed = parseSignedCheckpoint(request.value.checkpoint);
  if (!signed.ok) return refuse(400, signed.error);
  const { checkpoint, note } = signed.value;
  if (checkpoint.origin !== log.name) return refuse(404, unknownLog(checkpoint.origin));
  const signature = checkLogSignature(note, log);
  if (!signature.ok) return refuse(403, signature.error);
  return judgeGrowth(state ?? { size: 0, root: hash.empty }, request.value, checkpoint, hash);
}

/** Whether a checkpoint, which the log did sign, goes on from what the witness knows. */
function judgeGrowth(
  known: WitnessState,
  { oldSize, proof }: AddCheckpoint,
  checkpoint: Checkpoint,
  hash: TreeHash,
): WitnessDecision {
  const { size, root } = checkpoint;
  if (oldSize > size) return refuse(400, shrinking(oldSize, size));
  if (oldSize !== known.size) return conflict(known.size, otherSize(oldSize, known.size));
  if (size === known.size && !equalBytes(root, known.root)) {
    return conflict(known.size, forked(size));
  }
  const claim = { oldSize, oldRoot: known.root, size, root, proof };
  return isConsistent(claim, hash)
    ? { kind: "cosign", checkpoint }
    : refuse(422, inconsistent(oldSize, size));
}

const refuse = (status: 400 | 403 | 404 | 422, failure: Failure): WitnessDecision => ({
  kind: "refuse",
  status,
  failure,
});

const conflict = (knownSize: number, failure: Failure): WitnessDecision => ({
  kind: "conflict",
  status: 409,
  knownSize,
  failure,
});

const unknownLog = (origin: string): Failure =>
  failure(
    "witness.unknown-log",
    `本见证方不为日志“${origin}”签名。`,
    `This witness does not sign for the log "${origin}".`,
  );

const shrinking = (oldSize: number, size: number): Failure =>
  failure(
    "witness.shrinking",
    `请求有误：原有 ${oldSize} 条，检查点只有 ${size} 条。`,
    `The request says that there were ${oldSize} entries; the checkpoint has ${size} only.`,
  );

const otherSize = (oldSize: number, knownSize: number): Failure =>
  failure(
    "witness.other-size",
    `本见证方上次签名时有 ${knownSize} 条，而不是 ${oldSize} 条：请据此重新证明。`,
    `This witness last signed ${knownSize} entries, not ${oldSize}: prove the growth from there.`,
  );

const forked = (size: number): Failure =>
  failure(
    "witness.forked",
    `日志分叉：同为 ${size} 条，根哈希与本见证方已签名的不同。`,
    `The log has forked: another root of ${size} entries than this witness has signed.`,
  );

const inconsistent = (oldSize: number, size: number): Failure =>
  failure(
    "witness.inconsistent",
    `一致性证明不成立：前 ${oldSize} 条与本见证方已签名的不同，或证明有误（共 ${size} 条）。`,
    `The proof does not hold: of the ${size} entries, the first ${oldSize} are not those signed ` +
      "by this witness, or the proof is wrong.",
  );
