import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import type { Table } from "../report/tables.ts";
import type { Comparison } from "../what-if/compare-runs.ts";
import { compareRuns } from "../what-if/compare-runs.ts";
import { comparisonTables } from "../what-if/comparison-tables.ts";
import type { Variant } from "../what-if/variant.ts";
import { applyVariant } from "../what-if/variant.ts";
import type { BuiltStep } from "./build-problem.ts";
import { refuseOpenTies } from "./open-ties.ts";
import type { ReadDocument } from "./read-document.ts";
import { Refusals } from "./report.ts";
import type { WrittenReport } from "./write-report.ts";
import { writeReport } from "./write-report.ts";

/** The document as it stands and under other rules, side by side. */
export interface WrittenComparison {
  readonly base: WrittenReport;
  readonly variants: readonly {
    readonly name: string;
    readonly report: WrittenReport;
    readonly differences: Comparison["variants"][number]["differences"];
  }[];
}

/**
 * Runs a document under other rules. Refuses what `compareRuns` refuses, and a variant in which
 * lots would decide that the document does not have.
 */
export function compareVariants(
  read: ReadDocument,
  variants: readonly Variant[],
): Result<
  { readonly written: WrittenComparison; readonly tables: readonly Table[] },
  readonly Failure[]
> {
  const under = variants.map((variant) => underVariant(read, variant));
  const open = under.flatMap((changed, index) =>
    changed === null ? [] : openTies(changed, variants[index]?.name ?? ""),
  );
  if (open.length > 0) return err(open);
  const compared = compareRuns(read.problem, variants);
  if (!compared.ok) return compared;
  return ok({
    written: {
      base: writeReport(read, compared.value.base),
      variants: compared.value.variants.map(({ name, report, differences }, index) => ({
        name,
        report: writeReport(under[index] ?? read, report),
        differences,
      })),
    },
    tables: comparisonTables(compared.value),
  });
}

/** Null for a variant that cannot be made: `compareRuns` says why. */
function underVariant(read: ReadDocument, variant: Variant): ReadDocument | null {
  const changed = applyVariant(read.problem, variant);
  if (!changed.ok) return null;
  const built = new Map(read.steps.map((one) => [one.step.id, one]));
  const steps = changed.value.steps.flatMap((step): readonly BuiltStep[] => {
    const before = built.get(step.id);
    if (before === undefined) return [];
    const { standings } = before;
    const compared = step.keyParts.length === 0 ? [] : standings.compared;
    return [{ ...before, step, standings: { ...standings, compared } }];
  });
  return { ...read, problem: changed.value, steps };
}

function openTies(changed: ReadDocument, name: string): readonly Failure[] {
  const refusals = new Refusals();
  refuseOpenTies(changed.document, changed, refusals.refuse);
  return refusals.failures.map((failure) => ({
    ...failure,
    place: `${name}: ${failure.place ?? ""}`,
  }));
}
