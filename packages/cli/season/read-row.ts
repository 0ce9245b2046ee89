import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, Facts, FactValue } from "@yangguang/core/domain/facts.ts";
import { isFactId } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocument, IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import {
  DOCUMENT_KIND_LABELS,
  DOCUMENT_KINDS,
  parseIdentityDocument,
} from "@yangguang/core/domain/identity.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { fail, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { KinRelation } from "@yangguang/server/agencies/agency.ts";
import { KIN_LABELS } from "@yangguang/server/agencies/agency.ts";
import { cellText, factReader, Lexicon, unknownWord, YES_NO } from "./cells.ts";
import { choiceReader } from "./choices.ts";
import type { ColumnId, HeadedColumn } from "./columns.ts";
import { columnLabel, columnLetters } from "./columns.ts";
import type { Cell, TableRow } from "./table.ts";

export interface ParsedPerson {
  readonly name: string;
  readonly document: IdentityDocument;
}

export interface ParsedGuardian extends ParsedPerson {
  readonly relation: KinRelation;
  /** Digits, with a leading + and country code where it is not a mainland number. */
  readonly phone: string | null;
}

/** One child of the file, every cell read and checked. */
export interface ParsedChild {
  /** As the spreadsheet program counts. */
  readonly row: number;
  readonly child: ParsedPerson;
  /** Null where the file says nothing of a guardian; a season needs none. */
  readonly guardian: ParsedGuardian | null;
  /** School ids, best first. */
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** A sibling's number, normalised; the lot shared is in `lotGroup`. */
  readonly lotSharedWith: string | null;
  /** The same text for all siblings who share one lot. */
  readonly lotGroup: string | null;
  readonly facts: Facts;
}

export interface RowProblem {
  readonly heading: string;
  readonly failure: Failure;
  readonly value: string;
}

export interface RowRead {
  /** The child's document where it could be read, so that its other rows are found. */
  readonly document: IdentityDocument | null;
  /** Null if there are problems. */
  readonly child: ParsedChild | null;
  readonly problems: readonly RowProblem[];
}

type RowReader = (row: TableRow) => RowRead;

/** The cells of one row by column; what is wrong with them is collected, not thrown. */
class Row {
  readonly problems: RowProblem[] = [];
  readonly #cells: readonly Cell[];
  readonly #columns: ReadonlyMap<ColumnId, HeadedColumn>;

  constructor(cells: readonly Cell[], columns: ReadonlyMap<ColumnId, HeadedColumn>) {
    this.#cells = cells;
    this.#columns = columns;
  }

  cell(id: ColumnId): Cell {
    const column = this.#columns.get(id);
    return column === undefined ? null : (this.#cells[column.place] ?? null);
  }

  /** The cell's text, "" where there is none or it cannot be read. */
  text(id: ColumnId): string {
    const read = cellText(this.cell(id));
    if (read.ok) return read.value;
    this.refuse(id, read.error);
    return "";
  }

  refuse(id: ColumnId, problem: Failure): void {
    const cell = this.cell(id);
    const heading = this.#columns.get(id)?.heading ?? columnLabel(id).zh;
    this.problems.push({ heading, failure: problem, value: cell === null ? "" : shown(cell) });
  }

  /** The value, or undefined after the problem has been noted. */
  take<Value>(id: ColumnId, result: Result<Value>): Value | undefined {
    if (result.ok) return result.value;
    this.refuse(id, result.error);
    return undefined;
  }

  refused(id: ColumnId): boolean {
    const heading = this.#columns.get(id)?.heading ?? columnLabel(id).zh;
    return this.problems.some((problem) => problem.heading === heading);
  }
}

const shown = (cell: Exclude<Cell, null>): string =>
  cell instanceof Date && !Number.isNaN(cell.getTime()) ? cell.toISOString() : String(cell);

/** Makes the reader of a file's rows: what depends on policy and headings is prepared once. */
export function rowReader(
  policy: Policy,
  columns: readonly HeadedColumn[],
  kind: "csv" | "xlsx",
  headings: readonly Cell[],
): RowReader {
  const headed = new Set(headings.flatMap((cell, place) => (isEmpty(cell) ? [] : [place])));
  const byId = new Map(columns.map((column) => [column.id, column]));
  const facts = columns
    .map(({ id }) => id)
    .filter((id): id is FactId => isFactId(id))
    .map((id) => ({ id, read: factReader(policy, id) }));
  const readChoices = choiceReader(policy, columns);
  return ({ row: number, cells }) => {
    const misshapen = shapeProblem(cells, kind, headed);
    if (misshapen !== null) {
      return {
        document: null,
        child: null,
        problems: [{ heading: "", failure: misshapen, value: "" }],
      };
    }
    const row = new Row(cells, byId);
    const child = readPerson(row, "child");
    const guardian = readGuardian(row);
    const choices = readChoices(row);
    const consentsToRedistribution = readConsent(row);
    const lotSharedWith = readSibling(row);
    const known = readFacts(row, facts);
    checkPeople(row, child.document, guardian?.document, known);
    const { problems } = row;
    const document = child.document ?? null;
    if (problems.length > 0) return { document, child: null, problems };
    return {
      document,
      child: {
        row: number,
        child: whole(child),
        guardian:
          guardian === null
            ? null
            : { ...whole(guardian), relation: guardian.relation, phone: guardian.phone },
        choices,
        consentsToRedistribution,
        lotSharedWith,
        lotGroup: null,
        facts: known,
      },
      problems,
    };
  };
}

interface PersonRead {
  readonly name: string | undefined;
  readonly document: IdentityDocument | undefined;
}

/** A row without problems has everything. */
function whole({ name, document }: PersonRead): ParsedPerson {
  if (name === undefined || document === undefined) throw new Error("a row lost a person");
  return { name, document };
}

const isEmpty = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || String(cell).trim() === "";

/** Content outside the headed columns, and rows cut short, mean that cells stand in wrong columns. */
function shapeProblem(
  cells: readonly Cell[],
  kind: "csv" | "xlsx",
  headed: ReadonlySet<number>,
): Failure | null {
  const stray = cells.findIndex((cell, place) => !headed.has(place) && !isEmpty(cell));
  if (stray !== -1) {
    const letters = columnLetters(stray);
    return failure(
      "row.too-many-cells",
      `本行${letters}列有内容，但该列没有列名。请检查单元格中是否有未加双引号的分隔符，或补上列名。`,
      `The row has content in column ${letters}, which has no heading. Look for a separator inside a cell that lacks quotation marks, or add the heading.`,
    );
  }
  const width = Math.max(...headed) + 1;
  if (kind === "csv" && cells.length < width) {
    return failure(
      "row.too-few-cells",
      `本行只有${cells.length}个单元格，列名有${width}个。行可能被截断，请补全或重新导出。`,
      `The row has ${cells.length} cells but there are ${width} headings. It may have been cut short; complete it or export the file again.`,
    );
  }
  return null;
}

const DOCUMENT_KIND_WORDS = new Lexicon<IdentityDocumentKind>([
  ...DOCUMENT_KINDS.map((kind) => ({
    value: kind,
    words: [kind, DOCUMENT_KIND_LABELS[kind].zh, DOCUMENT_KIND_LABELS[kind].en],
  })),
  { value: "resident-id", words: ["身份证", "中国居民身份证", "ID card"] },
  { value: "hk-macau-permit", words: ["回乡证", "港澳通行证", "港澳居民通行证"] },
  {
    value: "hk-macau-taiwan-residence",
    words: ["港澳台居住证", "港澳居民居住证", "台湾居民居住证"],
  },
  { value: "taiwan-permit", words: ["台胞证", "台湾通行证"] },
  { value: "foreign-permanent-residence", words: ["外国人永久居留证", "永久居留身份证"] },
  { value: "birth-certificate", words: ["出生证", "出生证明"] },
]);

function readPerson(row: Row, who: "child" | "guardian"): PersonRead {
  const writtenName = row.text(`${who}.name`);
  const name = row.refused(`${who}.name`)
    ? undefined
    : row.take(`${who}.name`, parsePersonName(writtenName));
  const document = readDocument(row, `${who}.documentKind`, `${who}.document`);
  return { name, document };
}

function readDocument(
  row: Row,
  kindColumn: "child.documentKind" | "guardian.documentKind",
  numberColumn: "child.document" | "guardian.document",
): IdentityDocument | undefined {
  const writtenKind = row.text(kindColumn);
  const kind = writtenKind === "" ? undefined : DOCUMENT_KIND_WORDS.find(writtenKind);
  if (writtenKind !== "" && kind === undefined) {
    row.take(kindColumn, unknownWord(DOCUMENT_KIND_WORDS, writtenKind, columnLabel(kindColumn)));
  }
  const written = row.text(numberColumn);
  if (row.refused(numberColumn)) return undefined;
  if (roundedBySpreadsheet(row.cell(numberColumn), written)) {
    row.refuse(numberColumn, roundedNumber());
    return undefined;
  }
  // With a kind that could not be read, only an empty cell is worth telling besides.
  if (row.refused(kindColumn) && written !== "") return undefined;
  return row.take(numberColumn, parseIdentityDocument(kind, written));
}

/** Spreadsheets keep 15 digits of a number: the rest of an identity number is gone. */
const roundedBySpreadsheet = (cell: Cell, written: string): boolean =>
  (typeof cell === "number" && !Number.isSafeInteger(cell)) ||
  /^\d(?:\.\d+)?E\+?\d+$/i.test(written);

const roundedNumber = (): Failure =>
  failure(
    "identity.rounded",
    "号码被电子表格当作数字，末几位已经丢失。请把该列设为“文本”格式，从原始资料重新填写。",
    "The spreadsheet took the number for a quantity and its last digits are lost. Format the column as text and enter the numbers again from the source.",
  );

const RELATION_WORDS = new Lexicon<KinRelation>([
  ...(Object.keys(KIN_LABELS) as KinRelation[]).map((relation) => ({
    value: relation,
    words: [relation, KIN_LABELS[relation].zh, KIN_LABELS[relation].en],
  })),
  { value: "father", words: ["父", "爸爸"] },
  { value: "mother", words: ["母", "妈妈"] },
  { value: "paternal-grandfather", words: ["爷爷"] },
  { value: "paternal-grandmother", words: ["奶奶"] },
  { value: "maternal-grandfather", words: ["外公", "姥爷"] },
  { value: "maternal-grandmother", words: ["外婆", "姥姥"] },
  { value: "other-guardian", words: ["监护人", "其他", "other"] },
]);

interface GuardianRead extends PersonRead {
  readonly relation: KinRelation;
  readonly phone: string | null;
}

const GUARDIAN_COLUMNS = [
  "guardian.name",
  "guardian.documentKind",
  "guardian.document",
  "guardian.phone",
  "relation",
] as const;

/** All of the guardian or nothing: with any of the columns filled, name and number are needed. */
function readGuardian(row: Row): GuardianRead | null {
  if (GUARDIAN_COLUMNS.every((column) => isEmpty(row.cell(column)))) return null;
  const person = readPerson(row, "guardian");
  const writtenRelation = row.text("relation");
  const relation = writtenRelation === "" ? "other-guardian" : RELATION_WORDS.find(writtenRelation);
  if (relation === undefined) {
    row.take("relation", unknownWord(RELATION_WORDS, writtenRelation, columnLabel("relation")));
  }
  const writtenPhone = row.text("guardian.phone");
  const phone = writtenPhone === "" ? null : row.take("guardian.phone", parsePhone(writtenPhone));
  return { ...person, relation: relation ?? "other-guardian", phone: phone ?? null };
}

function parsePhone(written: string): Result<string> {
  const digits = written.normalize("NFKC").replace(/[\s()\p{Dash_Punctuation}]/gu, "");
  const national = digits.replace(/^(?:\+|00)86(?=1\d{10}$)/, "");
  if (/^(?:1[3-9]\d{9}|0\d{9,11}|\+[1-9]\d{6,14})$/.test(national)) return ok(national);
  return fail(
    "phone.malformed",
    "电话号码应为11位手机号、带区号的固定电话，或以+和国家（地区）代码开头的号码。请核对。",
    "A phone number has 11 digits (mobile), an area code (landline), or begins with + and a country code. Check it.",
  );
}

/** An empty cell is no consent: consent is given in so many words or not at all. */
function readConsent(row: Row): boolean {
  const column = "redistribution.consent";
  const written = row.text(column);
  if (written === "") return false;
  const consents = YES_NO.find(written);
  if (consents === undefined) row.take(column, unknownWord(YES_NO, written, columnLabel(column)));
  return consents ?? false;
}

function readSibling(row: Row): string | null {
  const column = "lot.sharedWith";
  const written = row.text(column);
  if (written === "") return null;
  if (roundedBySpreadsheet(row.cell(column), written)) {
    row.refuse(column, roundedNumber());
    return null;
  }
  return written;
}

function readFacts(
  row: Row,
  readers: readonly {
    readonly id: FactId;
    readonly read: (written: string) => Result<FactValue>;
  }[],
): Facts {
  const facts: Partial<Record<FactId, FactValue>> = {};
  for (const { id, read } of readers) {
    const written = row.text(id);
    if (written === "") continue;
    const value = row.take(id, read(written));
    if (value !== undefined) facts[id] = value;
  }
  return facts;
}

/** What one person's columns say must agree. */
function checkPeople(
  row: Row,
  child: IdentityDocument | undefined,
  guardian: IdentityDocument | undefined,
  facts: Facts,
): void {
  if (child !== undefined) checkBirthDate(row, child.birthDate, "child.birthDate", facts);
  if (guardian !== undefined) checkBirthDate(row, guardian.birthDate, "guardian.birthDate", facts);
  if (child === undefined || child.number !== guardian?.number) return;
  row.refuse(
    "guardian.document",
    failure(
      "guardian.same-as-child",
      "监护人和儿童的证件号码相同。请核对后改正其中一个。",
      "Guardian and child have the same document number. Correct one of them.",
    ),
  );
}

function checkBirthDate(
  row: Row,
  told: PlainDate | null,
  fact: "child.birthDate" | "guardian.birthDate",
  facts: Facts,
): void {
  const stated = facts[fact];
  if (told === null || stated === undefined || stated === told) return;
  row.refuse(
    fact,
    failure(
      "birth-date.differs",
      `出生日期与证件号码中的${told}不一致。请核对证件后改正。`,
      `The date of birth differs from ${told} in the document's number. Compare with the document and correct one of them.`,
    ),
  );
}

export type { Row };
