import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  Placement,
  SchoolVerdict,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { waitingFor } from "./contest.ts";
import { atPlace, compareKeys, lotOf, ownEntry } from "./order.ts";

/** By pid: the verdicts, in the order in which the steps looked at the schools. */
export type Explainer = (pid: string) => readonly SchoolVerdict[];

/** One child's verdicts; for many children use `prepareExplainer`, which looks through all once. */
export const explain = (
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  pid: string,
): readonly SchoolVerdict[] => prepareExplainer(problem, outcome)(pid);

/**
 * Reads problem and outcome once; each child then costs only as much as its lists are long. For
 * every step in which the child still waited for a seat it says of each listed school down to the
 * one received why it was refused or given; nothing of a school further down the list, and nothing
 * for a pid that entered no step. What it shows of others is the public cutoff alone.
 */
export function prepareExplainer(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): Explainer {
  const placements = new Map(outcome.placements.map((placement) => [placement.pid, placement]));
  const steps = stepRecords(problem, outcome, placements);
  return (pid) => {
    const placement = placements.get(pid);
    const verdicts: SchoolVerdict[] = [];
    for (const record of steps) {
      const entry = record.entries.get(pid);
      const placedHere = placement?.step === record.step.id;
      if (entry !== undefined) {
        const shown = placedHere ? (placement?.listRank ?? 0) : entry.list.length;
        for (let place = 0; place < shown; place += 1) {
          const admitted = placedHere && place === shown - 1;
          verdicts.push(verdictAt(problem, record, entry, place, admitted));
        }
      }
      if (placedHere) break;
    }
    return verdicts;
  };
}

/** What is known of one step once it has run. */
interface StepRecord {
  readonly step: AllocationStep;
  readonly entries: ReadonlyMap<string, StepEntry>;
  readonly cutoffs: ReadonlyMap<string, Cutoff>;
  /** Schools at which the step had a seat to give. */
  readonly withSeats: ReadonlySet<string>;
  /** Rank by pid, where the step limits its competitors. */
  readonly ranks: ReadonlyMap<string, number>;
}

function stepRecords(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  placements: ReadonlyMap<string, Placement>,
): readonly StepRecord[] {
  const stepNumber = new Map(problem.steps.map(({ id }, index) => [id, index]));
  const stepOf = (pid: string): number =>
    stepNumber.get(placements.get(pid)?.step ?? "") ?? problem.steps.length;
  const cutoffs = problem.steps.map(() => new Map<string, Cutoff>());
  for (const cutoff of outcome.cutoffs) {
    cutoffs[stepNumber.get(cutoff.step) ?? -1]?.set(cutoff.school, cutoff);
  }
  const left = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  return problem.steps.map((step, index) => {
    const ranked =
      step.competitorsAtMost === undefined
        ? []
        : waitingFor(problem, step, (pid) => stepOf(pid) < index);
    const withSeats = new Set<string>();
    for (const [school, seats] of left) {
      if (seats > 0 && ownEntry(step.seatsAtMost, school) !== 0) withSeats.add(school);
    }
    for (const { school, admitted } of cutoffs[index]?.values() ?? []) {
      left.set(school, (left.get(school) ?? 0) - admitted);
    }
    return {
      step,
      entries: new Map(step.entries.map((entry) => [entry.pid, entry])),
      cutoffs: cutoffs[index] ?? new Map(),
      withSeats,
      ranks: new Map(ranked.map(({ pid }, position) => [pid, position + 1])),
    };
  });
}

function verdictAt(
  problem: AllocationProblem,
  { step, cutoffs, withSeats, ranks }: StepRecord,
  entry: StepEntry,
  place: number,
  admitted: boolean,
): SchoolVerdict {
  const school = atPlace(entry.list, place);
  const at = { step: step.id, school, listRank: place + 1 };
  const rank = ranks.get(entry.pid);
  const atMost = step.competitorsAtMost;
  if (rank !== undefined && atMost !== undefined && rank > atMost) {
    const ranking = { rank, atMost };
    const own = standingOf(problem, entry, 0, ONE_FOR_ALL);
    return { ...at, verdict: "outside-competitors", own, ranking };
  }
  const own = standingOf(problem, entry, place, step.lotScope === "one" ? ONE_FOR_ALL : school);
  const cutoff = cutoffs.get(school);
  if (cutoff === undefined) {
    if (!admitted && !withSeats.has(school)) return { ...at, verdict: "no-seats-in-step", own };
    throw new Error(`the outcome has no cutoff for ${school} in step ${step.id}`);
  }
  if (admitted) return { ...at, verdict: "admitted", own, cutoff };
  if (cutoff.listRank !== undefined && place + 1 > cutoff.listRank) {
    return { ...at, verdict: "beaten-by-choice-rank", own, cutoff };
  }
  if (compareKeys(own.key, cutoff.key) === 0) {
    return { ...at, verdict: "beaten-by-lot", own, cutoff };
  }
  const part = own.key.findIndex((value, index) => value !== cutoff.key[index]);
  return { ...at, verdict: "beaten-by-key", decidedBy: atPart(step, part), own, cutoff };
}

const standingOf = (
  problem: AllocationProblem,
  { pid, keys, points }: StepEntry,
  place: number,
  draw: string,
): NonNullable<SchoolVerdict["own"]> => ({
  key: atPlace(keys, place),
  points: atPlace(points, place),
  lot: lotOf(problem, draw, pid),
});

function atPart({ keyParts, id }: AllocationStep, index: number) {
  const part = keyParts[index];
  if (part === undefined) throw new Error(`step ${id} compares no part ${index}`);
  return part;
}
