import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { contestOf, waitingFor } from "../contest.ts";
import { compareText } from "../order.ts";

/** One school that one child asked for in a run, as it asked for it last. */
export interface Ask {
  readonly pid: string;
  readonly school: string;
  /** Number of the last step in which the child, then without a seat, listed the school. */
  readonly step: number;
  /** From 0, in the list of that step. */
  readonly place: number;
  readonly entry: StepEntry;
  /**
   * Place in the school's order of all who asked for it, from 1. An earlier step comes before a
   * later one. Within a step it is the order in which the school compared them: place of the list
   * where that counts, key, lot, or the place in a call list or ring; after these come those who
   * were outside the step's limit of competitors.
   */
  readonly rank: number;
  /** "refused": wanted more than what the child got; "given": the seat it got; else passed over. */
  readonly result: "refused" | "given" | "not-needed";
  /** Whether it asked with a family that has not fallen apart. */
  readonly together: boolean;
}

type Unranked = Omit<Ask, "rank" | "result"> & {
  readonly outside: boolean;
  readonly standing: number;
};

/** By pid, ascending; each child's schools best first: as asked for last, step by step. */
export function asksOf(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): ReadonlyMap<string, readonly Ask[]> {
  const seatOf = new Map(outcome.placements.map(({ pid, school }) => [pid, school]));
  const unranked = lastAsks(problem, outcome);
  const asks = [...Map.groupBy(unranked, ({ school }) => school).values()].flatMap((ofSchool) =>
    ofSchool
      .toSorted(
        (a, b) =>
          a.step - b.step || Number(a.outside) - Number(b.outside) || a.standing - b.standing,
      )
      .map((ask, index): Ask => {
        const { pid, school, step, place, entry, together } = ask;
        const result = resultOf(ask, seatOf.get(pid) ?? null);
        return { pid, school, step, place, entry, together, rank: index + 1, result };
      }),
  );
  return new Map(
    [...Map.groupBy(asks, ({ pid }) => pid)]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([pid, own]) => [pid, own.toSorted((a, b) => a.step - b.step || a.place - b.place)]),
  );
}

function resultOf(
  { school, entry, place }: Pick<Ask, "school" | "entry" | "place">,
  given: string | null,
): Ask["result"] {
  if (given === null) return "refused";
  if (school === given) return "given";
  // In an earlier step the child may have listed what it got above this school, or not at all.
  const got = entry.list.indexOf(given);
  return got === -1 || place < got ? "refused" : "not-needed";
}

/** One for each child and school, from the last step in which the child asked for it. */
function lastAsks(problem: AllocationProblem, outcome: AllocationOutcome): readonly Unranked[] {
  const stepNumber = new Map(problem.steps.map(({ id }, number) => [id, number]));
  const placedIn = new Map(
    outcome.placements.map(({ pid, step }) => [pid, stepNumber.get(step ?? "") ?? Infinity]),
  );
  const seats = Int32Array.from(problem.schools, (school) => school.seats);
  const asks = new Map<string, Map<string, Unranked>>();
  for (const [number, step] of problem.steps.entries()) {
    const waiting = waitingFor(problem, step, (pid) => (placedIn.get(pid) ?? Infinity) < number);
    const competitors = waiting.slice(0, step.competitorsAtMost);
    const { market, standing } = contestOf(problem, step, competitors, seats);
    const together = keptTogether(step, outcome, competitors);
    for (const [child, entry] of waiting.entries()) {
      const { pid } = entry;
      const own = asks.get(pid) ?? new Map<string, Unranked>();
      asks.set(pid, own);
      const outside = child >= competitors.length;
      const firstWish = market.listStart[child] ?? 0;
      for (const [place, school] of entry.list.entries()) {
        own.set(school, {
          pid,
          school,
          step: number,
          place,
          entry,
          together: together.has(pid),
          outside,
          standing: outside ? child : (standing[firstWish + place] ?? 0),
        });
      }
    }
  }
  return [...asks.values()].flatMap((own) => [...own.values()]);
}

function keptTogether(
  { id, together }: AllocationStep,
  { fellApart = [] }: AllocationOutcome,
  competitors: readonly StepEntry[],
): ReadonlySet<string> {
  const apart = new Set(fellApart.filter(({ step }) => step === id).map(({ family }) => family));
  const competing = new Set(competitors.map(({ pid }) => pid));
  return new Set(
    Object.entries(together ?? {}).flatMap(([family, pids]) => {
      const present = pids.filter((pid) => competing.has(pid));
      return apart.has(family) || present.length < 2 ? [] : present;
    }),
  );
}
