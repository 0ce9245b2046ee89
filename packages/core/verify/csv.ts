import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { textOf } from "../log/bytes.ts";

/**
 * The tables of docs/specification.md, section 1: UTF-8 without quotes, the first line the column
 * names, every line ended by U+000A. Gives the lines after the first, with as many fields each as
 * there are columns.
 */
export function readTable<const Columns extends readonly string[]>(
  bytes: Uint8Array,
  columns: Columns,
): Result<readonly { readonly [At in keyof Columns]: string }[]> {
  const text = textOf(bytes);
  if (text === undefined) {
    return fail("table.utf8", "表格不是UTF-8文本。", "The table is not UTF-8 text.");
  }
  const wrong = /["\r]/.exec(text);
  if (wrong !== null) {
    return fail(
      "table.character",
      "表格中有引号或回车符，公开的表格不应有。",
      "The table holds a quote or a carriage return; published tables have none.",
      `line ${lineOf(text, wrong.index)}`,
    );
  }
  if (!text.endsWith("\n")) {
    return fail(
      "table.last-line",
      "表格最后一行没有换行，可能不完整。",
      "The table's last line has no end; it may be incomplete.",
    );
  }
  const lines = text.split("\n");
  lines.pop();
  const header = lines.shift() ?? "";
  if (header !== columns.join(",")) {
    return fail(
      "table.columns",
      `表格第一行应为“${columns.join(",")}”。`,
      `The table's first line should be “${columns.join(",")}”.`,
      "line 1",
    );
  }
  const rows: { readonly [At in keyof Columns]: string }[] = [];
  for (const [at, line] of lines.entries()) {
    const fields = line.split(",");
    if (!hasColumns(fields, columns)) {
      return fail(
        "table.fields",
        `表格第${at + 2}行应有${columns.length}个字段。`,
        `Line ${at + 2} of the table should have ${columns.length} fields.`,
        `line ${at + 2}`,
      );
    }
    rows.push(fields);
  }
  return ok(rows);
}

const hasColumns = <Columns extends readonly string[]>(
  fields: readonly string[],
  columns: Columns,
): fields is { readonly [At in keyof Columns]: string } => fields.length === columns.length;

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
