import { allocate } from "@yangguang/core/allocation/allocate.ts";
import { checkOutcome } from "@yangguang/core/allocation/check-outcome.ts";
import { readDocument } from "@yangguang/core/allocation/document/read-document.ts";
import type { WrittenVerdict } from "@yangguang/core/allocation/document/write-explanation.ts";
import { explanationWriter } from "@yangguang/core/allocation/document/write-explanation.ts";
import type { WrittenOutcome } from "@yangguang/core/allocation/document/write-outcome.ts";
import { writeOutcome } from "@yangguang/core/allocation/document/write-outcome.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Input } from "./read-input.ts";

export interface Allocation extends WrittenOutcome {
  /** Of the applicants asked for. */
  readonly explanations?: Readonly<Record<string, readonly WrittenVerdict[]>>;
}

/** Why there is no outcome: the document, the command line, or an engine that is wrong. */
export interface NoAllocation {
  readonly kind: "refused" | "usage" | "faulty";
  readonly failures: readonly Failure[];
}

/** Allocates and has the outcome checked; what the checker finds fault with is not given out. */
export function allocateDocument(
  { json, placeInTables }: Input,
  explained: readonly string[],
): Result<Allocation, NoAllocation> {
  const read = readDocument(json);
  if (!read.ok) return err({ kind: "refused", failures: read.error.map(placeInTables) });
  const { document, problem } = read.value;
  const known = new Set(document.applicants.map(({ id }) => id));
  const unknown = explained.filter((id) => !known.has(id));
  if (unknown.length > 0) return err({ kind: "usage", failures: unknown.map(nobody) });
  const outcome = allocate(problem);
  const findings = checkOutcome(problem, outcome);
  if (findings.length > 0) {
    const failures = findings.map(({ check, message }) =>
      failure(`allocate.${check}`, message.zh, message.en, check),
    );
    return err({ kind: "faulty", failures: [foundWrong(), ...failures] });
  }
  const written = writeOutcome(read.value, outcome);
  if (explained.length === 0) return ok(written);
  const explain = explanationWriter(read.value, outcome);
  return ok({
    ...written,
    explanations: Object.fromEntries(explained.map((id) => [id, explain(id)])),
  });
}

const nobody = (id: string): Failure =>
  failure(
    "allocate.nobody",
    `没有编号为“${id}”的申请人，无法说明。`,
    `There is no applicant “${id}” to explain anything to.`,
    "--explain",
  );

const foundWrong = (): Failure =>
  failure(
    "allocate.faulty",
    "独立检查发现分配结果有误，因此没有输出。这是程序的错误，请连同文件一并报告。",
    "The independent checker found the outcome wrong, so it was not printed. This is a fault of the program; please report it with the document.",
  );
