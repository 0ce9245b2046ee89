import { fail, ok, type Result } from "../domain/result.ts";
import { fromBase64, readDecimal, toBase64 } from "./bytes.ts";
import {
  checkSignature,
  cosignNote,
  formatNote,
  isBy,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignatures,
  signatureLine,
  signNote,
} from "./note.ts";
import type { NoteKey } from "./note-key.ts";
import { HASH_SIZE } from "./tree-hash.ts";
import type { TrustDocument } from "./trust.ts";

/** Checkpoints of the log: docs/specification.md, section 5.2; C2SP tlog-checkpoint. */

export interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The three lines that are signed. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** Reads the three lines, of which there may be no more. */
export function parseCheckpoint(text: string): Result<Checkpoint> {
  const [origin = "", sizeText = "", rootText = "", end, ...rest] = text.split("\n");
  const size = readDecimal(sizeText);
  const root = fromBase64(rootText);
  const whole = origin !== "" && end === "" && rest.length === 0;
  if (!whole || size === undefined || root?.length !== HASH_SIZE) {
    return fail(
      "log.checkpoint",
      "不是日志检查点：应有三行（日志名称、条目数、根哈希）。",
      "This is no checkpoint of a log: it should have three lines (log, size, root).",
    );
  }
  return ok({ origin, size, root });
}

/** A checkpoint with the note that carries it; no signature of it is checked yet. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

export function parseSignedCheckpoint(noteText: string): Result<SignedCheckpoint> {
  const note = parseNote(noteText);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  return checkpoint.ok ? ok({ checkpoint: checkpoint.value, note: note.value }) : checkpoint;
}

/**
 * The checkpoint as a note with the log's signature.
 *
 * @param secretKey 32 bytes.
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  name: string,
  secretKey: Uint8Array,
): string {
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [signNote(text, name, secretKey)] });
}

/**
 * A witness's signature line under a checkpoint.
 *
 * @param secretKey 32 bytes.
 * @param time seconds since 1970.
 */
export const cosign = (
  checkpoint: Checkpoint,
  name: string,
  secretKey: Uint8Array,
  time: number,
): string => signatureLine(cosignNote(formatCheckpoint(checkpoint), name, secretKey, time));

/**
 * The note with the cosignatures that a witness answered added to it: those by its own key that
 * hold, not those of others (C2SP tlog-witness).
 */
export function addCosignatures(
  noteText: string,
  answer: string,
  witness: NoteKey,
): Result<string> {
  const signed = parseNote(noteText);
  if (!signed.ok) return signed;
  const { text, signatures } = signed.value;
  const good = (parseSignatures(answer) ?? []).filter(
    (signature) => isBy(signature, witness) && checkSignature(text, signature, witness).holds,
  );
  if (good.length > 0) return ok(formatNote({ text, signatures: [...signatures, ...good] }));
  return fail(
    "log.no-cosignature",
    `见证方“${witness.name}”的回复中没有有效的签名。`,
    `The answer of the witness "${witness.name}" holds no valid signature.`,
  );
}

/** A witness whose cosignature holds. */
export interface Cosigner {
  readonly name: string;
  readonly government: boolean;
  /** Seconds since 1970; the earliest, where it signed more than once. */
  readonly time: number;
}

export interface Quorum {
  readonly checkpoint: Checkpoint;
  /** By time. */
  readonly cosigners: readonly Cosigner[];
  /** When the quorum was complete, in seconds since 1970. */
  readonly time: number;
}

/** Whether a checkpoint has a quorum: docs/specification.md, section 5.2. */
export function checkQuorum(noteText: string, trust: TrustDocument): Result<Quorum> {
  const signed = parseSignedCheckpoint(noteText);
  if (!signed.ok) return signed;
  const { checkpoint, note } = signed.value;
  if (checkpoint.origin !== trust.log.name) return wrongOrigin(checkpoint.origin, trust.log.name);
  const log = checkLogSignature(note, trust.log);
  if (!log.ok) return log;
  const found = findCosigners(note, trust);
  if (!found.ok) return found;
  const cosigners = found.value;
  const others = cosigners.filter(({ government }) => !government).length;
  const { time } = cosigners[trust.quorum - 1] ?? {};
  if (time === undefined || others < trust.nonGovernment) {
    return tooFew(cosigners.length, others, trust);
  }
  return ok({ checkpoint, cosigners, time });
}

/** That the log signed, and that everything that it signed holds. */
export function checkLogSignature(note: Note, log: NoteKey): Result<null> {
  const own = note.signatures.filter((signature) => isBy(signature, log));
  if (own.length === 0) {
    return fail(
      "log.unsigned",
      `检查点没有日志“${log.name}”的签名。`,
      `The checkpoint is not signed by the log "${log.name}".`,
    );
  }
  const wrong = own.some((signature) => !checkSignature(note.text, signature, log).holds);
  return wrong ? wrongSignature(log.name) : ok(null);
}

function findCosigners(note: Note, { witnesses }: TrustDocument): Result<readonly Cosigner[]> {
  const cosigners: Cosigner[] = [];
  for (const { key, government } of witnesses) {
    const times = timesOf(
      note.text,
      note.signatures.filter((one) => isBy(one, key)),
      key,
    );
    if (times === undefined) return wrongSignature(key.name);
    if (times.length > 0) cosigners.push({ name: key.name, government, time: Math.min(...times) });
  }
  return ok(cosigners.toSorted((left, right) => left.time - right.time));
}

/** Undefined where one of them does not hold. */
function timesOf(
  text: string,
  signatures: readonly NoteSignature[],
  key: NoteKey,
): readonly number[] | undefined {
  const times: number[] = [];
  for (const signature of signatures) {
    const checked = checkSignature(text, signature, key);
    if (!checked.holds || checked.time === undefined) return undefined;
    times.push(checked.time);
  }
  return times;
}

const wrongSignature = (name: string): Result<never> =>
  fail(
    "log.bad-signature",
    `“${name}”在检查点上的签名无效。`,
    `The signature of "${name}" under the checkpoint does not hold.`,
  );

const wrongOrigin = (found: string, expected: string): Result<never> =>
  fail(
    "log.origin",
    `检查点属于另一个日志：应为“${expected}”，实为“${found}”。`,
    `The checkpoint is of another log: "${found}" instead of "${expected}".`,
  );

const tooFew = (found: number, others: number, trust: TrustDocument): Result<never> =>
  fail(
    "log.quorum",
    `见证方签名不足：需要 ${trust.quorum} 个（其中非政府至少 ${trust.nonGovernment} 个），` +
      `实有 ${found} 个（非政府 ${others} 个）。`,
    `Too few witnesses have signed: ${trust.quorum} are needed, ${trust.nonGovernment} of them ` +
      `not of the government; ${found} have, ${others} of them not of the government.`,
  );
