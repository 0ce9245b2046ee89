import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import { streamXlsxRows } from "hucre/xlsx";
import { detectDelimiter, parseCsv } from "./csv.ts";
import { decodeText } from "./text-encoding.ts";

/** What a cell holds: CSV knows text only; dates of XLSX are midnights in UTC. */
export type Cell = string | number | boolean | Date | null;

export interface TableRow {
  /** As the spreadsheet program counts, from 1, headings and empty rows included. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export interface InputFile {
  /** The name tells the kind: `.csv`, `.tsv`, `.txt` or `.xlsx`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Table {
  readonly kind: "csv" | "xlsx";
  /** In order; a failure is the last. Empty rows are left out. */
  readonly rows: AsyncIterable<Result<TableRow>>;
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, place) => bytes[place] === byte);

const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 3, 4]);
/** The container of old .xls files and of workbooks with a password. */
const isOle = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);

const MOST_BYTES = 400 * 1024 * 1024;

/**
 * Opens a file of rows by its name and checks that the content is what the name says.
 *
 * @returns Failures: `file.empty`, `file.too-large`, `file.kind-unknown`, `file.is-xlsx`,
 *   `file.is-xls`, `file.not-xlsx`, and those of `decodeText`; in the rows also those of `parseCsv`
 *   and `file.broken-xlsx`.
 */
export function openTable(file: InputFile): Result<Table> {
  const { name, bytes } = file;
  if (bytes.length > MOST_BYTES) {
    return fail(
      "file.too-large",
      "文件超过400 MB。请拆分成几个文件分别处理。",
      "The file is larger than 400 MB. Split it into several files.",
    );
  }
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (extension === "xlsx") return openXlsx(bytes);
  if (["csv", "tsv", "txt"].includes(extension)) return openCsv(bytes);
  return fail(
    "file.kind-unknown",
    `“${name}”不是可读取的文件类型。请另存为“.xlsx”或“.csv”。`,
    `“${name}” is not a kind of file that can be read. Save it as “.xlsx” or “.csv”.`,
  );
}

function openCsv(bytes: Uint8Array): Result<Table> {
  if (isZip(bytes)) {
    return fail(
      "file.is-xlsx",
      "文件名以“.csv”结尾，内容却是Excel工作簿。请把扩展名改为“.xlsx”。",
      "The name ends in “.csv” but the content is an Excel workbook. Rename it to “.xlsx”.",
    );
  }
  if (isOle(bytes)) return oldExcel();
  const text = decodeText(bytes);
  if (!text.ok) return text;
  return ok({ kind: "csv", rows: csvRows(text.value) });
}

async function* csvRows(text: string): AsyncGenerator<Result<TableRow>> {
  let row = 0;
  for (const record of parseCsv(text, detectDelimiter(text))) {
    if (!record.ok) {
      yield record;
      return;
    }
    row += 1;
    const cells = record.value;
    if (cells.some((cell) => cell.trim() !== "")) yield ok({ row, cells });
  }
}

function openXlsx(bytes: Uint8Array): Result<Table> {
  if (bytes.length === 0) {
    return fail(
      "file.empty",
      "文件是空的。请重新导出后再试。",
      "The file is empty. Export it again and retry.",
    );
  }
  if (isOle(bytes)) return oldExcel();
  if (!isZip(bytes)) {
    return fail(
      "file.not-xlsx",
      "文件名以“.xlsx”结尾，内容却不是Excel工作簿。如果是文本，请把扩展名改为“.csv”；否则请重新导出。",
      "The name ends in “.xlsx” but the content is no Excel workbook. If it is text, rename it to “.csv”; otherwise export it again.",
    );
  }
  return ok({ kind: "xlsx", rows: xlsxRows(bytes) });
}

const oldExcel = (): Result<never> =>
  fail(
    "file.is-xls",
    "这是旧版Excel文件（.xls）或带密码的工作簿。请去掉密码，另存为“.xlsx”。",
    "This is an old Excel file (.xls) or a workbook with a password. Remove the password and save it as “.xlsx”.",
  );

/** Only the first sheet is read. */
async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<Result<TableRow>> {
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) {
      const filled = values.some(
        (cell) => cell !== null && !(typeof cell === "string" && cell.trim() === ""),
      );
      if (filled) yield ok({ row: index + 1, cells: values });
    }
  } catch (problem) {
    yield err(brokenXlsx(problem));
  }
}

/** Whatever the library throws while reading, the file is the reason. */
function brokenXlsx(problem: unknown): Failure {
  if (!(problem instanceof Error)) throw problem;
  return failure(
    "file.broken-xlsx",
    `Excel工作簿已损坏或不完整，无法读取（${problem.message}）。请重新导出，或在Excel中打开后另存。`,
    `The Excel workbook is damaged or incomplete and cannot be read (${problem.message}). Export it again, or open it in Excel and save it anew.`,
  );
}
