import type { AllocationProblem, Cutoff } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import type { Admissions } from "./admissions.ts";
import type { Contest } from "./contest.ts";
import { atPlace, compareText, lotOf } from "./order.ts";

/** The last one admitted at each school or pool that admitted anybody, ascending by school, then by pool. */
export function cutoffsOf(
  problem: AllocationProblem,
  contest: Contest,
  admissions: Admissions,
): readonly Cutoff[] {
  const refused = refusedBySchool(contest, admissions);
  return lastAdmitted(contest, admissions)
    .map(({ school, turn, admitted, wish }): Cutoff => {
      const turns = contest.divided?.turns[school] ?? [];
      const { guaranteedOnly = false, group = null, pool = "" } = turns[turn] ?? {};
      const binding = (refused.get(school) ?? []).some((child) => {
        const entry = contest.competitors[child];
        return (
          (!guaranteedOnly || entry?.guaranteed === contest.schools[school]) &&
          (group === null || entry?.groups?.includes(group) === true)
        );
      });
      const at = { school: contest.schools[school] ?? "", step: contest.step.id };
      return {
        ...at,
        ...(contest.divided?.named[school] === true ? { pool } : {}),
        admitted,
        binding,
        ...standingAt(problem, contest, wish),
        ...(admissions.round === null ? {} : { round: lastRound(contest, admissions, school) }),
      };
    })
    .toSorted((a, b) => compareText(a.school, b.school));
}

interface Last {
  readonly school: number;
  /** Number of the pool's first turn among the school's turns; 0 where seats are not divided. */
  readonly turn: number;
  readonly admitted: number;
  readonly wish: number;
}

/** By school and pool, in the order of the pools. */
function lastAdmitted(contest: Contest, { given, pool }: Admissions): readonly Last[] {
  const { market, divided, standing } = contest;
  const lasts = new Map<string, Last>();
  const inOrder = [...contest.competitors.keys()].filter((child) => (given[child] ?? -1) !== -1);
  for (const child of inOrder) {
    const wish = given[child] ?? 0;
    const school = market.listSchool[wish] ?? 0;
    const turn =
      divided === null
        ? 0
        : (divided.turns[school] ?? []).findIndex(
            (one) => one.pool === divided.poolIds[pool[child] ?? -1],
          );
    const key = `${school}/${turn}`;
    const before = lasts.get(key);
    const isLast = before === undefined || (standing[wish] ?? 0) > (standing[before.wish] ?? 0);
    lasts.set(key, {
      school,
      turn,
      admitted: (before?.admitted ?? 0) + 1,
      wish: isLast ? wish : before.wish,
    });
  }
  return [...lasts.values()].toSorted((a, b) => a.school - b.school || a.turn - b.turn);
}

/** Competitors who listed the school above what they got, or got nothing. */
function refusedBySchool(
  { competitors, market }: Contest,
  { given }: Admissions,
): ReadonlyMap<number, readonly number[]> {
  const refused = new Map<number, number[]>();
  for (const child of competitors.keys()) {
    const met = given[child] ?? -1;
    const end = met === -1 ? (market.listStart[child + 1] ?? 0) : met;
    for (let wish = market.listStart[child] ?? 0; wish < end; wish += 1) {
      const school = market.listSchool[wish] ?? 0;
      const others = refused.get(school);
      if (others === undefined) refused.set(school, [child]);
      else others.push(child);
    }
  }
  return refused;
}

function lastRound(
  { competitors, market }: Contest,
  { given, round }: Admissions,
  school: number,
): number {
  let last = 0;
  for (const child of competitors.keys()) {
    const wish = given[child] ?? -1;
    if (wish === -1 || market.listSchool[wish] !== school) continue;
    last = Math.max(last, round?.[child] ?? 0);
  }
  return last;
}

/** What the owner of a wish was compared by. */
export function standingAt(
  problem: AllocationProblem,
  contest: Contest,
  wish: number,
): Pick<Cutoff, "key" | "points" | "lot" | "listRank" | "call"> {
  const { step, market } = contest;
  const child = contest.wisher[wish] ?? 0;
  const entry = contest.competitors[child];
  if (entry === undefined) throw new Error(`wish ${wish} has no owner`);
  const place = wish - (market.listStart[child] ?? 0);
  const draw = step.lotScope === "one" ? ONE_FOR_ALL : atPlace(entry.list, place);
  return {
    key: atPlace(entry.keys, place),
    points: atPlace(entry.points, place),
    lot: lotOf(problem, draw, entry.pid),
    ...(step.mechanism === "immediate-acceptance" ? { listRank: place + 1 } : {}),
    ...(contest.called(market.listSchool[wish] ?? 0)
      ? { call: (contest.standing[wish] ?? 0) + 1 }
      : {}),
  };
}
