import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  Placement,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { waitingFor } from "../contest.ts";
import { compareText } from "../order.ts";
import type { CapFigures, PoolFigures } from "./group-figures.ts";
import { capFigures, poolFigures } from "./group-figures.ts";

/** A run in figures, for the bureau: plain data. Of a child it holds nothing but the pid. */
export interface BureauReport {
  readonly children: {
    readonly entered: number;
    readonly placed: number;
    readonly unplaced: number;
  };
  /** Over all steps, by the place in the list that counted; those unplaced are in `children`. */
  readonly byChoice: readonly ChoiceCount[];
  readonly steps: readonly StepFigures[];
  /** Ascending by school. */
  readonly schools: readonly SchoolFigures[];
  /** As in the outcome: by step, school and pool. */
  readonly cutoffs: readonly Cutoff[];
  /** By step, then school, in order of precedence. */
  readonly pools: readonly PoolFigures[];
  readonly caps: readonly CapFigures[];
  /** Ascending by pid. */
  readonly placedLater: readonly LaterPlacement[];
  /** Families that asked together and were parted, by step. */
  readonly fellApart: readonly { readonly step: string; readonly family: string }[];
}

export interface ChoiceCount {
  /** From 1. */
  readonly rank: number;
  readonly children: number;
}

interface StepFigures {
  readonly step: string;
  /** Children of the step who had no seat when it began, and those of them who might compete. */
  readonly waiting: number;
  readonly competed: number;
  readonly placed: number;
  readonly byChoice: readonly ChoiceCount[];
}

interface SchoolFigures {
  readonly school: string;
  readonly seats: number;
  readonly admitted: number;
  readonly unfilled: number;
  /** Above the seats: only where all equals are admitted at the last seat. */
  readonly over: number;
  /** Children who named the school first, in the first step that they entered. */
  readonly firstChoices: number;
}

/** A child who went away empty from one step and was placed by a later one, as by redistribution. */
interface LaterPlacement {
  readonly pid: string;
  /** The first step in which the child competed in vain. */
  readonly firstStep: string;
  readonly step: string;
  readonly school: string;
  readonly listRank: number;
}

/** One step as it went. */
export interface StepCourse {
  readonly step: AllocationStep;
  readonly waiting: number;
  readonly competitors: readonly StepEntry[];
  /** Of the step, by pid. */
  readonly placements: ReadonlyMap<string, Placement>;
}

/** @param outcome of this problem */
export function bureauReport(problem: AllocationProblem, outcome: AllocationOutcome): BureauReport {
  const courses = stepCourses(problem, outcome);
  const placed = outcome.placements.filter(({ school }) => school !== null);
  return {
    children: {
      entered: outcome.placements.length,
      placed: placed.length,
      unplaced: outcome.placements.length - placed.length,
    },
    byChoice: countByChoice(placed),
    steps: courses.map(({ step, waiting, competitors, placements }) => ({
      step: step.id,
      waiting,
      competed: competitors.length,
      placed: placements.size,
      byChoice: countByChoice([...placements.values()]),
    })),
    schools: schoolFigures(problem, outcome),
    cutoffs: outcome.cutoffs,
    pools: courses.flatMap(poolFigures),
    caps: courses.flatMap(capFigures),
    placedLater: placedLater(courses),
    fellApart: outcome.fellApart ?? [],
  };
}

function stepCourses(
  problem: AllocationProblem,
  { placements }: AllocationOutcome,
): readonly StepCourse[] {
  const byStep = Map.groupBy(placements, ({ step }) => step);
  const seated = new Set<string>();
  return problem.steps.map((step) => {
    const waiting = waitingFor(problem, step, (pid) => seated.has(pid));
    const own = new Map((byStep.get(step.id) ?? []).map((one) => [one.pid, one]));
    for (const pid of own.keys()) seated.add(pid);
    return {
      step,
      waiting: waiting.length,
      competitors: waiting.slice(0, step.competitorsAtMost),
      placements: own,
    };
  });
}

function countByChoice(placements: readonly Placement[]): readonly ChoiceCount[] {
  const counts = Map.groupBy(placements, ({ listRank }) => listRank ?? 0);
  return [...counts]
    .map(([rank, { length }]) => ({ rank, children: length }))
    .toSorted((a, b) => a.rank - b.rank);
}

function schoolFigures(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly SchoolFigures[] {
  const admitted = Map.groupBy(outcome.placements, ({ school }) => school);
  const left = new Map(outcome.seatsLeft.map(({ school, seats }) => [school, seats]));
  const first = new Map<string, string | undefined>();
  for (const { pid, list } of problem.steps.flatMap(({ entries }) => entries)) {
    if (!first.has(pid)) first.set(pid, list[0]);
  }
  const named = Map.groupBy(first.values(), (school) => school);
  return problem.schools
    .map(({ school, seats }) => {
      const count = admitted.get(school)?.length ?? 0;
      return {
        school,
        seats,
        admitted: count,
        unfilled: left.get(school) ?? 0,
        over: Math.max(0, count - seats),
        firstChoices: named.get(school)?.length ?? 0,
      };
    })
    .toSorted((a, b) => compareText(a.school, b.school));
}

function placedLater(courses: readonly StepCourse[]): readonly LaterPlacement[] {
  const firstStep = new Map<string, string>();
  const later: LaterPlacement[] = [];
  for (const { step, competitors, placements } of courses) {
    for (const { pid } of competitors) {
      const { school = null, listRank } = placements.get(pid) ?? {};
      const before = firstStep.get(pid);
      if (school === null) firstStep.set(pid, before ?? step.id);
      else if (before !== undefined) {
        later.push({ pid, firstStep: before, step: step.id, school, listRank: listRank ?? 0 });
      }
    }
  }
  return later.toSorted((a, b) => compareText(a.pid, b.pid));
}
