import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { fail, ok, type Result } from "../domain/result.ts";
import { fromBase64, readU64be, toBase64, u64be, utf8 } from "./bytes.ts";
import { hasControl, holds, isKeyName, keyOfSecret, type NoteKey } from "./note-key.ts";

/** C2SP signed-note: a text, an empty line, and lines with the signatures of the text. */

export interface NoteSignature {
  readonly name: string;
  /** Of the key, 8 hex digits. */
  readonly keyId: string;
  /** What stands after the key's id; its form depends on the key's type. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** With its last line end. */
  readonly text: string;
  /** At least one. */
  readonly signatures: readonly NoteSignature[];
}

/** So that nobody can make a verifier check signatures for hours. */
const MOST_SIGNATURES = 100;

export const formatNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(signatureLine).join("")}`;

/** `— <name> <base64(key id ‖ signature)>` and a line end. */
export const signatureLine = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${toBase64(concatBytes(hexToBytes(keyId), signature))}\n`;

export function parseNote(note: string): Result<Note> {
  const end = note.lastIndexOf("\n\n");
  // Half a surrogate pair has no UTF-8.
  if (end < 0 || hasControl(note.replaceAll("\n", "")) || !note.isWellFormed()) return wrongNote();
  const signatures = parseSignatures(note.slice(end + 2));
  return signatures === undefined ? wrongNote() : ok({ text: note.slice(0, end + 1), signatures });
}

/** Signature lines, each with its line end; undefined where there is none, or something else. */
export function parseSignatures(lines: string): readonly NoteSignature[] | undefined {
  if (!lines.endsWith("\n")) return undefined;
  const signatures = lines.slice(0, -1).split("\n").map(parseSignature);
  if (signatures.length > MOST_SIGNATURES) return undefined;
  return signatures.every((signature) => signature !== undefined) ? signatures : undefined;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [mark, name = "", base64 = "", ...rest] = line.split(" ");
  const bytes = fromBase64(base64);
  if (mark !== "—" || rest.length > 0 || !isKeyName(name)) return undefined;
  if (bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

const wrongNote = (): Result<never> =>
  fail(
    "log.note",
    "不是完整的签名文本（C2SP signed-note）：请使用原文件，不要修改。",
    "This is no whole signed note (C2SP signed-note). Use the original file, unchanged.",
  );

/**
 * A log's signature of a text that ends with a line end.
 *
 * @param secretKey 32 bytes.
 */
export function signNote(text: string, name: string, secretKey: Uint8Array): NoteSignature {
  const { id } = keyOfSecret(name, "log", secretKey);
  return { name, keyId: id, signature: ed25519.sign(utf8(text), secretKey) };
}

/**
 * A witness's cosignature of a text (C2SP tlog-cosignature, cosignature/v1).
 *
 * @param secretKey 32 bytes.
 * @param time seconds since 1970.
 */
export function cosignNote(
  text: string,
  name: string,
  secretKey: Uint8Array,
  time: number,
): NoteSignature {
  const { id } = keyOfSecret(name, "witness", secretKey);
  const signature = ed25519.sign(cosignedMessage(text, time), secretKey);
  return { name, keyId: id, signature: concatBytes(u64be(time), signature) };
}

const cosignedMessage = (text: string, time: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** What a known key's signature turned out to be. */
export type Checked =
  | { readonly holds: false }
  /** `time`, in seconds since 1970, stands in a witness's cosignature only. */
  | { readonly holds: true; readonly time: number | undefined };

/** Whether a signature is by this key: its name and its id are the key's. */
export const isBy = (signature: NoteSignature, key: NoteKey): boolean =>
  signature.name === key.name && signature.keyId === key.id;

/** Checks a signature that {@link isBy} the key. */
export function checkSignature(text: string, { signature }: NoteSignature, key: NoteKey): Checked {
  if (key.type === "log") {
    const good = holds(signature, utf8(text), key.publicKey);
    return good ? { holds: true, time: undefined } : { holds: false };
  }
  const time = signature.length === 72 ? readU64be(signature) : undefined;
  if (time === undefined) return { holds: false };
  const message = cosignedMessage(text, time);
  return holds(signature.subarray(8), message, key.publicKey)
    ? { holds: true, time }
    : { holds: false };
}
