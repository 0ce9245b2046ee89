import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import { fail, ok, type Result } from "../domain/result.ts";
import { fromBase64, toBase64, utf8 } from "./bytes.ts";

/** Keys of C2SP signed-note: a name and an Ed25519 key that signs in one of two ways. */

/** The type byte: a log's signature of the text, or a witness's cosignature with its time. */
export const SIGNATURE_TYPE = { log: 0x01, witness: 0x04 } as const;

export type SignatureType = keyof typeof SIGNATURE_TYPE;

export interface NoteKey {
  readonly name: string;
  readonly type: SignatureType;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
  /** 8 hex digits. */
  readonly id: string;
}

/** Not empty, without control characters, spaces of any script and `+`. */
export const isKeyName = (name: string): boolean =>
  name.isWellFormed() && !hasControl(name) && /^[^\p{White_Space}+]+$/u.test(name);

/** Whether a text holds a control character, one below U+0020. */
export const hasControl = (text: string): boolean =>
  text.split("").some((character) => character < " ");

/** @throws on a name that is none, or a key that is not of 32 bytes. */
export function noteKey(name: string, type: SignatureType, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new Error(`no name of a key: "${name.slice(0, 80)}"`);
  if (publicKey.length !== 32) throw new Error("an Ed25519 key has 32 bytes");
  const typeByte = Uint8Array.of(SIGNATURE_TYPE[type]);
  const hash = sha256(concatBytes(utf8(`${name}\n`), typeByte, publicKey));
  return { name, type, publicKey, id: bytesToHex(hash.subarray(0, 4)) };
}

/** The key that belongs to 32 secret bytes. */
export const keyOfSecret = (name: string, type: SignatureType, secretKey: Uint8Array): NoteKey =>
  noteKey(name, type, ed25519.getPublicKey(secretKey));

/** `<name>+<key id>+<base64(type byte ‖ public key)>`. */
export function formatVkey({ name, type, publicKey, id }: NoteKey): string {
  const bytes = concatBytes(Uint8Array.of(SIGNATURE_TYPE[type]), publicKey);
  return `${name}+${id}+${toBase64(bytes)}`;
}

export function parseVkey(text: string): Result<NoteKey> {
  const [, name = "", id, base64 = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const [typeByte, ...publicKey] = fromBase64(base64) ?? [];
  const type = typeByte === undefined ? undefined : TYPES.get(typeByte);
  if (type === undefined || publicKey.length !== 32 || !isKeyName(name)) return wrongVkey();
  const key = noteKey(name, type, Uint8Array.from(publicKey));
  return key.id === id ? ok(key) : wrongVkey();
}

const TYPES: ReadonlyMap<number, SignatureType> = new Map([
  [SIGNATURE_TYPE.log, "log"],
  [SIGNATURE_TYPE.witness, "witness"],
]);

const wrongVkey = (): Result<never> =>
  fail(
    "log.vkey",
    "不是有效的验证公钥：应为“名称+编号+公钥”，请完整复制。",
    "This is no verification key: it should be name+id+key. Copy the whole of it.",
  );

/**
 * Ed25519 of RFC 8032: encodings must be canonical, keys of small order hold nothing, the equation
 * is the one with the cofactor.
 */
export function holds(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return (
    signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false })
  );
}
