import type { AllocationOutcome } from "../../domain/allocation-problem.ts";
import type { Family } from "../families/grades.ts";
import { allocateGrades } from "../families/grades.ts";
import type { DocumentGrade } from "./document.ts";
import type { ReadDocument } from "./read-document.ts";
import type { ReadGrades } from "./read-grades.ts";

/** One grade as it was run: with siblings first, and lists turned to them. */
export interface RunGrade {
  readonly read: ReadDocument<DocumentGrade>;
  readonly outcome: AllocationOutcome;
  /** Applicants whose list was turned, ascending. */
  readonly turned: readonly string[];
}

/** Allocates the grades of a document one after the other. */
export function runGrades({ grades, families }: ReadGrades): readonly RunGrade[] {
  const byFamily = new Map<string, Family>();
  const asGrades = grades.map(({ document: { id, applicants }, problem, steps }) => {
    const members = applicants.flatMap(({ id: pid, family }) =>
      family === undefined ? [] : [[pid, family] as const],
    );
    for (const [, family] of members) byFamily.set(family, { together: false });
    return {
      id,
      problem,
      families: Object.fromEntries(members),
      siblingsFirstIn: steps.filter(({ rules }) => rules.siblingsFirst).map(({ step }) => step.id),
    };
  });
  for (const [family, { together = false, enrolledAt = [] }] of Object.entries(families)) {
    byFamily.set(family, { together, enrolledAt });
  }
  const run = allocateGrades(asGrades, Object.fromEntries(byFamily));
  if (!run.ok) throw new Error(`should have been refused: ${JSON.stringify(run.error)}`);
  return run.value.flatMap(({ problem, outcome, turned }, index) => {
    const read = grades[index];
    if (read === undefined) return [];
    const steps = read.steps.map((built, number) => ({
      ...built,
      step: problem.steps[number] ?? built.step,
    }));
    return { read: { ...read, problem, steps }, outcome, turned };
  });
}
