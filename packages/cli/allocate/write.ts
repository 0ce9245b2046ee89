import { writeFile } from "node:fs/promises";
import { ALLOCATION_SCHEMA } from "@yangguang/core/allocation/document/form.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { csvLine } from "../season/csv.ts";
import type { Allocation } from "./run-allocation.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const outcomeJson = (allocation: Allocation): string => json(allocation);

export const schemaJson = (): string => json(ALLOCATION_SCHEMA);

/** One line for each applicant, ascending by id as in the outcome; empty cells without a seat. */
export function assignmentCsv({ assignment, placements }: Allocation): string {
  const lines = Object.entries(assignment).map(([applicant, school]) => {
    const { choice = null, step = null, pool = null } = placements[applicant] ?? {};
    return csvLine([applicant, school, choice, step, pool]);
  });
  return [csvLine(["applicant", "school", "choice", "step", "pool"]), ...lines].join("");
}

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
