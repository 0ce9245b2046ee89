import { bytesToHex } from "@noble/hashes/utils.js";
import { fail, ok, type Result } from "../domain/result.ts";
import { canonicalJson, type JsonValue, parseCanonical } from "./canonical-json.ts";
import { formatVkey, type NoteKey, parseVkey } from "./note-key.ts";

/** `trust.json` of docs/specification.md, section 2.3: whose signatures a checkpoint needs. */

export interface Witness {
  readonly key: NoteKey;
  /** Whether it belongs to the government, whose log this is. */
  readonly government: boolean;
}

export interface TrustDocument {
  readonly log: NoteKey;
  readonly witnesses: readonly Witness[];
  /** Of how many witnesses a checkpoint needs the cosignature. */
  readonly quorum: number;
  /** How many of these must not belong to the government. */
  readonly nonGovernment: number;
}

/** RFC 8785 JSON and a line end. */
export function formatTrust({ log, witnesses, quorum, nonGovernment }: TrustDocument): string {
  const members = witnesses.map(({ key, government }) => ({ government, key: formatVkey(key) }));
  const json = { log: formatVkey(log), nonGovernment, quorum, v: 1, witnesses: members };
  return `${canonicalJson(json)}\n`;
}

export function parseTrust(text: string): Result<TrustDocument> {
  const json = text.endsWith("\n") ? parseCanonical(text.slice(0, -1)) : undefined;
  if (json?.ok !== true) return wrongTrust();
  const trust = readTrust(json.value);
  // What else the file may hold would otherwise be believed unread.
  if (trust === undefined || formatTrust(trust) !== text) return wrongTrust();
  return canTrust(trust) ? ok(trust) : wrongTrust();
}

function readTrust(json: JsonValue): TrustDocument | undefined {
  const { log, nonGovernment, quorum, witnesses } = membersOf(json);
  if (!Array.isArray(witnesses) || typeof log !== "string") return undefined;
  if (typeof nonGovernment !== "number" || typeof quorum !== "number") return undefined;
  const logKey = parseVkey(log);
  const read = witnesses.map(readWitness);
  if (!logKey.ok || !read.every((witness) => witness !== undefined)) return undefined;
  return { log: logKey.value, witnesses: read, quorum, nonGovernment };
}

function readWitness(json: JsonValue): Witness | undefined {
  const { government, key } = membersOf(json);
  if (typeof government !== "boolean" || typeof key !== "string") return undefined;
  const read = parseVkey(key);
  return read.ok ? { key: read.value, government } : undefined;
}

function membersOf(json: JsonValue): Readonly<Record<string, JsonValue | undefined>> {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json))
    : {};
}

/** Keys of the right kinds, nobody twice under any name, and a quorum that can be reached. */
function canTrust({ log, witnesses, quorum, nonGovernment }: TrustDocument): boolean {
  const keys = [log, ...witnesses.map(({ key }) => key)];
  const rightTypes = keys.every(({ type }, at) => type === (at === 0 ? "log" : "witness"));
  const names = new Set(keys.map(({ name }) => name));
  const publicKeys = new Set(keys.map(({ publicKey }) => bytesToHex(publicKey)));
  const others = witnesses.filter(({ government }) => !government).length;
  return (
    rightTypes &&
    names.size === keys.length &&
    publicKeys.size === keys.length &&
    quorum >= 1 &&
    quorum <= witnesses.length &&
    nonGovernment >= 0 &&
    nonGovernment <= Math.min(others, quorum)
  );
}

const wrongTrust = (): Result<never> =>
  fail(
    "log.trust",
    "日志与见证方的公钥文件（trust.json）不符合规范。",
    "The file with the keys of the log and its witnesses (trust.json) is not as specified.",
  );
