import { open, writeFile } from "node:fs/promises";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { writeXlsxStream } from "hucre/xlsx";
import { BYTE_ORDER_MARK, csvLine } from "../season/csv.ts";
import { childrenColumns } from "./children-file.ts";
import type { GeneratedChild } from "./generate.ts";

const FLUSH_AT = 1 << 18;

/** Writes a file of children as the season command reads it; the name's end tells the kind. */
export async function writeChildren(
  path: string,
  policy: Policy,
  language: Language,
  children: Iterable<GeneratedChild>,
): Promise<void> {
  const columns = childrenColumns(policy, language);
  if (path.toLowerCase().endsWith(".xlsx")) {
    const workbook = writeXlsxStream(xlsxRows(children, columns), {
      name: text("儿童", "Children")[language],
      columns: columns.map(({ heading }) => ({ header: heading, width: 18 })),
      freezePane: { rows: 1 },
    });
    await writeFile(path, workbook);
    return;
  }
  const file = await open(path, "w");
  let pending = BYTE_ORDER_MARK + csvLine(columns.map(({ heading }) => heading));
  for (const child of children) {
    pending += csvLine(columns.map(({ cell }) => cell(child)));
    if (pending.length < FLUSH_AT) continue;
    await file.writeFile(pending);
    pending = "";
  }
  await file.writeFile(pending);
  await file.close();
}

function* xlsxRows(
  children: Iterable<GeneratedChild>,
  columns: ReturnType<typeof childrenColumns>,
): Generator<string[]> {
  for (const child of children) yield columns.map(({ cell }) => cell(child));
}
