import { documentTables, writeReport } from "@yangguang/core/allocation/document/write-report.ts";
import { bureauReport } from "@yangguang/core/allocation/report/bureau-report.ts";
import { tableText } from "@yangguang/core/allocation/report/table-text.ts";
import type { Table } from "@yangguang/core/allocation/report/tables.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Run } from "./run-allocation.ts";
import { jsonText } from "./write.ts";

export const tablesText = (tables: readonly Table[], lang: Language): string =>
  tables.map((table) => tableText(table, lang)).join("\n");

/** The bureau's figures as tables; in a document of grades one grade after the other. */
export const reportText = (runs: readonly Run[], lang: Language): string =>
  runs
    .map(({ read, outcome, grade }) => {
      const tables = tablesText(documentTables(read, bureauReport(read.problem, outcome)), lang);
      return grade === null ? tables : `${heading(grade.id)[lang]}\n\n${tables}`;
    })
    .join("\n");

const heading = (grade: string) => text(`== 年级 ${grade} ==`, `== Grade ${grade} ==`);

export function reportJson(runs: readonly Run[]): string {
  const reports = runs.map(({ read, outcome, grade }) => ({
    grade,
    report: writeReport(read, bureauReport(read.problem, outcome)),
  }));
  const ofGrades = reports.flatMap(({ grade, report }) =>
    grade === null ? [] : [[grade.id, report] as const],
  );
  return jsonText(
    ofGrades.length > 0 ? { grades: Object.fromEntries(ofGrades) } : reports[0]?.report,
  );
}
