import type { Result } from "@yangguang/core/domain/result.ts";
import type { NoAllocation } from "../run-allocation.ts";
import { allocateDocument } from "../run-allocation.ts";
import type { Allocation, GradesAllocation } from "../write.ts";
import { writeAllocation } from "../write.ts";

/** The outcome of a document as the command prints it. */
export function allocated(json: unknown): Result<Allocation | GradesAllocation, NoAllocation> {
  const runs = allocateDocument({ json, placeInTables: (failure) => failure });
  if (!runs.ok) return runs;
  const written = writeAllocation(runs.value, []);
  if (!written.ok) throw new Error("nobody was to be explained");
  return written;
}
