import { createHash, randomBytes } from "node:crypto";
import { chmod, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { fromBase64, toBase64 } from "@yangguang/core/log/bytes.ts";
import { parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { isKeyName, keyOfSecret, type NoteKey } from "@yangguang/core/log/note-key.ts";
import { claimDataDirectory } from "../database/data-directory.ts";
import { readOrCreateSecret } from "../database/secret-file.ts";
import { writeAtomically } from "../public-log/atomic-file.ts";
import type { Cosigned, WitnessStore } from "./witness.ts";

/** A witness's folder, ours alone until it is released: its key, what it signed, and evidence. */
export interface WitnessFolder {
  readonly secretKey: Uint8Array;
  readonly store: WitnessStore;
  /** How many notes of forked logs it holds. */
  readonly evidence: () => Promise<number>;
  readonly release: () => void;
}

/** Nobody can fill the disk with forks. */
const MOST_EVIDENCE = 100;

/** The witness type of C2SP signed-note: the first byte of the key as it is kept. */
const WITNESS_TYPE = 0x04;

/**
 * Takes a witness's folder, with a new key at the first start.
 *
 * @param name the witness's; the folder must not belong to another.
 */
export async function openWitnessFolder(
  path: string,
  name: string,
): Promise<Result<WitnessFolder>> {
  if (!isKeyName(name)) return wrongName();
  const claimed = await claimDataDirectory(path, () => undefined);
  if (!claimed.ok) return claimed.error.code === "data.in-use" ? inUse(path) : claimed;
  const { release } = claimed.value;
  const secretKey = await ownKey(join(path, "key"), name);
  if (!secretKey.ok) {
    release();
    return secretKey;
  }
  const evidenceFolder = join(path, "evidence");
  return ok({
    secretKey: secretKey.value,
    store: {
      load: (log) => loadState(statePath(path, log)),
      save: (log, cosigned) => writeAtomically(statePath(path, log), stateBytes(cosigned), 0o600),
      keepEvidence: async (_, note) => {
        if ((await namesIn(evidenceFolder)).length >= MOST_EVIDENCE) return;
        const file = `${createHash("sha256").update(note).digest("hex").slice(0, 16)}.txt`;
        await writeAtomically(join(evidenceFolder, file), Buffer.from(note));
      },
    },
    evidence: async () => (await namesIn(evidenceFolder)).length,
    release,
  });
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/** Kept as Go's note package keeps signers: `PRIVATE+KEY+<name>+<key id>+<base64(type ‖ secret)>`. */
async function ownKey(path: string, name: string): Promise<Result<Uint8Array>> {
  const line = await readOrCreateSecret(path, () => keyLine(name, randomBytes(32)));
  await chmod(path, 0o600);
  const [, owner, , base64 = ""] =
    /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)\n$/.exec(line) ?? [];
  const [type, ...secret] = fromBase64(base64) ?? [];
  const secretKey = Uint8Array.from(secret);
  if (owner === undefined || type !== WITNESS_TYPE || secretKey.length !== 32) return noKey(path);
  if (line !== keyLine(owner, secretKey)) return noKey(path);
  return owner === name ? ok(secretKey) : otherName(path, owner);
}

function keyLine(name: string, secretKey: Uint8Array): string {
  const { id } = keyOfSecret(name, "witness", secretKey);
  const bytes = Buffer.concat([Buffer.from([WITNESS_TYPE]), secretKey]);
  return `PRIVATE+KEY+${name}+${id}+${toBase64(bytes)}\n`;
}

/** By the key, too: a log of the same name under another key is another log. */
const statePath = (folder: string, { name, publicKey }: NoteKey): string => {
  const hash = createHash("sha256").update(`${name}\n`).update(publicKey).digest("hex");
  return join(folder, `cosigned-${hash.slice(0, 16)}.json`);
};

const stateBytes = ({ note, time }: Cosigned): Uint8Array =>
  Buffer.from(`${JSON.stringify({ time, note }, null, 1)}\n`);

/** @throws on a file that cannot be read: to begin anew would be to forget. */
async function loadState(path: string): Promise<Cosigned | undefined> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (there === undefined) return undefined;
  const { note, time } = JSON.parse(await readFile(path, "utf8")) as Partial<Cosigned>;
  const signed = parseSignedCheckpoint(note ?? "");
  if (!signed.ok || note === undefined || !Number.isSafeInteger(time)) {
    throw new Error(`${path} is damaged: restore it, the witness must not forget what it signed`);
  }
  const { size, root } = signed.value.checkpoint;
  return { note, size, root, time: Number(time) };
}

const inUse = (path: string): Result<never> =>
  fail(
    "witness.in-use",
    `见证方目录 ${path} 正被另一个进程使用：同一把密钥不得同时运行两处。`,
    `The witness's folder ${path} is in use by another process: one key must not run twice.`,
  );

const wrongName = (): Result<never> =>
  fail(
    "witness.name",
    "见证方名称不得为空，也不得含空格和“+”，例如 notary.example.cn。",
    "A witness's name is not empty and holds neither spaces nor “+”, such as notary.example.cn.",
  );

const noKey = (path: string): Result<never> =>
  fail(
    "witness.key",
    `${path} 不是有效的见证方密钥，请从备份恢复。`,
    `${path} is no witness's key; restore it from the backup.`,
  );

const otherName = (path: string, owner: string): Result<never> =>
  fail(
    "witness.other-name",
    `${path} 属于见证方“${owner}”，请用该名称，或换一个目录。`,
    `${path} belongs to the witness "${owner}": use that name, or another folder.`,
  );
