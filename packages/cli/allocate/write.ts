import { writeFile } from "node:fs/promises";
import { ALLOCATION_SCHEMA } from "@yangguang/core/allocation/document/form.ts";
import type { WrittenVerdict } from "@yangguang/core/allocation/document/write-explanation.ts";
import { explanationWriter } from "@yangguang/core/allocation/document/write-explanation.ts";
import type { WrittenOutcome } from "@yangguang/core/allocation/document/write-outcome.ts";
import { writeOutcome } from "@yangguang/core/allocation/document/write-outcome.ts";
import { compareText } from "@yangguang/core/allocation/order.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import { csvLine } from "../season/csv.ts";
import type { Run } from "./run-allocation.ts";

export interface Allocation extends WrittenOutcome {
  /** Of the applicants asked for. */
  readonly explanations?: Readonly<Record<string, readonly WrittenVerdict[]>>;
}

/** Of a document of grades. */
export interface GradesAllocation {
  readonly grades: Readonly<Record<string, Allocation>>;
  /** Applicants whose list was turned so that a sibling's school came first, ascending. */
  readonly turned: readonly string[];
}

/** The outcome as it is printed; refused where somebody to be explained is not there. */
export function writeAllocation(
  runs: readonly Run[],
  explained: readonly string[],
): Result<Allocation | GradesAllocation, readonly Failure[]> {
  const known = new Set(runs.flatMap(({ read }) => read.document.applicants.map(({ id }) => id)));
  const unknown = explained.filter((id) => !known.has(id));
  if (unknown.length > 0) return err(unknown.map(nobody));
  const grades = runs.flatMap((run) =>
    run.grade === null ? [] : [[run.grade, writeRun(run, explained)] as const],
  );
  const [only] = runs;
  if (grades.length === 0 && only !== undefined) return ok(writeRun(only, explained));
  return ok({
    grades: Object.fromEntries(grades.map(([{ id }, allocation]) => [id, allocation])),
    turned: grades.flatMap(([{ turned }]) => turned).toSorted(compareText),
  });
}

function writeRun({ read, outcome }: Run, explained: readonly string[]): Allocation {
  const written = writeOutcome(read, outcome);
  const own = explained.filter((id) => Object.hasOwn(written.assignment, id));
  if (own.length === 0) return written;
  const explain = explanationWriter(read, outcome);
  return { ...written, explanations: Object.fromEntries(own.map((id) => [id, explain(id)])) };
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const schemaJson = (): string => jsonText(ALLOCATION_SCHEMA);

const COLUMNS = ["applicant", "school", "choice", "step", "pool"];

/**
 * One line for each applicant, ascending by id as in the outcome; empty cells without a seat. A
 * document of grades has the grade in the first column.
 */
export function assignmentCsv(allocation: Allocation | GradesAllocation): string {
  if (!("grades" in allocation)) {
    return [COLUMNS, ...rowsOf(allocation)].map((row) => csvLine(row)).join("");
  }
  const rows = Object.entries(allocation.grades).flatMap(([grade, own]) =>
    rowsOf(own).map((row) => [grade, ...row]),
  );
  return [["grade", ...COLUMNS], ...rows].map((row) => csvLine(row)).join("");
}

const rowsOf = ({ assignment, placements }: Allocation) =>
  Object.entries(assignment).map(([applicant, school]) => {
    const { choice = null, step = null, pool = null } = placements[applicant] ?? {};
    return [applicant, school, choice, step, pool];
  });

export async function writeText(path: string, text: string): Promise<Result<void>> {
  try {
    await writeFile(path, text);
    return ok(undefined);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    return fail(
      "file.not-written",
      `无法写入“${path}”（${why}）。`,
      `“${path}” cannot be written (${why}).`,
    );
  }
}

const nobody = (id: string): Failure =>
  failure(
    "allocate.nobody",
    `没有编号为“${id}”的申请人，无法说明。`,
    `There is no applicant “${id}” to explain anything to.`,
    "--explain",
  );
