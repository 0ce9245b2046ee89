import type { Result } from "../domain/result.ts";
import { fail } from "../domain/result.ts";
import { textOf } from "../log/bytes.ts";
import type { JsonValue } from "../log/canonical-json.ts";
import { parseCanonical } from "../log/canonical-json.ts";

export type JsonObject = { readonly [key: string]: JsonValue };

/** RFC 8785 JSON and a line end, as the JSON files of a run are. */
export function readJsonLine(bytes: Uint8Array): Result<JsonValue> {
  const text = textOf(bytes);
  if (text === undefined) {
    return fail("json.utf8", "文件不是UTF-8文本。", "The file is not UTF-8 text.");
  }
  if (!text.endsWith("\n")) {
    return fail(
      "json.last-line",
      "文件末尾没有换行，可能不完整。",
      "The file does not end with a line end; it may be incomplete.",
    );
  }
  return parseCanonical(text.slice(0, -1));
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether it has exactly these keys. */
export const hasKeys = (value: JsonObject, keys: readonly string[]): boolean =>
  Object.keys(value).toSorted().join(",") === keys.toSorted().join(",");

export const isInteger = (value: JsonValue | undefined, least: number): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= least;

export const isId = (value: JsonValue | undefined): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(value);

export const isHex = (value: JsonValue | undefined, bytes: number): value is string =>
  typeof value === "string" && value.length === 2 * bytes && !/[^0-9a-f]/.test(value);

/** Ids are ASCII, so that the order of code units is that of their bytes. */
export const ascends = (values: readonly string[]): boolean =>
  values.every((value, at) => at === 0 || (values[at - 1] ?? "") < value);
