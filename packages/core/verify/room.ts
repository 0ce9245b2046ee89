import { pointsOf } from "../domain/points.ts";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { textOf } from "../log/bytes.ts";
import type { JsonValue } from "../log/canonical-json.ts";
import { parseCanonical } from "../log/canonical-json.ts";
import type { Policy } from "../policy/document.ts";
import { rowFields } from "../season/commitments.ts";
import type { RollRow } from "../season/roll.ts";
import type { JsonObject } from "./read-json.ts";
import { hasKeys, isHex, isObject } from "./read-json.ts";

/** rows.jsonl of the supervised room (docs/specification.md, section 15). */

export type OpenedField = readonly [name: string, value: string];

/** A row with its fields and its secret (64 hex digits). */
export interface OpenedRow {
  readonly pid: string;
  readonly secret: string;
  readonly fields: readonly OpenedField[];
}

const isField = (value: JsonValue): value is JsonValue & OpenedField =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");

/** A row's pid, secret and fields, among whatever keys the object has besides. */
export function readOpenedRow(value: JsonObject): OpenedRow | undefined {
  const { fields, pid, secret } = value;
  if (!isHex(pid, 16) || !isHex(secret, 32) || !Array.isArray(fields)) return undefined;
  return fields.every(isField) ? { pid, secret, fields } : undefined;
}

export function readRows(bytes: Uint8Array): Result<readonly OpenedRow[]> {
  const lines = textOf(bytes)?.split("\n");
  if (lines?.pop() !== "") {
    return fail(
      "rows.form",
      "不是以换行结尾的UTF-8文本。",
      "This is not UTF-8 text with a last line end.",
    );
  }
  const rows: OpenedRow[] = [];
  for (const [at, line] of lines.entries()) {
    const json = parseCanonical(line);
    const whole =
      json.ok && isObject(json.value) && hasKeys(json.value, ["fields", "pid", "secret"]);
    const row = whole && isObject(json.value) ? readOpenedRow(json.value) : undefined;
    if (row === undefined) {
      return fail(
        "rows.line",
        `第${at + 1}行不符合规范。`,
        `Line ${at + 1} is not as specified.`,
        `line ${at + 1}`,
      );
    }
    rows.push(row);
  }
  return ok(rows);
}

const INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;

/** Undefined unless the fields are those that the policy's rows have, in their order and form. */
export function rowOf(policy: Policy, { pid, fields }: OpenedRow): RollRow | undefined {
  const values = new Map(fields);
  const named = (prefix: string): readonly OpenedField[] =>
    fields.flatMap(([name, value]): readonly OpenedField[] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    );
  const points = values.get("points") ?? "";
  const items = named("item.");
  const integers = [values.get("version") ?? "", ...items.map(([, value]) => value)];
  const whole = [...integers, ...(points === "" ? [] : [points])];
  if (!whole.every((integer) => INTEGER.test(integer))) return undefined;
  const facts = named("fact.").map(([id, value]) => [id, parseCanonical(value)] as const);
  if (!facts.every(([, value]) => value.ok)) return undefined;
  const group = values.get("lot-group") ?? "";
  const row: RollRow = {
    pid,
    version: Number(values.get("version")),
    // Others are refused by whoever asks; what the fields say is compared below.
    status: "eligible",
    category: values.get("category") ?? "",
    zone: values.get("zone") || null,
    points: points === "" ? null : pointsOf(Number(points)),
    items: Object.fromEntries(items.map(([id, value]) => [id, pointsOf(Number(value))])),
    // Whatever the facts are, the row is made of them again and compared.
    facts: Object.fromEntries(facts.map(([id, value]) => [id, value.ok ? value.value : null])),
    choices: named("choice.").flatMap(([, school]) => (school === "" ? [] : [school])),
    consentsToRedistribution: values.get("redistribution") === "yes",
    lotGroup: group === "" ? null : group,
  };
  const again = rowFields(policy, row).map(({ name, value }) => `${name}=${value}`);
  const given = fields.map(([name, value]) => `${name}=${value}`);
  return again.length === given.length && again.every((field, at) => field === given[at])
    ? row
    : undefined;
}
