import { fail, ok, type Result } from "../domain/result.ts";

/**
 * JSON as RFC 8785 (JSON Canonicalization Scheme) writes it, narrowed to integers: one value has
 * one text, so that hashes and signatures are about the value.
 */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Deeper values are refused: nothing published needs them, and no reader may run out of stack. */
const MOST_NESTED = 32;

/**
 * Keys ascend by UTF-16 units, there is no white space, strings are escaped as ECMAScript does.
 *
 * @throws on what has no text: fractions, integers beyond 2^53 − 1, half a surrogate pair, objects
 * that are no plain ones, nesting beyond 32.
 */
export function canonicalJson(value: JsonValue): string {
  return encodeValue(value, 0);
}

function encodeValue(value: unknown, depth: number): string {
  if (depth > MOST_NESTED) throw new Error(`nested more than ${MOST_NESTED} deep`);
  if (typeof value === "string") return encodeString(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Error(`no safe integer: ${value}`);
    return String(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    // Not map: it would pass over the holes of a sparse array.
    return `[${Array.from(value, (part) => encodeValue(part, depth + 1)).join(",")}]`;
  }
  if (!isPlainObject(value)) throw new Error(`no JSON value: ${typeof value}`);
  let members = "";
  for (const key of sorted(Object.keys(value))) {
    const separator = members === "" ? "" : ",";
    members += `${separator}${encodeString(key)}:${encodeValue(value[key], depth + 1)}`;
  }
  return `{${members}}`;
}

/** Mostly they are in order already. */
function sorted(keys: readonly string[]): readonly string[] {
  const inOrder = keys.every((key, at) => at === 0 || byUnits(keys[at - 1] ?? "", key) < 0);
  return inOrder ? keys : keys.toSorted(byUnits);
}

/** JavaScript compares strings by UTF-16 units, as RFC 8785, section 3.2.3, demands. */
const byUnits = (left: string, right: string): number => (left < right ? -1 : 1);

/** ASCII without anything that JSON escapes. */
const PLAIN = /^[ !#-[\]-~]*$/;

function encodeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Error("the text holds half a surrogate pair");
  return JSON.stringify(text);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Reads a text that must be the canonical one of its value. This also refuses what JSON.parse lets
 * pass: repeated keys, −0, 1e2, numbers that lose digits.
 */
export function parseCanonical(text: string): Result<JsonValue> {
  try {
    const value = JSON.parse(text) as unknown;
    // What JSON.parse returned and the encoder took is a JsonValue.
    if (encodeValue(value, 0) === text) return ok(value as JsonValue);
  } catch {
    // Neither JSON nor within the limits: refused below like every other text.
  }
  return fail(
    "json.canonical",
    "不是规范形式的 JSON（RFC 8785）：请使用原文件，不要重新排版或修改。",
    "This is not JSON in its canonical form (RFC 8785). Use the original file, not reformatted or edited.",
  );
}
