import type { Cutoff } from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import type { BureauReport } from "../report/bureau-report.ts";
import type { Table } from "../report/tables.ts";
import { reportTables } from "../report/tables.ts";
import { schoolMeant } from "./build-problem.ts";
import type { ReadDocument } from "./read-document.ts";
import type { WrittenCutoff } from "./write-outcome.ts";
import { writeCutoff } from "./write-outcome.ts";

/** The bureau's report in the words of the document: cutoffs as in the outcome, by school. */
export interface WrittenReport extends Omit<BureauReport, "cutoffs"> {
  readonly cutoffs: readonly (WrittenCutoff & { readonly school: string })[];
}

export const writeReport = (read: ReadDocument, report: BureauReport): WrittenReport => ({
  ...report,
  schools: schoolsOf(report),
  cutoffs: report.cutoffs.map((cutoff) => ({
    school: cutoff.school,
    ...writeCutoff(read, cutoff),
  })),
});

/** The report for a person to read; the cutoffs come last, with the columns that say something. */
export function documentTables(read: ReadDocument, report: BureauReport): readonly Table[] {
  const tables = reportTables({ ...report, schools: schoolsOf(report), cutoffs: [] });
  return report.cutoffs.length === 0 ? tables : [...tables, cutoffTable(read, report.cutoffs)];
}

/**
 * The document's own schools. What applicants asked of a school that does not rank them stands at
 * another one in the problem, but was a wish for it.
 */
function schoolsOf({ schools }: BureauReport): BureauReport["schools"] {
  const refused = new Map<string, number>();
  for (const { school, firstChoices } of schools) {
    const { id, refuses } = schoolMeant(school);
    if (refuses) refused.set(id, firstChoices);
  }
  return schools
    .filter(({ school }) => !schoolMeant(school).refuses)
    .map((one) => ({ ...one, firstChoices: one.firstChoices + (refused.get(one.school) ?? 0) }));
}

type Cell = string | number | Text;

interface Column {
  readonly title: Text;
  /** Undefined where there is nothing to say. */
  readonly cell: (cutoff: WrittenCutoff) => Cell | undefined;
}

const yesOrNo = (value: boolean | undefined): Text | undefined =>
  value === undefined ? undefined : value ? text("是", "yes") : text("否", "no");

const COLUMNS: readonly Column[] = [
  { title: text("步骤", "Step"), cell: ({ step }) => step },
  { title: text("学位类别", "Pool"), cell: ({ pool }) => pool },
  { title: text("录取", "Admitted"), cell: ({ admitted }) => admitted },
  { title: text("有人未录取", "Anybody refused"), cell: ({ binding }) => yesOrNo(binding) },
  { title: text("志愿", "Choice"), cell: ({ choice }) => choice },
  { title: text("序位", "Place in line"), cell: ({ call }) => call },
  { title: text("轮次", "Round"), cell: ({ round }) => round },
  { title: text("兄弟姐妹", "Sibling"), cell: ({ sibling }) => yesOrNo(sibling) },
  { title: text("优先类别", "Priority"), cell: ({ priorityClass }) => priorityClass },
  { title: text("积分", "Points"), cell: ({ points }) => points },
];

const NONE = "–";

function cutoffTable(read: ReadDocument, cutoffs: readonly Cutoff[]): Table {
  const written = cutoffs.map((cutoff) => writeCutoff(read, cutoff));
  const values = new Set(written.flatMap(({ values = {} }) => Object.keys(values)));
  const columns = [
    ...COLUMNS,
    ...[...values].map((name): Column => ({
      title: text(name, name),
      cell: (cutoff) => cutoff.values?.[name],
    })),
    { title: text("摇号", "Lot"), cell: ({ lot }: WrittenCutoff) => lot },
  ].filter(({ cell }) => written.some((cutoff) => cell(cutoff) !== undefined));
  return {
    title: text("录取线（最后一名）", "Cutoffs (the last one admitted)"),
    columns: [text("学校", "School"), ...columns.map(({ title }) => title)],
    rows: written.map((cutoff, index) => [
      cutoffs[index]?.school ?? NONE,
      ...columns.map(({ cell }) => cell(cutoff) ?? NONE),
    ]),
  };
}
