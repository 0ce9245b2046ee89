import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
} from "../../domain/allocation-problem.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { err, failure } from "../../domain/result.ts";
import { checkProblem } from "../check-problem.ts";
import { ownEntry } from "../order.ts";

export interface SupplementaryRound {
  /** With new lists, of children without a seat and of newcomers. */
  readonly steps: readonly AllocationStep[];
  /** For all children of the round: those of the run again, or drawn anew. */
  readonly lots: AllocationProblem["lots"];
  readonly lotGroups?: Readonly<Record<string, string>>;
  readonly addedSeats?: Readonly<Record<string, number>>;
}

/**
 * The problem of a supplementary round, to be given to `allocate`: the seats that the run left, and
 * those added, for children without a seat, who list anew. Nobody who holds a seat takes part or is
 * touched; who wants another must wait for it (`rerun`) or give its seat back first.
 *
 * Where seats have been freed since the run, make the re-run first and the round after it, with the
 * re-run's problem and outcome; otherwise a newcomer may have a seat for which others wait.
 */
export function supplementaryProblem(
  { schools }: AllocationProblem,
  outcome: AllocationOutcome,
  { steps, lots, lotGroups = {}, addedSeats = {} }: SupplementaryRound,
): Result<AllocationProblem, readonly Failure[]> {
  const holders = new Set(
    outcome.placements.flatMap(({ pid, school }) => (school === null ? [] : [pid])),
  );
  const failures = [
    ...steps.flatMap(({ entries }, step) =>
      entries.flatMap(({ pid }, index) =>
        holders.has(pid) ? [holderFailure(pid, step, index)] : [],
      ),
    ),
    ...Object.keys(addedSeats)
      .filter((added) => schools.every(({ school }) => school !== added))
      .map(unknownSchoolFailure),
  ];
  if (failures.length > 0) return err(failures);
  return checkProblem({
    schools: outcome.seatsLeft.map(({ school, seats }) => ({
      school,
      seats: seats + (ownEntry(addedSeats, school) ?? 0),
    })),
    steps,
    lots,
    lotGroups,
  });
}

const holderFailure = (pid: string, step: number, index: number): Failure =>
  failure(
    "allocation.holds-seat",
    `“${pid}”已有学位，不能参加补录；须先放弃原学位。`,
    `“${pid}” holds a seat and cannot take part in a supplementary round; it must give the seat back first.`,
    `steps[${step}].entries[${index}].pid`,
  );

const unknownSchoolFailure = (school: string): Failure =>
  failure(
    "allocation.school-unknown",
    `学校“${school}”不在学校名单中，请改正编号或补入名单。`,
    `There is no school “${school}”; correct the id or add the school.`,
    `addedSeats.${school}`,
  );
