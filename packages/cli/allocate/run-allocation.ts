import { allocate } from "@yangguang/core/allocation/allocate.ts";
import { checkOutcome } from "@yangguang/core/allocation/check-outcome.ts";
import type { ReadDocument } from "@yangguang/core/allocation/document/read-document.ts";
import { readDocument } from "@yangguang/core/allocation/document/read-document.ts";
import { hasGrades, readGrades } from "@yangguang/core/allocation/document/read-grades.ts";
import { runGrades } from "@yangguang/core/allocation/document/run-grades.ts";
import type { AllocationOutcome } from "@yangguang/core/domain/allocation-problem.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Input } from "./read-input.ts";

/** What was given out under one set of rules, and what it is written with. */
export interface Run {
  readonly read: ReadDocument;
  readonly outcome: AllocationOutcome;
  /** In a document of grades: its id, and applicants whose list was turned to a sibling's school. */
  readonly grade: { readonly id: string; readonly turned: readonly string[] } | null;
}

/** Why there is no outcome: the document, the command line, or an engine that is wrong. */
export interface NoAllocation {
  readonly kind: "refused" | "usage" | "faulty";
  readonly failures: readonly Failure[];
}

/**
 * Allocates, every grade of a document that has grades, and has the outcomes checked; what the
 * checker finds fault with is not given out.
 */
export function allocateDocument({
  json,
  placeInTables,
}: Input): Result<readonly Run[], NoAllocation> {
  const runs = hasGrades(json) ? runsOfGrades(json) : runOfDocument(json);
  if (!runs.ok) return err({ kind: "refused", failures: runs.error.map(placeInTables) });
  const findings = runs.value.flatMap(({ read, outcome }) => checkOutcome(read.problem, outcome));
  if (findings.length > 0) {
    const failures = findings.map(({ check, message }) =>
      failure(`allocate.${check}`, message.zh, message.en, check),
    );
    return err({ kind: "faulty", failures: [foundWrong(), ...failures] });
  }
  return runs;
}

function runOfDocument(json: unknown): Result<readonly Run[], readonly Failure[]> {
  const read = readDocument(json);
  if (!read.ok) return read;
  return ok([{ read: read.value, outcome: allocate(read.value.problem), grade: null }]);
}

function runsOfGrades(json: unknown): Result<readonly Run[], readonly Failure[]> {
  const read = readGrades(json);
  if (!read.ok) return read;
  return ok(
    runGrades(read.value).map(({ read, outcome, turned }) => ({
      read,
      outcome,
      grade: { id: read.document.id, turned },
    })),
  );
}

const foundWrong = (): Failure =>
  failure(
    "allocate.faulty",
    "独立检查发现分配结果有误，因此没有输出。这是程序的错误，请连同文件一并报告。",
    "The independent checker found the outcome wrong, so it was not printed. This is a fault of the program; please report it with the document.",
  );
