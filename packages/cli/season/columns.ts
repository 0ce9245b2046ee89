import type { FactId } from "@yangguang/core/domain/facts.ts";
import { FACT_IDS, factDefinition } from "@yangguang/core/domain/facts.ts";
import { nearest } from "@yangguang/core/domain/nearest.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { Cell, TableRow } from "./table.ts";

/** Columns that are no facts; `choice.1`, `choice.2` … come besides. */
export const FIXED_COLUMNS = {
  "child.name": text("儿童姓名", "Child's name"),
  "child.documentKind": text("儿童证件类型", "Child's document: kind"),
  "child.document": text("儿童证件号码", "Child's document: number"),
  "guardian.name": text("监护人姓名", "Guardian's name"),
  "guardian.documentKind": text("监护人证件类型", "Guardian's document: kind"),
  "guardian.document": text("监护人证件号码", "Guardian's document: number"),
  "guardian.phone": text("监护人手机号码", "Guardian's phone"),
  relation: text("与儿童关系", "Relation to the child"),
  "redistribution.consent": text("服从调剂", "Consents to redistribution"),
  "lot.sharedWith": text(
    "共用摇号号码的兄弟姐妹证件号码",
    "Shares a lot with (sibling's document number)",
  ),
  note: text("备注", "Note"),
} as const satisfies Readonly<Record<string, Text>>;

export type FixedColumn = keyof typeof FIXED_COLUMNS;

/** A choice's place in the family's list, from 1. */
export type ColumnId = FixedColumn | FactId | `choice.${number}`;

/** Lists longer than this are no policy's; a heading beyond is unknown. */
const MOST_CHOICES = 50;

export const choiceColumn = (rank: number): ColumnId => `choice.${rank}`;

const CHOICE_COLUMNS = Array.from({ length: MOST_CHOICES }, (_, place) => ({
  id: choiceColumn(place + 1),
  label: text(`第${place + 1}志愿`, `Choice ${place + 1}`),
}));

const ALL_COLUMNS: readonly { readonly id: ColumnId; readonly label: Text }[] = [
  ...(Object.keys(FIXED_COLUMNS) as FixedColumn[]).map((id) => ({ id, label: FIXED_COLUMNS[id] })),
  ...CHOICE_COLUMNS,
  ...FACT_IDS.map((id) => ({ id, label: factDefinition(id).label })),
];

const LABEL_OF: ReadonlyMap<ColumnId, Text> = new Map(
  ALL_COLUMNS.map(({ id, label }) => [id, label]),
);

export const columnLabel = (id: ColumnId): Text => LABEL_OF.get(id) ?? text(id, id);

/** Headings are compared without case, spaces, width and a trailing mark for required columns. */
const plain = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, "")
    .replace(/[*:]+$/u, "")
    .replaceAll("’", "'");

/** Other headings in common use. */
const ALIASES: Readonly<Record<string, ColumnId>> = {
  姓名: "child.name",
  身份证号: "child.document",
  身份证号码: "child.document",
  证件类型: "child.documentKind",
  证件号码: "child.document",
  联系电话: "guardian.phone",
  手机号码: "guardian.phone",
  关系: "relation",
  是否服从调剂: "redistribution.consent",
  调剂: "redistribution.consent",
  序号: "note",
  ...Object.fromEntries(
    Array.from("一二三四五六七八九十").flatMap((numeral, place) => [
      [`第${numeral}志愿`, choiceColumn(place + 1)],
      [`${numeral}志愿`, choiceColumn(place + 1)],
      [`志愿${numeral}`, choiceColumn(place + 1)],
      [`志愿${place + 1}`, choiceColumn(place + 1)],
    ]),
  ),
};

const BY_HEADING: ReadonlyMap<string, ColumnId> = new Map([
  ...Object.entries(ALIASES),
  ...ALL_COLUMNS.flatMap(({ id, label }): [string, ColumnId][] => [
    [plain(id), id],
    [plain(label.zh), id],
    [plain(label.en), id],
  ]),
]);

export interface HeadedColumn {
  readonly id: ColumnId;
  /** Place in the row, from 0. */
  readonly place: number;
  /** As the file writes it. */
  readonly heading: string;
}

const headingOf = (cell: Cell): string =>
  typeof cell === "string" ? cell.trim() : String(cell ?? "");

/** Whether a row can be the headings: titles and notes above the table are skipped by this. */
export const looksLikeHeadings = ({ cells }: TableRow): boolean =>
  cells.filter((cell) => BY_HEADING.has(plain(headingOf(cell)))).length >= 2;

/** Columns without which no child can be read, and the facts that the policy asks for. */
export function requiredColumns(policy: Policy): readonly ColumnId[] {
  const lists = Object.values(policy.choices.groupsByCategory).some((groups) => groups.length > 0);
  return [
    "child.name",
    "child.document",
    ...(lists ? [choiceColumn(1)] : []),
    ...(policy.redistribution.consent === "required" ? ["redistribution.consent" as const] : []),
    ...new Set(policy.asks.flatMap((ask) => ask.facts)),
  ];
}

/**
 * Finds what each column holds. A column that is not known is refused rather than passed over: its
 * content would count for nothing and nobody would notice.
 *
 * @returns Failures: `column.unknown`, `column.twice`, `column.missing`.
 */
export function readHeadings(
  headings: TableRow,
  policy: Policy,
): Result<readonly HeadedColumn[], readonly Failure[]> {
  const problems: Failure[] = [];
  const found = new Map<ColumnId, HeadedColumn>();
  for (const [place, cell] of headings.cells.entries()) {
    const heading = headingOf(cell);
    if (heading === "") continue;
    const id = BY_HEADING.get(plain(heading));
    const earlier = id === undefined ? undefined : found.get(id);
    if (id === undefined) problems.push(unknownColumn(heading, headings.row, place));
    else if (earlier && id !== "note") problems.push(columnTwice(heading, earlier, place));
    else if (!earlier) found.set(id, { id, place, heading });
  }
  const missing = requiredColumns(policy).filter((id) => !found.has(id));
  if (missing.length > 0) problems.push(missingColumns(missing));
  return problems.length > 0 ? err(problems) : ok([...found.values()]);
}

/** "A" for 0, "AB" for 27: as spreadsheet programs name columns. */
export function columnLetters(place: number): string {
  const rest = Math.floor(place / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ""}${String.fromCharCode(65 + (place % 26))}`;
}

function unknownColumn(heading: string, row: number, place: number): Failure {
  const near = nearest(plain(heading), BY_HEADING.keys());
  const id = near === null ? undefined : BY_HEADING.get(near);
  const label = id === undefined ? null : columnLabel(id);
  const shown = heading.slice(0, 60);
  const hint =
    label === null
      ? text(
          "请改为文档所列的列名，或删去该列；备注内容请放在“备注”列。",
          "Rename it to a documented column or remove it; remarks belong in the column “note”.",
        )
      : text(
          `是否应为“${label.zh}”（${id}）？请改正列名，或删去该列。`,
          `Did you mean “${label.en}” (${id})? Correct the heading or remove the column.`,
        );
  return failure(
    "column.unknown",
    `${columnLetters(place)}列的列名“${shown}”无法识别。${hint.zh}`,
    `The heading “${shown}” of column ${columnLetters(place)} is not known. ${hint.en}`,
    `row ${row}, column ${columnLetters(place)}`,
  );
}

const columnTwice = (heading: string, earlier: HeadedColumn, place: number): Failure =>
  failure(
    "column.twice",
    `${columnLetters(earlier.place)}列“${earlier.heading}”和${columnLetters(place)}列“${heading}”是同一项内容。请只保留一列。`,
    `Columns ${columnLetters(earlier.place)} “${earlier.heading}” and ${columnLetters(place)} “${heading}” hold the same thing. Keep one of them.`,
    `column ${columnLetters(place)}`,
  );

const missingColumns = (missing: readonly ColumnId[]): Failure =>
  failure(
    "column.missing",
    `缺少必需的列：${missing.map((id) => `${columnLabel(id).zh}（${id}）`).join("、")}。请加上这些列；内容未知的单元格可以留空。`,
    `Required columns are missing: ${missing.map((id) => `${columnLabel(id).en} (${id})`).join(", ")}. Add them; cells whose content is unknown may stay empty.`,
  );
