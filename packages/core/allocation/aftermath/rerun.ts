import type {
  AllocationOutcome,
  AllocationProblem,
  KeyPart,
  SeatDivision,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import { allocate } from "../allocate.ts";
import { checkProblem } from "../check-problem.ts";
import { atPlace, ownEntry } from "../order.ts";
import { asksOf } from "./asks.ts";
import { checkChanges } from "./check-changes.ts";
import { lotsFor } from "./lots.ts";
import type { Move } from "./moves.ts";
import { movesBetween, seatsOf } from "./moves.ts";
import type { Applicant, RerunChanges } from "./rerun-applicants.ts";
import { groupInStep, newcomersProblem, newcomersWith, thoseWhoStay } from "./rerun-applicants.ts";

export interface Rerun {
  /** One step of deferred acceptance. */
  readonly problem: AllocationProblem;
  readonly outcome: AllocationOutcome;
  /** Everybody whose school changes, those who withdrew included. */
  readonly moves: readonly Move[];
}

/** What is compared in a re-run: the place in the school's order of the run, then the newcomers. */
const WAITING_LIST: KeyPart = { by: "term", term: "waiting-list" };

/**
 * Gives freed, left and added seats to those who wait, and passes on the seats that these leave.
 * One step of deferred acceptance in which every child that keeps its seat has it guaranteed and asks
 * only for schools that it wanted more; a child without a seat asks for all that it asked for. The
 * order at a school is that of its waiting list (`waitlistsOf`); newcomers come after.
 *
 * Guarantees:
 * - nobody who keeps a seat gets one it wants less;
 * - where seats are not divided, nobody is passed over by one who comes later in a waiting list;
 * - who has withdrawn gets nothing; a school that may not refill admits nobody new;
 * - with nothing changed nothing changes, where the run was one step of deferred acceptance, serial
 *   dictatorship, immediate acceptance, a ring or lots only, and had no divided seats, no families
 *   and no ties admitted or refused whole. For then the old outcome is stable in the re-run, so what
 *   the re-run gives is at least as good for everybody; that would have been stable in the run, too,
 *   whose outcome was the best of this kind. After several steps it need not be so: a seat that a
 *   later step left free may be wanted by a child placed earlier.
 *
 * Where seats are divided, a pool has again the seats that those who keep theirs leave of its own;
 * a seat that somebody leaves by moving on is open to all. Children placed together as a family keep
 * their school, and those refused together do not ask, unless they agree to ask alone. Children who
 * stood equal and were admitted or refused together are parted by lot here.
 */
export function rerun(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  changes: RerunChanges,
): Result<Rerun, readonly Failure[]> {
  const failures = checkChanges(problem, outcome, changes);
  if (failures.length > 0) return err(failures);
  const newcomers = checkProblem(newcomersProblem(problem, changes));
  if (!newcomers.ok) return newcomers;
  const asks = asksOf(problem, outcome);
  const applicants = [
    ...thoseWhoStay(problem, outcome, asks, changes),
    ...newcomersWith(problem, newcomers.value, asks),
  ];
  const checked = checkProblem(problemOf(problem, outcome, applicants, changes));
  if (!checked.ok) return checked;
  const next = allocate(checked.value);
  const moves = movesBetween(seatsOf(outcome), seatsOf(next));
  return ok({ problem: checked.value, outcome: next, moves });
}

function problemOf(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  applicants: readonly Applicant[],
  changes: RerunChanges,
): AllocationProblem {
  const closed = new Set(changes.noRefill);
  const kept = Map.groupBy(applicants, ({ keeps }) => keeps);
  const schools = problem.schools.map(({ school, seats }) => {
    const staying = kept.get(school)?.length ?? 0;
    const planned = seats + (ownEntry(changes.addedSeats, school) ?? 0);
    return { school, seats: closed.has(school) ? staying : Math.max(staying, planned) };
  });
  const entries = applicants.map((applicant) => entryOf(applicant, changes));
  const holders = new Set(applicants.flatMap(({ pid, keeps }) => (keeps === null ? [] : [pid])));
  const divisions = remainingDivisions(problem, outcome, holders);
  const { lotScope, lots } = lotsFor(entries, [problem.lots, changes.newcomers?.lots ?? {}]);
  return {
    schools,
    steps: [
      {
        id: changes.id,
        mechanism: "deferred-acceptance",
        lotScope,
        keyParts: [WAITING_LIST],
        ...(Object.keys(divisions).length > 0 ? { divisions } : {}),
        entries,
      },
    ],
    lots,
    lotGroups: { ...problem.lotGroups, ...changes.newcomers?.lotGroups },
  };
}

function entryOf(
  { pid, category, asks, keeps, groups }: Applicant,
  { notWaiting, noRefill }: RerunChanges,
): StepEntry {
  const without = new Set([...(ownEntry(notWaiting, pid) ?? []), ...(noRefill ?? [])]);
  const wanted = asks.filter(({ school }) => school === keeps || !without.has(school));
  return {
    pid,
    category,
    list: wanted.map(({ school }) => school),
    keys: wanted.length === 0 ? [[0]] : wanted.map(({ rank }) => [rank]),
    points:
      wanted.length === 0
        ? [pointsOf(0)]
        : wanted.map(({ entry, place }) => atPlace(entry.points, place)),
    ...(groups.length > 0 ? { groups } : {}),
    ...(keeps === null ? {} : { guaranteed: keeps }),
  };
}

/** As in the last step that divides a school's seats, less the seats that are kept in each pool. */
function remainingDivisions(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  holders: ReadonlySet<string>,
): Readonly<Record<string, SeatDivision>> {
  const seatId = (...parts: readonly unknown[]): string => JSON.stringify(parts);
  const kept = Map.groupBy(
    outcome.placements.filter(({ pid }) => holders.has(pid)),
    ({ step, school, pool }) => seatId(step, school, pool),
  );
  const divisions = new Map<string, SeatDivision>();
  for (const step of problem.steps) {
    for (const [school, division] of Object.entries(step.divisions ?? {})) {
      const pools = division.pools.map((pool) => {
        const group = pool.group === null ? null : groupInStep(step.id, pool.group);
        if (pool.seats === undefined) return { ...pool, group };
        const keepers = kept.get(seatId(step.id, school, pool.id))?.length ?? 0;
        return { ...pool, group, seats: Math.max(0, pool.seats - keepers) };
      });
      const caps = (division.caps ?? []).map(({ group, atMost }) => ({
        group: groupInStep(step.id, group),
        atMost,
      }));
      divisions.set(school, { pools, caps });
    }
  }
  return Object.fromEntries(divisions);
}
