import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  Placement,
  StepEntry,
} from "../domain/allocation-problem.ts";
import type { Contest } from "./contest.ts";
import { contestOf, waitingFor } from "./contest.ts";

/** What is known of one step once it has run. */
export interface StepRecord {
  readonly step: AllocationStep;
  readonly contest: Contest;
  /** By pid: the entries of those who had no seat when the step began. */
  readonly waiting: ReadonlyMap<string, StepEntry>;
  /** Number of the competitor by pid; not of those outside the limit of competitors. */
  readonly childOf: ReadonlyMap<string, number>;
  /** Rank by pid, where the step limits its competitors. */
  readonly rankOf: ReadonlyMap<string, number>;
  cutoff(school: number, pool: string | undefined): Cutoff | undefined;
  /** The pool open to the child in which the last one admitted stands furthest back. */
  nearestPool(entry: StepEntry, school: number): LastAdmitted | undefined;
  /** Whether some pool that has seats of its own at the school is open to the child. */
  isEligible(entry: StepEntry, school: number): boolean;
  rankAmongWanting(wish: number): { readonly rank: number; readonly wanted: number };
  /** "Admit none": whether this is one of those whom the seats left could not hold together. */
  refusedWithTie(wish: number): boolean;
}

interface LastAdmitted {
  readonly cutoff: Cutoff;
  readonly standing: number;
}

/** Sets the steps up once more, as the outcome says that they went. */
export function stepRecords(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly StepRecord[] {
  const stepNumber = new Map(problem.steps.map(({ id }, index) => [id, index]));
  const placedIn = new Map(
    outcome.placements.map(({ pid, step }) => [
      pid,
      step === null ? problem.steps.length : (stepNumber.get(step) ?? 0),
    ]),
  );
  const schoolNumber = new Map(problem.schools.map(({ school }, number) => [school, number]));
  const seatsLeft = Int32Array.from(problem.schools, ({ seats }) => seats);
  const cutoffsByStep = Map.groupBy(outcome.cutoffs, ({ step }) => step);
  const placementsByStep = Map.groupBy(outcome.placements, ({ step }) => step);
  return problem.steps.map((step, index) => {
    const waiting = waitingFor(problem, step, (pid) => (placedIn.get(pid) ?? 0) < index);
    const competitors = waiting.slice(0, step.competitorsAtMost);
    const contest = contestOf(problem, step, competitors, seatsLeft);
    const placements = placementsByStep.get(step.id) ?? [];
    const byPid = new Map(placements.map((placement) => [placement.pid, placement]));
    const record = recordOf(contest, waiting, byPid, cutoffsByStep.get(step.id) ?? []);
    for (const { school } of placements) {
      const number = schoolNumber.get(school ?? "") ?? 0;
      seatsLeft[number] = Math.max(0, (seatsLeft[number] ?? 0) - 1);
    }
    return record;
  });
}

/** @param placements of the step, by pid */
function recordOf(
  contest: Contest,
  waiting: readonly StepEntry[],
  placements: ReadonlyMap<string, Placement>,
  cutoffs: readonly Cutoff[],
): StepRecord {
  const { step, competitors, schools, market } = contest;
  const cutoffsBySchool = Map.groupBy(cutoffs, ({ school }) => school);
  const wanting = standingsWanting(contest, placements);
  const lasts = lastStandings(contest, placements);
  const childOf = new Map(competitors.map(({ pid }, child) => [pid, child]));
  const at = (school: number): readonly Cutoff[] =>
    cutoffsBySchool.get(schools[school] ?? "") ?? [];
  return {
    step,
    contest,
    waiting: new Map(waiting.map((entry) => [entry.pid, entry])),
    childOf,
    rankOf:
      step.competitorsAtMost === undefined
        ? new Map()
        : new Map(waiting.map(({ pid }, position) => [pid, position + 1])),
    cutoff: (school, pool) => at(school).find((cutoff) => cutoff.pool === pool),
    nearestPool: (entry, school) =>
      at(school)
        .filter(({ pool }) => isOpenTo(contest, entry, school, pool))
        .map((cutoff) => ({ cutoff, standing: lasts[school]?.get(cutoff.pool) ?? 0 }))
        .toSorted((a, b) => b.standing - a.standing)[0],
    isEligible: (entry, school) =>
      (contest.divided?.turns[school] ?? []).some(
        ({ pool, seats }) => seats > 0 && isOpenTo(contest, entry, school, pool),
      ),
    rankAmongWanting: (wish) => {
      const others = wanting[market.listSchool[wish] ?? 0]?.all ?? [];
      return { rank: countBelow(others, market.standing[wish] ?? 0) + 1, wanted: others.length };
    },
    refusedWithTie: (wish) => {
      const school = market.listSchool[wish] ?? 0;
      const { all = [], refused = [] } = wanting[school] ?? {};
      return (
        step.ties === "admit-none" &&
        refused[0] === market.standing[wish] &&
        all.length - refused.length < (market.seats[school] ?? 0)
      );
    },
  };
}

/** Whether a pool, by its id, is open to a competitor. */
function isOpenTo(
  { divided, schools }: Contest,
  { guaranteed, groups }: StepEntry,
  school: number,
  pool: string | undefined,
): boolean {
  const turn = divided?.turns[school]?.find((one) => one.pool === pool);
  if (turn === undefined) return pool === undefined;
  if (turn.guaranteedOnly) return guaranteed === schools[school];
  return turn.group === null || groups?.includes(turn.group) === true;
}

interface Standings {
  /** Of all who were given the school or listed it above what they got, ascending. */
  readonly all: readonly number[];
  /** Of those among them who were refused, ascending. */
  readonly refused: readonly number[];
}

/** By number of the school. */
function standingsWanting(
  { competitors, schools, market }: Contest,
  placements: ReadonlyMap<string, Placement>,
): readonly Standings[] {
  const bySchool = schools.map(() => ({ all: [] as number[], refused: [] as number[] }));
  for (const [child, { pid, list }] of competitors.entries()) {
    const met = (placements.get(pid)?.listRank ?? list.length + 1) - 1;
    const firstWish = market.listStart[child] ?? 0;
    for (let place = 0; place <= met && place < list.length; place += 1) {
      const school = bySchool[market.listSchool[firstWish + place] ?? 0];
      const standing = market.standing[firstWish + place] ?? 0;
      school?.all.push(standing);
      if (place < met) school?.refused.push(standing);
    }
  }
  for (const standings of bySchool.flatMap(({ all, refused }) => [all, refused])) {
    standings.sort((a, b) => a - b);
  }
  return bySchool;
}

/** By number of the school, then by pool: the standing of the last one admitted. */
function lastStandings(
  { competitors, schools, market, standing }: Contest,
  placements: ReadonlyMap<string, Placement>,
): readonly ReadonlyMap<string | undefined, number>[] {
  const lasts = schools.map(() => new Map<string | undefined, number>());
  for (const [child, { pid }] of competitors.entries()) {
    const placement = placements.get(pid);
    if (placement === undefined) continue;
    const wish = (market.listStart[child] ?? 0) + (placement.listRank ?? 1) - 1;
    const pools = lasts[market.listSchool[wish] ?? 0];
    const own = standing[wish] ?? 0;
    pools?.set(placement.pool, Math.max(pools.get(placement.pool) ?? 0, own));
  }
  return lasts;
}

/** How many of the ascending numbers are smaller than the limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
