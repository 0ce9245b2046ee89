import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";

/** A quoted cell with more lines than this has swallowed rows: its closing quote is missing. */
const MOST_LINES_IN_CELL = 20;

const QUOTE = '"';

/**
 * The records of a CSV text (RFC 4180), one after another. Written here because a missing quote
 * must be told with its row: lenient readers swallow the rest of the file in silence.
 *
 * The last result may be a failure, after which nothing follows: `csv.unclosed-quote`,
 * `csv.stray-quote`.
 */
export function* parseCsv(text: string, delimiter: string): Generator<Result<readonly string[]>> {
  const stops = new RegExp(`[${delimiter}\\r\\n]`, "g");
  let at = 0;
  let row = 0;
  while (at < text.length) {
    row += 1;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === QUOTE ? quotedCell(text, at, row) : bareCell(text, at, stops);
      if (!cell.ok) {
        yield cell;
        return;
      }
      cells.push(cell.value.content);
      at = cell.value.end;
      if (text[at] === delimiter) at += 1;
      else if (endsRecord(text, at)) break;
      else {
        yield strayQuote(row);
        return;
      }
    }
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    yield ok(cells);
  }
}

const endsRecord = (text: string, at: number): boolean =>
  at >= text.length || text[at] === "\n" || text[at] === "\r";

interface CellText {
  readonly content: string;
  /** Where the text behind the cell goes on. */
  readonly end: number;
}

function bareCell(text: string, start: number, stops: RegExp): Result<CellText> {
  stops.lastIndex = start;
  const end = stops.exec(text)?.index ?? text.length;
  return ok({ content: text.slice(start, end), end });
}

function quotedCell(text: string, start: number, row: number): Result<CellText> {
  let close = text.indexOf(QUOTE, start + 1);
  while (close !== -1 && text[close + 1] === QUOTE) close = text.indexOf(QUOTE, close + 2);
  if (close === -1) return unclosedQuote(row);
  const inside = text.slice(start + 1, close);
  if (inside.split("\n", MOST_LINES_IN_CELL + 1).length > MOST_LINES_IN_CELL) {
    return unclosedQuote(row);
  }
  return ok({ content: inside.replaceAll(QUOTE + QUOTE, QUOTE), end: close + 1 });
}

const unclosedQuote = (row: number): Result<never> =>
  fail(
    "csv.unclosed-quote",
    `第${row}行有一个双引号没有结束，后面的内容无法分行。文件可能被截断，请补上引号或重新导出。`,
    `A quotation mark opened in row ${row} is not closed, so the rows behind it cannot be told apart. The file may have been cut short; add the mark or export the file again.`,
    `row ${row}`,
  );

const strayQuote = (row: number): Result<never> =>
  fail(
    "csv.stray-quote",
    `第${row}行的双引号后面紧跟着其他文字。单元格内的双引号应写成两个（""），请改正或重新导出。`,
    `In row ${row} text follows directly behind a closing quotation mark. A mark inside a cell is written twice (""); correct it or export the file again.`,
    `row ${row}`,
  );

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The delimiter that splits the most of the first ten lines; those lines hold the headings. */
export function detectDelimiter(text: string): string {
  const sample = text.split(/\r\n|\n|\r/, 10).join("\n");
  const counts = DELIMITERS.map((delimiter) => sample.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** What a cell may hold: text is guarded against being run as a formula, numbers are not. */
export type CsvValue = string | number | null;

/**
 * Starts of text that spreadsheet programs run as formulas, the full-width signs of East Asian
 * settings too. A leading apostrophe makes them plain text; readers of this product drop it.
 */
const FORMULA_START = /^[\s\0]*[=+\-@＝＋－＠]/;

const guarded = (value: string): string => (FORMULA_START.test(value) ? `'${value}` : value);

function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = guarded(value);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end, comma-separated whatever the reader's settings. */
export const csvLine = (values: readonly CsvValue[]): string =>
  `${values.map(csvCell).join(",")}\r\n`;

/** Put before the first line, so that Excel reads the file as UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";
