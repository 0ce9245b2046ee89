import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keys derived from the master key (32 bytes). Each record's fields are sealed under a key of the
 * record's own, bound to the field's name, so that one row's bytes are useless in another.
 */
export interface Keyring {
  /** version(1) ‖ nonce(12) ‖ ciphertext ‖ tag(16), AES-256-GCM. */
  seal(recordId: string, field: string, plain: string): Buffer;
  /** Throws if the bytes were not sealed by `seal` for the same record and field. */
  open(recordId: string, field: string, sealed: Uint8Array): string;
  /** Keyed hash by which a value is found without being readable; 32 bytes. */
  blindIndex(purpose: string, value: string): Buffer;
  /** The 32 secret bytes that blind one version of one child's row in the public commitment. */
  rowSecret(run: string, pid: string, version: number): Uint8Array;
  /** The 32 secret bytes of the public log's Ed25519 key. */
  logKey(): Uint8Array;
  /** 48 secret bytes, out of which its SM2 key is made. */
  smLogKey(): Uint8Array;
}

const deriveKey = (master: Uint8Array, info: string, bytes = 32): Buffer =>
  Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `yangguang/v1/${info}`, bytes));

export function makeKeyring(master: Uint8Array): Keyring {
  if (master.length !== 32) throw new Error("the master key must have 32 bytes");
  const recordMaster = deriveKey(master, "record");
  const indexKey = deriveKey(master, "index");
  const rowKey = deriveKey(master, "row");

  const recordKey = (recordId: string): Buffer =>
    createHmac("sha256", recordMaster).update(recordId).digest();

  return {
    seal(recordId, field, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", recordKey(recordId), nonce);
      cipher.setAAD(Buffer.from(field));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, body, cipher.getAuthTag()]);
    },

    open(recordId, field, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== VERSION) throw new Error(`sealed field of unknown version ${bytes[0]}`);
      const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", recordKey(recordId), nonce);
      decipher.setAAD(Buffer.from(field));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      const body = bytes.subarray(1 + NONCE_BYTES, bytes.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },

    blindIndex: (purpose, value) =>
      createHmac("sha256", indexKey).update(`${purpose}\u0000${value}`).digest(),

    rowSecret: (run, pid, version) =>
      createHmac("sha256", rowKey).update(`${run}\u0000${pid}\u0000${version}`).digest(),

    logKey: () => deriveKey(master, "log"),

    smLogKey: () => deriveKey(master, "log-sm2", 48),
  };
}
