import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import { ownEntry } from "../order.ts";
import { checkAcrossGrades } from "./check-grades.ts";
import type { DocumentFamily, DocumentGrade } from "./document.ts";
import { aroundGrades } from "./form.ts";
import type { ReadDocument } from "./read-document.ts";
import { readGrade } from "./read-document.ts";
import { Refusals } from "./report.ts";

export interface ReadGrades {
  /** In the order in which they are allocated. */
  readonly grades: readonly ReadDocument<DocumentGrade>[];
  readonly families: Readonly<Record<string, DocumentFamily>>;
}

/** Whether it is for `readGrades` to read, and not for `readDocument`. */
export const hasGrades = (json: unknown): boolean =>
  typeof json === "object" && json !== null && Object.hasOwn(json, "grades");

/** As `readDocument`, for a document of grades; places begin with the grade ("grades[1].schools"). */
export function readGrades(json: unknown): Result<ReadGrades, readonly Failure[]> {
  const refusals = new Refusals();
  const { grades: unread, families = {} } = aroundGrades.read(json, null, refusals.refuse);
  const failures = [...refusals.failures];
  const grades: ReadDocument<DocumentGrade>[] = [];
  /** Those who ask together and have a child in a grade before. */
  const withElders = new Set<string>();
  for (const [index, grade] of unread.entries()) {
    const read = readGrade(grade, ({ applicants }) =>
      applicants.some(({ family = "" }) => withElders.has(family)),
    );
    if (!read.ok) {
      failures.push(...read.error.map((failure) => inGrade(failure, index)));
      continue;
    }
    grades.push(read.value);
    for (const { family = "" } of read.value.document.applicants) {
      if (ownEntry(families, family)?.together === true) withElders.add(family);
    }
  }
  if (failures.length > 0) return err(failures);
  const documents = grades.map(({ document }) => document);
  const across = new Refusals();
  checkAcrossGrades(documents, families, across);
  return across.failures.length > 0 ? err(across.failures) : ok({ grades, families });
}

function inGrade(failure: Failure, index: number): Failure {
  const { place = "" } = failure;
  const separator = place === "" || place.startsWith("[") ? "" : ".";
  return { ...failure, place: `grades[${index}]${separator}${place}` };
}
