import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { canonicalJson } from "./canonical-json.ts";

/** The entries of a run in the public log: docs/specification.md, section 6. */

type Check<Value> = (value: unknown) => value is Value;

const hex =
  (bytes: number): Check<string> =>
  (value): value is string =>
    typeof value === "string" && value.length === 2 * bytes && !/[^0-9a-f]/.test(value);

const words: Check<string> = (value): value is string =>
  typeof value === "string" && value.trim() !== "" && value.isWellFormed();

const ID = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const id: Check<string> = (value): value is string => typeof value === "string" && ID.test(value);

const integer =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value): value is number =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;

const bit: Check<0 | 1> = (value): value is 0 | 1 => value === 0 || value === 1;

const digits: Check<string> = (value): value is string =>
  typeof value === "string" && /^[0-9]+$/.test(value);

const list =
  <Item>(item: Check<Item>): Check<readonly Item[]> =>
  (value): value is readonly Item[] =>
    Array.isArray(value) && value.length > 0 && value.every(item);

const twoPeople: Check<readonly [string, string]> = (value): value is readonly [string, string] =>
  list(words)(value) && value.length === 2 && value[0] !== value[1];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const byId =
  <Value>(item: Check<Value>): Check<Readonly<Record<string, Value>>> =>
  (value): value is Readonly<Record<string, Value>> =>
    isObject(value) && Object.entries(value).every(([key, each]) => id(key) && item(each));

const hash = hex(32);
const signature = hex(64);

/** By `t`, what the other keys but `run` hold. */
const SHAPES = {
  open: { build: hash, plan: hash, rules: hash, trust: hash },
  app: { c: hash },
  contributor: { box: hash, id, key: hash },
  /** `n` goes into hashes as four bytes. */
  freeze: {
    by: twoPeople,
    counts: byId(integer(0)),
    freeze: hash,
    holders: hash,
    n: integer(0, 0xffff_ffff),
    roll: hash,
  },
  /** A box: ephemeral key, sealed share, tag. */
  commit: { a: list(hash), boxes: byId(hex(32 + 32 + 16)), c: hash, id, sig: signature },
  share: { c: hash, from: id, id, ok: bit, sig: signature },
  cset: { cset: hash, ids: list(id) },
  dice: { dice: digits, readers: twoPeople },
  reveal: { id, r: hash, sig: signature },
  "opened-share": { id, of: id, share: hash, sig: signature },
  recover: { id, r: hash },
  /** A compressed point of BLS12-381's G1. */
  beacon: { round: integer(1), sig: hex(48) },
  seed: { seed: hash },
  outcome: { build: hash, cutoffs: hash, full: hash, placements: hash, placed: integer(0) },
  announce: {},
  void: { by: twoPeople, reason: words },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Check<unknown>>>>>;

export type EntryType = keyof typeof SHAPES;

type Read<Shape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends Check<infer Value> ? Value : never;
};

export type LogEntry = {
  readonly [T in EntryType]: Read<(typeof SHAPES)[T]> & { readonly run: string; readonly t: T };
}[EntryType];

/** The entries of these types; hashes, keys, points and scalars are lower-case hex. */
export type EntryOf<T extends EntryType> = Extract<LogEntry, { readonly t: T }>;

/** `city/year/phase/attempt`, in normal form C: two runs never hash alike. */
const isRun = (value: unknown): value is string =>
  typeof value === "string" &&
  /^[^/\s]+\/[^/\s]+\/[^/\s]+\/[1-9][0-9]*$/.test(value) &&
  value.isWellFormed() &&
  value.normalize("NFC") === value;

const isEntryType = (value: unknown): value is EntryType =>
  typeof value === "string" && Object.hasOwn(SHAPES, value);

/** An entry from parsed JSON: no other keys, none missing, every value of its form. */
export function readEntry(json: unknown): Result<LogEntry> {
  if (!isObject(json)) {
    return fail(
      "entry.not-an-object",
      "日志条目应是一个JSON对象。",
      "A log entry is one JSON object.",
    );
  }
  const { t, run } = json;
  if (!isEntryType(t)) {
    return fail(
      "entry.unknown-type",
      "没有这种日志条目。",
      "There is no log entry of this type.",
      "t",
    );
  }
  if (!isRun(run)) return wrongValue(t, "run");
  const checks: Readonly<Record<string, Check<unknown>>> = SHAPES[t];
  const unknown = Object.keys(json).find(
    (key) => key !== "t" && key !== "run" && !Object.hasOwn(checks, key),
  );
  if (unknown !== undefined) {
    return fail(
      "entry.unknown-key",
      `“${t}”条目不应有“${unknown}”一项。`,
      `A “${t}” entry has no key “${unknown}”.`,
      unknown,
    );
  }
  const wrong = Object.entries(checks).find(
    ([key, check]) => !Object.hasOwn(json, key) || !check(json[key]),
  );
  // Every key of the type has been checked, and there is no other.
  return wrong === undefined ? ok(json as unknown as LogEntry) : wrongValue(t, wrong[0]);
}

const wrongValue = (type: EntryType, key: string): Result<never> =>
  fail(
    "entry.value",
    `“${type}”条目的“${key}”缺失或格式不对。`,
    `“${key}” of a “${type}” entry is missing or not of its form.`,
    key,
  );

/** The entry as it stands in the log: RFC 8785 JSON. Its UTF-8 is what the leaf hashes. */
export const entryText = (entry: LogEntry): string => canonicalJson(entry);
