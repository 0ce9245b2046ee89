import type {
  AllocationProblem,
  AllocationStep,
  Placement,
  StepEntry,
} from "../domain/allocation-problem.ts";
import type { Points } from "../domain/points.ts";
import { text } from "../domain/text.ts";
import type { Report } from "./finding.ts";

/*
 * Serves `check-outcome.ts` and, like it, shares no code with the engine.
 */

/** One listed school of one competitor, with all by which it is compared at that school. */
export interface Request {
  readonly pid: string;
  readonly school: string;
  readonly listRank: number;
  readonly key: readonly number[];
  readonly points: Points | undefined;
  readonly lot: string;
}

/** One step as the outcome says it went. */
export interface Round {
  readonly step: AllocationStep;
  readonly met: ReadonlyMap<string, readonly Request[]>;
  /** Listed above what the competitor got, and so refused. */
  readonly refused: readonly Request[];
  readonly capacity: ReadonlyMap<string, number>;
  /** Whether the first request stands before the second at their school. */
  readonly before: (first: Request, second: Request) => boolean;
}

/** Code points as numbers, so that the order never depends on a locale. */
export function textBefore(first: string, second: string): boolean {
  const [a, b] = [Array.from(first), Array.from(second)];
  for (const [index, letter] of a.entries()) {
    const [x, y] = [letter.codePointAt(0) ?? 0, b[index]?.codePointAt(0) ?? -1];
    if (x !== y) return x < y;
  }
  return a.length < b.length;
}

/** Sorts what a step's competitors asked for into what was met and what was refused. */
export function replay(
  problem: AllocationProblem,
  step: AllocationStep,
  entries: readonly StepEntry[],
  placements: ReadonlyMap<string, Placement>,
  left: ReadonlyMap<string, number>,
  report: Report,
): Round {
  const met = new Map<string, Request[]>();
  const refused: Request[] = [];
  const choiceFirst = step.mechanism === "immediate-acceptance";
  const admissible = competitorsOf(problem, step, entries);
  const served = new Set<string>();
  for (const entry of entries) {
    const placement = placements.get(entry.pid);
    const placedHere = placement !== undefined && placement.step === step.id;
    if (placedHere) {
      served.add(entry.pid);
      checkListed(entry, placement, report);
    }
    if (!admissible.has(entry)) {
      if (placedHere) reportOutsider(step, placement, report);
      continue;
    }
    for (const [index, school] of entry.list.entries()) {
      const request = requestOf(problem, step, entry, school, index);
      if (!placedHere || request.listRank < (placement.listRank ?? 0)) refused.push(request);
      else if (school === placement.school) {
        const others = met.get(school);
        if (others === undefined) met.set(school, [request]);
        else others.push(request);
      }
    }
  }
  for (const placement of placements.values()) {
    if (placement.step === step.id && !served.has(placement.pid)) {
      reportUnlisted(placement, "no entry", report);
    }
  }
  const limits = new Map(Object.entries(step.seatsAtMost ?? {}));
  const capacity = new Map(
    [...left].map(([school, seats]) => [school, Math.min(seats, limits.get(school) ?? seats)]),
  );
  return {
    step,
    met,
    refused,
    capacity,
    before: (first, second) => requestBefore(first, second, choiceFirst),
  };
}

const forPlace = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values.length > 1 ? values[index] : values[0];

function requestOf(
  problem: AllocationProblem,
  step: AllocationStep,
  entry: StepEntry,
  school: string,
  index: number,
): Request {
  const draw = step.lotScope === "per-school" ? school : "*";
  return {
    pid: entry.pid,
    school,
    listRank: index + 1,
    key: forPlace(entry.keys, index) ?? [],
    points: forPlace(entry.points, index),
    lot: problem.lots[draw]?.[entry.pid] ?? "",
  };
}

function requestBefore(first: Request, second: Request, choiceFirst: boolean): boolean {
  if (choiceFirst && first.listRank !== second.listRank) return first.listRank < second.listRank;
  const differs = first.key.findIndex((value, index) => value !== second.key[index]);
  if (differs >= 0) return (first.key[differs] ?? 0) < (second.key[differs] ?? 0);
  if (first.lot !== second.lot) return first.lot < second.lot;
  return textBefore(first.pid, second.pid);
}

function competitorsOf(
  problem: AllocationProblem,
  step: AllocationStep,
  entries: readonly StepEntry[],
): ReadonlySet<StepEntry> {
  const limit = step.competitorsAtMost;
  if (limit === undefined || entries.length <= limit) return new Set(entries);
  const ranked = entries.map((entry) => ({
    entry,
    request: requestOf(problem, { ...step, lotScope: "one" }, entry, entry.list[0] ?? "", 0),
  }));
  ranked.sort((a, b) => (requestBefore(a.request, b.request, false) ? -1 : 1));
  return new Set(ranked.slice(0, limit).map(({ entry }) => entry));
}

function checkListed(entry: StepEntry, placement: Placement, report: Report): void {
  const listed = entry.list[(placement.listRank ?? 0) - 1];
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
