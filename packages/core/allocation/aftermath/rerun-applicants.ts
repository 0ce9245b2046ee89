import type {
  AllocationOutcome,
  AllocationProblem,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import type { Ask } from "./asks.ts";
import { asksOf } from "./asks.ts";
import type { NotWaiting } from "./waitlists.ts";

/** What has happened since the run. */
export interface RerunChanges {
  /** Id of the re-run's step. */
  readonly id: string;
  /** Children who have left: they give back what they hold and ask for nothing. */
  readonly withdrawn?: readonly string[];
  /** Children who give back their seat but go on waiting for what they wanted more. */
  readonly declined?: readonly string[];
  readonly notWaiting?: NotWaiting;
  /** Schools that were filled by lot, say, and may not refill: freed seats there stay empty. */
  readonly noRefill?: readonly string[];
  readonly addedSeats?: Readonly<Record<string, number>>;
  /** Children of families that asked together who agree to ask, and to be moved, alone. */
  readonly askAlone?: readonly string[];
  readonly newcomers?: Newcomers;
}

/** Children who were not in the run. They come after all who were. */
export interface Newcomers {
  /** Id of a step of the run: by its rules they compare among themselves. */
  readonly step: string;
  readonly entries: readonly StepEntry[];
  /** As in a problem, and none equal to one of the run. */
  readonly lots: AllocationProblem["lots"];
  readonly lotGroups?: Readonly<Record<string, string>>;
}

/** A child in a re-run. */
export interface Applicant {
  readonly pid: string;
  readonly category: string;
  readonly groups: readonly string[];
  /** What it wanted more than what it got, best first, then the seat that it keeps. */
  readonly asks: readonly Ask[];
  readonly keeps: string | null;
}

type Asks = ReadonlyMap<string, readonly Ask[]>;

/** Everybody who was in the run and has not withdrawn. */
export function thoseWhoStay(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  asks: Asks,
  changes: RerunChanges,
): readonly Applicant[] {
  const withdrawn = new Set(changes.withdrawn);
  const declined = new Set(changes.declined);
  const alone = new Set(changes.askAlone);
  const entriesOf = new Map(problem.steps.map(({ id, entries }) => [id, entries]));
  const described = descriptions(problem, entriesOf);
  return outcome.placements
    .filter(({ pid }) => !withdrawn.has(pid))
    .map(({ pid, school }) => {
      const keeps = declined.has(pid) ? null : school;
      const own = asks.get(pid) ?? [];
      const given = own.filter(({ result }) => result === "given" && keeps !== null);
      const placedTogether = given.some(({ together }) => together);
      const wanted = own.filter(
        ({ result, together }) =>
          result === "refused" && (alone.has(pid) || !(together || placedTogether)),
      );
      return { pid, ...described(pid), asks: [...wanted, ...given], keeps };
    });
}

/** The step by whose rules newcomers compare, with nobody else in it. */
export function newcomersProblem(
  problem: AllocationProblem,
  { newcomers }: RerunChanges,
): AllocationProblem {
  const steps = problem.steps
    .filter(({ id }) => id === newcomers?.step)
    .map(({ together: _together, competitorsAtMost: _atMost, ...step }) => ({
      ...step,
      entries: newcomers?.entries ?? [],
    }));
  return {
    schools: problem.schools,
    steps,
    lots: newcomers?.lots ?? {},
    lotGroups: newcomers?.lotGroups ?? {},
  };
}

/** @param asks of those who were in the run */
export function newcomersWith(
  problem: AllocationProblem,
  newcomers: AllocationProblem,
  asks: Asks,
): readonly Applicant[] {
  const lastRank = new Map<string, number>();
  for (const { school, rank } of [...asks.values()].flat()) {
    lastRank.set(school, Math.max(rank, lastRank.get(school) ?? 0));
  }
  const entriesOf = new Map(newcomers.steps.map(({ id, entries }) => [id, entries]));
  const described = descriptions(problem, entriesOf);
  const own = asksOf(newcomers, { placements: [], cutoffs: [], seatsLeft: [] });
  return [...entriesOf.values()].flat().map(({ pid }) => ({
    pid,
    ...described(pid),
    asks: (own.get(pid) ?? []).map((ask) => ({
      ...ask,
      rank: ask.rank + (lastRank.get(ask.school) ?? 0),
    })),
    keeps: null,
  }));
}

/** A group as a step of the run knows it: children may belong to other groups in other steps. */
export const groupInStep = (step: string, group: string): string => JSON.stringify([step, group]);

/**
 * The category of a child's last entry, and its groups in each step that divides seats: those of its
 * entry there, or of its last entry if it has none there.
 *
 * @param entriesOf entries by step
 */
function descriptions(
  { steps }: AllocationProblem,
  entriesOf: ReadonlyMap<string, readonly StepEntry[]>,
): (pid: string) => Pick<Applicant, "category" | "groups"> {
  const last = new Map([...entriesOf.values()].flat().map((entry) => [entry.pid, entry]));
  const dividing = steps
    .filter(({ divisions }) => divisions !== undefined)
    .map(({ id }) => ({
      id,
      byPid: new Map((entriesOf.get(id) ?? []).map((entry) => [entry.pid, entry])),
    }));
  return (pid) => ({
    category: last.get(pid)?.category ?? "",
    groups: dividing.flatMap(({ id, byPid }) =>
      ((byPid.get(pid) ?? last.get(pid))?.groups ?? []).map((group) => groupInStep(id, group)),
    ),
  });
}
