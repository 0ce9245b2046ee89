import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import { compareText, ownEntry } from "../order.ts";
import { asksOf } from "./asks.ts";

/** By pid: schools for which the child no longer waits. */
export type NotWaiting = Readonly<Record<string, readonly string[]>>;

export interface Waiting {
  readonly pid: string;
  /** 1 for the first to be asked when a seat becomes free. */
  readonly rank: number;
  /** The last step in which the child asked for the school. */
  readonly step: string;
  /** 1 for the first place of its list there. */
  readonly listRank: number;
}

export interface Waitlist {
  readonly school: string;
  /** By rank. */
  readonly waiting: readonly Waiting[];
}

/**
 * Who waits for a seat at which school: all who asked for it in the run, wanted it more than what
 * they got, and have not said that they no longer wait. They stand in the order in which the school
 * compared them; where children asked in different steps, the earlier step comes first.
 *
 * Ranks are those of the day of the run: whoever is before a child when a seat becomes free has a
 * smaller rank, so a child never falls back. At a school with divided seats the rank is that among
 * all; `rerun` minds the pools.
 *
 * @returns one for each school, ascending
 */
export function waitlistsOf(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  notWaiting: NotWaiting = {},
): readonly Waitlist[] {
  const asks = [...asksOf(problem, outcome).values()]
    .flat()
    .filter(
      ({ pid, school, result }) =>
        result === "refused" && ownEntry(notWaiting, pid)?.includes(school) !== true,
    );
  const bySchool = Map.groupBy(asks, ({ school }) => school);
  return problem.schools
    .map(({ school }) => school)
    .toSorted(compareText)
    .map((school) => ({
      school,
      waiting: (bySchool.get(school) ?? [])
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ pid, step, place }, index) => ({
          pid,
          rank: index + 1,
          step: problem.steps[step]?.id ?? "",
          listRank: place + 1,
        })),
    }));
}

/** What one family may be shown: its own ranks, and how many wait, but nobody else's name. */
export const ownWaitlistRanks = (
  waitlists: readonly Waitlist[],
  pid: string,
): readonly { readonly school: string; readonly rank: number; readonly waiting: number }[] =>
  waitlists.flatMap(({ school, waiting }) =>
    waiting
      .filter((row) => row.pid === pid)
      .map(({ rank }) => ({ school, rank, waiting: waiting.length })),
  );
