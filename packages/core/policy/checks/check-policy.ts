import type { Failure } from "../../domain/result.ts";
import type { Policy } from "../document.ts";
import { checkAsks } from "./check-asks.ts";
import { checkCategories } from "./check-categories.ts";
import { checkChoices } from "./check-choices.ts";
import { checkIds } from "./check-ids.ts";
import { checkPlan } from "./check-plan.ts";
import { checkPoints } from "./check-points.ts";
import { checkSteps } from "./check-steps.ts";
import { checkTimetable } from "./check-timetable.ts";
import { newFindings } from "./report.ts";

/** Everything that keeps a well-formed policy from being used; `placeOf` turns paths into places. */
export function checkPolicy(policy: Policy, placeOf: (path: string) => string): readonly Failure[] {
  const findings = newFindings(placeOf);
  const checks = [
    checkIds,
    checkTimetable,
    checkAsks,
    checkCategories,
    checkPoints,
    checkChoices,
    checkPlan,
    checkSteps,
  ];
  for (const check of checks) check(policy, findings);
  return findings.problems;
}
