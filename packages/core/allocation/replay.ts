import type { AllocationStep, Placement } from "../domain/allocation-problem.ts";
import { text } from "../domain/text.ts";
import type { Field } from "./check/field.ts";
import type { Request } from "./check/request.ts";
import type { Report } from "./finding.ts";

/*
 * Serves `check-outcome.ts` and, like it, shares no code with the engine.
 */

/** One step as the outcome says it went. */
export interface Round extends Field {
  /** By school; those whom the outcome places there in this step. */
  readonly met: ReadonlyMap<string, readonly Request[]>;
  /** Listed above what the competitor got, and so refused. */
  readonly refused: readonly Request[];
  /** The pool whose seat a met request has, as the outcome says. */
  readonly poolOf: (request: Request) => string | undefined;
  /** Families that asked together and that the outcome says fell apart. */
  readonly fellApart: ReadonlySet<string>;
}

/** Sorts what a step's competitors asked for into what was met and what was refused. */
export function replay(
  field: Field,
  waiting: ReadonlySet<string>,
  placements: ReadonlyMap<string, Placement>,
  fellApart: ReadonlySet<string>,
  report: Report,
): Round {
  const { step, requests } = field;
  const met = new Map<string, Request[]>();
  const refused: Request[] = [];
  for (const [pid, list] of requests) {
    const placement = placements.get(pid);
    const placedHere = placement !== undefined && placement.step === step.id;
    if (placedHere) checkListed(list, placement, report);
    for (const request of list) {
      if (!placedHere || request.listRank < (placement.listRank ?? 0)) refused.push(request);
      else if (request.school === placement.school) {
        const others = met.get(request.school);
        if (others === undefined) met.set(request.school, [request]);
        else others.push(request);
      }
    }
  }
  for (const placement of placements.values()) {
    if (placement.step !== step.id || requests.has(placement.pid)) continue;
    if (waiting.has(placement.pid)) reportOutsider(step, placement, report);
    else reportUnlisted(placement, "no entry", report);
  }
  const poolOf = ({ pid }: Request): string | undefined => placements.get(pid)?.pool;
  return { ...field, met, refused, poolOf, fellApart };
}

function checkListed(list: readonly Request[], placement: Placement, report: Report): void {
  const listed = list[(placement.listRank ?? 0) - 1]?.school;
  if (listed === undefined || listed !== placement.school) {
    reportUnlisted(placement, listed ?? "nothing", report);
  }
}

const reportUnlisted = (placement: Placement, listed: string, report: Report): void =>
  report({
    check: "listed",
    step: placement.step,
    school: placement.school,
    pids: [placement.pid],
    expected: `${placement.school} at place ${placement.listRank} of the list`,
    found: listed,
    message: text(
      "孩子被录取到在这一步没有填报（或不在该位置）的学校。",
      "A child was placed at a school that it had not listed in this step, or not at that place.",
    ),
  });

const reportOutsider = (step: AllocationStep, placement: Placement, report: Report): void =>
  report({
    check: "competitors",
    step: step.id,
    school: placement.school,
    pids: [placement.pid],
    expected: `among the first ${step.competitorsAtMost}`,
    found: "ranked after them",
    message: text(
      "孩子不在这一步的参加名额之内，却被录取。",
      "A child was placed who is not among those that may compete in the step.",
    ),
  });
