import { allocate } from "@yangguang/core/allocation/allocate.ts";
import { checkProblem } from "@yangguang/core/allocation/check-problem.ts";
import { explain } from "@yangguang/core/allocation/explain.ts";
import { bureauReport } from "@yangguang/core/allocation/report/bureau-report.ts";
import { odds } from "@yangguang/core/allocation/what-if/odds.ts";
import type { AllocationProblem } from "@yangguang/core/domain/allocation-problem.ts";

/** Bundled for each engine of JavaScript: all that the core says of the problems, as one text. */
export function answers(problems: string): string {
  return JSON.stringify(
    (JSON.parse(problems) as readonly AllocationProblem[]).map((problem) => {
      const checked = checkProblem(problem);
      if (!checked.ok) return checked.error;
      const outcome = allocate(problem);
      const pids = outcome.placements.map(({ pid }) => pid);
      return {
        outcome,
        report: bureauReport(problem, outcome),
        explained: pids.map((pid) => explain(problem, outcome, pid)),
        odds: odds(problem, pids[0] ?? "", { draws: 3, seed: 1 }),
      };
    }),
  );
}
