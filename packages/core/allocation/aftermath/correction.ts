import type {
  AllocationOutcome,
  AllocationProblem,
  Placement,
  SchoolSeats,
} from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { compareText } from "../order.ts";
import type { Ask } from "./asks.ts";
import { asksOf } from "./asks.ts";
import type { Component, Move, Seats } from "./moves.ts";
import { componentsOf, movesBetween, seatsOf } from "./moves.ts";

export interface Recomputation {
  readonly outcome: AllocationOutcome;
  /** All whose school changes. */
  readonly moves: readonly Move[];
  /** The same moves, by what hangs together. Nobody else's school changes. */
  readonly components: readonly Component[];
  /** So many children have the same school, or none, in both outcomes. */
  readonly untouched: number;
}

/**
 * A mistake was found after the run (wrong points, a wrong category, a child forgotten): what would
 * have come out without it. All differences are there: who is in no move has the same school in both
 * outcomes. Moves form components that have no school in common, so that each can be explained, and
 * decided on, by itself: at every school the seats that a component takes and leaves are its own.
 *
 * @param corrected has passed `checkProblem`; its lots are those of the run
 */
export function recompute(old: AllocationOutcome, corrected: AllocationProblem): Recomputation {
  const outcome = allocate(corrected);
  const [before, after] = [seatsOf(old), seatsOf(outcome)];
  const moves = movesBetween(before, after);
  const children = new Set([...before.keys(), ...after.keys()]).size;
  return { outcome, moves, components: componentsOf(moves), untouched: children - moves.length };
}

export interface Protection {
  /** Only wronged children, ascending by pid. */
  readonly moves: readonly Move[];
  /** The seats that they get, as the corrected outcome gives them. */
  readonly placements: readonly Placement[];
  /** Seats beyond the corrected plan that this costs, by school; schools that need none are not named. */
  readonly additionalSeats: readonly SchoolSeats[];
  /** Wronged children for whom the corrected outcome has nothing better. */
  readonly unchanged: readonly string[];
}

/**
 * The gentler way: nobody is moved but the wronged, who get what the corrected outcome gives them,
 * on seats that are free, that other wronged children leave, or that are added. Who would get
 * something worse by the correction keeps what it has, wronged or not. What becomes free by this is
 * not passed on: that is for a re-run.
 *
 * @param wronged children to be set right; usually those whose records were wrong
 * @param corrected has passed `checkProblem`; its lots are those of the run
 */
export function protect(
  old: AllocationOutcome,
  corrected: AllocationProblem,
  wronged: readonly string[],
): Protection {
  const outcome = allocate(corrected);
  const asks = asksOf(corrected, outcome);
  const before = seatsOf(old);
  const improved = outcome.placements.filter(
    ({ pid, school }) =>
      wronged.includes(pid) && isBetter(asks.get(pid) ?? [], school, before.get(pid) ?? null),
  );
  const after = new Map([...before, ...improved.map(({ pid, school }) => [pid, school] as const)]);
  const better = new Set(improved.map(({ pid }) => pid));
  return {
    moves: movesBetween(before, after),
    placements: improved,
    additionalSeats: additionalSeats(corrected, before, after),
    unchanged: [...new Set(wronged)].filter((pid) => !better.has(pid)).toSorted(compareText),
  };
}

/** @param asks what the child asks for by its corrected record, best first */
function isBetter(asks: readonly Ask[], school: string | null, than: string | null): boolean {
  const place = (at: string | null): number => {
    const found = asks.findIndex((ask) => ask.school === at);
    return found === -1 ? Infinity : found;
  };
  return place(school) < place(than);
}

function additionalSeats(
  { schools }: AllocationProblem,
  before: Seats,
  after: Seats,
): readonly SchoolSeats[] {
  const admitted = (seats: Seats): ReadonlyMap<string | null, number> =>
    new Map([...Map.groupBy(seats.values(), (at) => at)].map(([at, { length }]) => [at, length]));
  const [then, now] = [admitted(before), admitted(after)];
  return schools
    .map(({ school, seats }) => {
      const beyond = (count: number | undefined): number => Math.max(0, (count ?? 0) - seats);
      return { school, seats: beyond(now.get(school)) - beyond(then.get(school)) };
    })
    .filter(({ seats }) => seats > 0)
    .toSorted((a, b) => compareText(a.school, b.school));
}
