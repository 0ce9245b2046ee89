import { nearest } from "@yangguang/core/domain/nearest.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import { readInputFile } from "../season/inputs.ts";
import type { Cell, TableRow } from "../season/table.ts";
import { openTable } from "../season/table.ts";
import type { ReadCell } from "./cells.ts";
import { APPLICANT_COLUMNS, SCHOOL_COLUMNS } from "./cells.ts";

export type TableKind = "schools" | "applicants";

/** The rows of a table as the document would have them; the document's reader judges them. */
export interface TableRows {
  /** The file's name, for places. */
  readonly name: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** By item: the row, as spreadsheet programs count. */
  readonly rowOf: readonly number[];
}

const COLUMNS: Readonly<Record<TableKind, ReadonlyMap<string, ReadCell>>> = {
  schools: SCHOOL_COLUMNS,
  applicants: APPLICANT_COLUMNS,
};

/** What stands in a row even where its cell, or the whole column, is empty. */
const ALWAYS: Readonly<Record<TableKind, Readonly<Record<string, unknown>>>> = {
  schools: {},
  applicants: { choices: [] },
};

/**
 * Reads a table of schools or applicants (.csv or .xlsx), headings in its first row.
 *
 * @returns Failures: those of `openTable`, `table.unknown-column`, `table.repeated-column`,
 *   `table.missing-column`, `table.too-many-cells`.
 */
export async function readTable(
  kind: TableKind,
  path: string,
): Promise<Result<TableRows, readonly Failure[]>> {
  const file = await readInputFile(path);
  if (!file.ok) return err([file.error]);
  const table = openTable(file.value);
  if (!table.ok) return err([inFile(file.value.name, table.error)]);
  const { name } = file.value;
  const failures: Failure[] = [];
  const items: Record<string, unknown>[] = [];
  const rowOf: number[] = [];
  let headings: readonly string[] | null = null;
  for await (const row of table.value.rows) {
    if (!row.ok) return err([...failures, inFile(name, row.error)]);
    if (headings === null) {
      headings = row.value.cells.map((cell) => textOf(cell).toLowerCase());
      failures.push(...checkHeadings(headings, kind, name));
      if (failures.length > 0) return err(failures);
    } else {
      failures.push(...checkLength(headings, row.value, name));
      items.push({ ...ALWAYS[kind], ...itemOf(headings, row.value, COLUMNS[kind]) });
      rowOf.push(row.value.row);
    }
  }
  return failures.length > 0 ? err(failures) : ok({ name, items, rowOf });
}

/** An apostrophe before a formula is what this product writes so that it is none. */
const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined
    ? ""
    : String(cell)
        .trim()
        .replace(/^'(?=[=+\-@])/, "");

function itemOf(
  headings: readonly string[],
  { cells }: TableRow,
  columns: ReadonlyMap<string, ReadCell>,
): Readonly<Record<string, unknown>> {
  const item: Record<string, unknown> = {};
  for (const [index, heading] of headings.entries()) {
    const text = textOf(cells[index]);
    const read = columns.get(heading);
    if (text !== "" && read !== undefined) item[heading] = read(text);
  }
  return item;
}

const inFile = (name: string, { code, message, place }: Failure): Failure => ({
  code,
  message,
  place: place === undefined ? name : `${name}, ${place}`,
});

function checkHeadings(
  headings: readonly string[],
  kind: TableKind,
  name: string,
): readonly Failure[] {
  const known = COLUMNS[kind];
  const place = `${name}, row 1`;
  const unknown = headings
    .filter((heading) => !known.has(heading))
    .map((heading) => unknownColumn(heading, known, place));
  const repeated = headings
    .filter((heading, index) => headings.indexOf(heading) < index)
    .map((heading) =>
      failure(
        "table.repeated-column",
        `列“${heading}”出现了两次，请只保留一列。`,
        `There are two columns “${heading}”; keep one.`,
        place,
      ),
    );
  const needed = kind === "schools" ? ["id", "seats"] : ["id", "choices"];
  const missing = needed
    .filter((column) => !headings.includes(column))
    .map((column) =>
      failure(
        "table.missing-column",
        `缺少“${column}”列。第一行应是列名。`,
        `The column “${column}” is missing. The first row holds the columns' names.`,
        place,
      ),
    );
  return [...unknown, ...repeated, ...missing];
}

function unknownColumn(
  heading: string,
  known: ReadonlyMap<string, ReadCell>,
  place: string,
): Failure {
  const near = nearest(heading, known.keys());
  const names = [...known.keys()].join(", ");
  return failure(
    "table.unknown-column",
    `没有“${heading}”这一列。${near === null ? "" : `是否指“${near}”？`}可用的列：${names}。`,
    `There is no column “${heading}”.${near === null ? "" : ` Is “${near}” meant?`} Possible columns: ${names}.`,
    place,
  );
}

function checkLength(
  headings: readonly string[],
  { row, cells }: TableRow,
  name: string,
): readonly Failure[] {
  if (cells.slice(headings.length).every((cell) => textOf(cell) === "")) return [];
  return [
    failure(
      "table.too-many-cells",
      "这一行的单元格比列名多。含有逗号的内容要加双引号。",
      "This row has more cells than there are columns. Content with commas needs double quotes.",
      `${name}, row ${row}`,
    ),
  ];
}
