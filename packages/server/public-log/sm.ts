import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail } from "@yangguang/core/domain/result.ts";
import {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
} from "@yangguang/core/log/checkpoint.ts";
import { formatNote, parseNote } from "@yangguang/core/log/note.ts";
import { type TreeHash, treeHash } from "@yangguang/core/log/tree-hash.ts";

/**
 * The checkpoint in the algorithms of Chinese standards: a tree over SM3 (GB/T 32905) signed with
 * SM2 (GB/T 32918). OpenSSL's SM2 takes the signer's identifier as empty, and Node cannot set
 * another; `openssl dgst -sm3 -verify checkpoint-sm.pem` checks the signature.
 */

export const SM3_TREE: TreeHash = treeHash((bytes) => createHash("sm3").update(bytes).digest());

/** C2SP signed-note: 0xff and a name of one's own for a type of signature that has no number. */
const TYPE = Buffer.concat([Buffer.of(0xff), Buffer.from("sm2-with-sm3")]);

/** Order of the group of SM2's curve, GB/T 32918.5. */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** PKCS #8 of an SM2 key up to its 32 bytes: version, algorithm (id-ecPublicKey, SM2), ECPrivateKey. */
const PKCS8_PREFIX = Buffer.from(
  "3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420",
  "hex",
);

/**
 * An SM2 key out of secret bytes.
 *
 * Node makes two kinds of keys on this curve: one that it generated signs with ECDSA, one that was
 * imported with SM2.
 *
 * @param secret at least 40 bytes, so that all keys are about equally likely.
 */
export function sm2Key(secret: Uint8Array): KeyObject {
  const wide = BigInt(`0x${Buffer.from(secret).toString("hex")}`);
  const scalar = (wide % (ORDER - 2n)) + 1n;
  const bytes = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const key = Buffer.concat([PKCS8_PREFIX, bytes]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

/** The public half, as it is published beside the checkpoint: PEM. */
export const sm2PublicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: "spki", format: "pem" }).toString();

/** First four bytes of SM3(name ‖ 0x0a ‖ type ‖ the key as SubjectPublicKeyInfo), as hex. */
function keyIdOf(name: string, publicKey: KeyObject): string {
  const spki = publicKey.export({ type: "spki", format: "der" });
  const hash = createHash("sm3").update(`${name}\n`).update(TYPE).update(spki).digest("hex");
  return hash.slice(0, 8);
}

/** The checkpoint as a note; its signature is DER. */
export function signSmCheckpoint(checkpoint: Checkpoint, key: KeyObject): string {
  const text = formatCheckpoint(checkpoint);
  const name = checkpoint.origin;
  const keyId = keyIdOf(name, createPublicKey(key));
  const signature = sign("sm3", Buffer.from(text), key);
  return formatNote({ text, signatures: [{ name, keyId, signature }] });
}

/** The checkpoint of a note, if the key of that PEM has signed it. */
export function checkSmCheckpoint(noteText: string, pem: string): Result<Checkpoint> {
  const note = parseNote(noteText);
  if (!note.ok) return note;
  const { text, signatures } = note.value;
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint.ok) return checkpoint;
  const { origin } = checkpoint.value;
  const holds = signatures.some(({ name, keyId, signature }) => {
    const key = readPublicKey(pem);
    if (key === undefined || name !== origin || keyId !== keyIdOf(origin, key)) return false;
    return verify("sm3", Buffer.from(text), key, signature);
  });
  return holds ? checkpoint : wrongSignature();
}

function readPublicKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

const wrongSignature = (): Result<never> =>
  fail(
    "log.sm-signature",
    "国密检查点（checkpoint-sm）的签名无效。",
    "The signature of the SM2 checkpoint (checkpoint-sm) does not hold.",
  );
