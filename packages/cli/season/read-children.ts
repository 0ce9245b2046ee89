import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { looksLikeHeadings, readHeadings } from "./columns.ts";
import { CrossChecks } from "./cross-checks.ts";
import type { ParsedChild, RowProblem } from "./read-row.ts";
import { rowReader } from "./read-row.ts";
import type { InputFile, TableRow } from "./table.ts";
import { openTable } from "./table.ts";

/** One thing that is wrong in one row; the row takes no part. */
export interface Rejection {
  /** As the spreadsheet program counts. */
  readonly row: number;
  /** The heading as the file writes it; empty where the whole row is meant. */
  readonly column: string;
  readonly code: string;
  readonly message: Text;
  /** What the cell holds, shortened. */
  readonly value: string;
}

export interface ReadChildren {
  /** Ascending by row. */
  readonly rows: readonly ParsedChild[];
  /** Ascending by row; a row may have several. */
  readonly rejections: readonly Rejection[];
  /** Rows with content below the headings, good and rejected. */
  readonly rowsRead: number;
}

/** Headings stand in one of the first rows; titles may stand above. */
const HEADINGS_WITHIN = 10;

/**
 * Reads a file of children, one row each, for a policy. Pure but for the file it is given; memory
 * grows with the file only linearly.
 *
 * @param onRows Told now and then how many rows have been read.
 * @returns Failures where nothing can be read: those of `openTable` and `readHeadings`, besides
 *   `headings.missing` and `file.no-rows`. What is wrong in single rows is in `rejections`.
 */
export async function readChildren(
  file: InputFile,
  policy: Policy,
  onRows: (count: number) => void = () => {},
): Promise<Result<ReadChildren, readonly Failure[]>> {
  const table = openTable(file);
  if (!table.ok) return err([table.error]);
  const rows = table.value.rows[Symbol.asyncIterator]();
  const headings = await findHeadings(rows);
  if (!headings.ok) return err([headings.error]);
  const columns = readHeadings(headings.value, policy);
  if (!columns.ok) return columns;

  const readRow = rowReader(policy, columns.value, table.value.kind, headings.value.cells);
  const checks = new CrossChecks();
  const rejections: Rejection[] = [];
  let rowsRead = 0;
  for (;;) {
    const next = await rows.next();
    if (next.done === true) break;
    if (!next.value.ok) return err([next.value.error]);
    const { row } = next.value.value;
    const { document, child, problems } = readRow(next.value.value);
    checks.add(row, document, child);
    rejections.push(...problems.map((problem) => rejection(row, problem)));
    rowsRead += 1;
    if (rowsRead % 1000 === 0) onRows(rowsRead);
  }
  onRows(rowsRead);
  if (rowsRead === 0) return err([noRows()]);
  const { rows: good, problems } = checks.finish();
  const headingOf = new Map(columns.value.map(({ id, heading }) => [id, heading]));
  for (const { row, column, ...problem } of problems) {
    rejections.push(rejection(row, { heading: headingOf.get(column) ?? column, ...problem }));
  }
  return ok({
    rows: good,
    rejections: rejections.toSorted((one, other) => one.row - other.row),
    rowsRead,
  });
}

const SHOWN = 200;

const rejection = (row: number, { heading, failure, value }: RowProblem): Rejection => ({
  row,
  column: heading,
  code: failure.code,
  message: failure.message,
  value: value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value,
});

async function findHeadings(rows: AsyncIterator<Result<TableRow>>): Promise<Result<TableRow>> {
  for (let looked = 0; looked < HEADINGS_WITHIN; looked += 1) {
    const next = await rows.next();
    if (next.done === true) break;
    if (!next.value.ok || looksLikeHeadings(next.value.value)) return next.value;
  }
  return err(
    failure(
      "headings.missing",
      `前${HEADINGS_WITHIN}行中没有找到列名行（如“儿童姓名”、“儿童证件号码”或child.name、child.document）。请把列名放在第一行；Excel工作簿只读取第一张工作表。`,
      `No row of column headings (such as “child.name”, “child.document” or “儿童姓名”) was found among the first ${HEADINGS_WITHIN} rows. Put the headings in the first row; of an Excel workbook only the first sheet is read.`,
    ),
  );
}

const noRows = (): Failure =>
  failure(
    "file.no-rows",
    "列名下面没有任何儿童。请确认导出的是完整的文件。",
    "There are no children below the headings. Make sure that the whole file was exported.",
  );
