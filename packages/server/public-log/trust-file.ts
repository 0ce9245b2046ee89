import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { tagHash, toHex } from "@yangguang/core/draw/encoding.ts";
import type { NoteKey } from "@yangguang/core/log/note-key.ts";
import { keyOfSecret, parseVkey } from "@yangguang/core/log/note-key.ts";
import { formatTrust, parseTrust, type TrustDocument } from "@yangguang/core/log/trust.ts";

/** A witness as the bureau set it. */
export interface WitnessSetting {
  /** `http://host:port/prefix`; `/add-checkpoint` is added. */
  readonly url: string;
  readonly key: NoteKey;
  /** Whether it belongs to the government, whose log this is. */
  readonly government: boolean;
}

export interface WitnessSettings {
  readonly witnesses: readonly WitnessSetting[];
  readonly quorum: number;
  /** How many of the quorum must not belong to the government. */
  readonly nonGovernment: number;
}

/** Nobody watches: the log is published with the log's signature alone. */
export const NO_WITNESSES: WitnessSettings = { witnesses: [], quorum: 0, nonGovernment: 0 };

/**
 * Reads the file that `YANGGUANG_WITNESSES` names:
 * `{"quorum":2,"nonGovernment":1,"witnesses":[{"url":"…","key":"<vkey>","government":true},…]}`.
 */
export function parseWitnessSettings(source: string): Result<WitnessSettings> {
  const { quorum, nonGovernment, witnesses } = membersOf(readJson(source));
  if (!Array.isArray(witnesses) || witnesses.length === 0) return wrongFile("witnesses");
  if (!isCount(quorum) || quorum < 1) return wrongFile("quorum");
  if (!isCount(nonGovernment)) return wrongFile("nonGovernment");
  const read: WitnessSetting[] = [];
  for (const [at, each] of witnesses.entries()) {
    const witness = readWitness(each);
    if (witness === undefined) return wrongFile(`witnesses[${at}]`);
    read.push(witness);
  }
  return ok({ witnesses: read, quorum, nonGovernment });
}

function readJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

const membersOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null ? { ...json } : {};

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function readWitness(json: unknown): WitnessSetting | undefined {
  const { url, key, government } = membersOf(json);
  if (typeof url !== "string" || typeof key !== "string") return undefined;
  const address = URL.parse(url);
  const read = parseVkey(key);
  const reachable = address?.protocol === "http:" || address?.protocol === "https:";
  if (!reachable || !read.ok || typeof government !== "boolean") return undefined;
  return { url, key: read.value, government };
}

const wrongFile = (place: string): Result<never> =>
  fail(
    "trust.witnesses",
    `见证方设置文件（YANGGUANG_WITNESSES）有误：${place}。格式见 docs/operations.md。`,
    `The file with the witnesses (YANGGUANG_WITNESSES) is wrong at ${place}; docs/operations.md has its form.`,
    place,
  );

/** Whose signatures the log's checkpoints need, and the file that tells it to everybody. */
export interface Trust {
  readonly document: TrustDocument;
  /** `trust.json`, whole. */
  readonly file: string;
  /** `trust` of docs/specification.md, 64 hex digits. */
  readonly hash: string;
}

/**
 * @param name the log's.
 * @param secretKey the log's, 32 bytes.
 */
export function makeTrust(
  name: string,
  secretKey: Uint8Array,
  { witnesses, quorum, nonGovernment }: WitnessSettings,
): Result<Trust> {
  const document: TrustDocument = {
    log: keyOfSecret(name, "log", secretKey),
    witnesses: witnesses.map(({ key, government }) => ({ key, government })),
    quorum,
    nonGovernment,
  };
  const file = formatTrust(document);
  // Without witnesses there is nothing that a verifier could trust, but still a log to publish.
  if (quorum > 0 && !parseTrust(file).ok) return impossible();
  return ok({ document, file, hash: toHex(tagHash("xadm/v1/trust", file)) });
}

const impossible = (): Result<never> =>
  fail(
    "trust.impossible",
    "见证方设置不成立：名称和公钥不得重复，须用见证方公钥（04 类），法定数不得超过见证方数目，非政府见证方须够数。",
    "These witnesses cannot be: names and keys must differ, keys must be a witness's (type 04), and there must be enough of them for the quorum, and enough that are not of the government.",
  );
