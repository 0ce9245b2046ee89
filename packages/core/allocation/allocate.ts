import type {
  AllocationOutcome,
  AllocationProblem,
  Cutoff,
  Placement,
} from "../domain/allocation-problem.ts";
import type { Admissions } from "./admissions.ts";
import { admit } from "./admissions.ts";
import type { Contest } from "./contest.ts";
import { contestOf, waitingFor } from "./contest.ts";
import { cutoffsOf } from "./cutoffs.ts";
import { atPlace, compareText } from "./order.ts";

/**
 * Gives out the seats, step by step: each step runs its mechanism over the children who have no
 * seat yet and the seats that earlier steps left. Pure: the same problem, its rows in any order,
 * gives the same outcome.
 *
 * `problem` must have passed `checkProblem`; on one that has not, this may throw.
 */
export function allocate(problem: AllocationProblem): AllocationOutcome {
  const seatsLeft = Int32Array.from(problem.schools, ({ seats }) => seats);
  const placed = new Map<string, Placement>();
  const entered = new Set<string>();
  const cutoffs: Cutoff[] = [];
  const fellApart: { readonly step: string; readonly family: string }[] = [];
  for (const step of problem.steps) {
    for (const { pid } of step.entries) entered.add(pid);
    const waiting = waitingFor(problem, step, (pid) => placed.has(pid));
    const competitors = waiting.slice(0, step.competitorsAtMost);
    const contest = contestOf(problem, step, competitors, seatsLeft);
    const admissions = admit(contest);
    cutoffs.push(...cutoffsOf(problem, contest, admissions));
    for (const family of admissions.fellApart) fellApart.push({ step: step.id, family });
    for (const placement of placementsOf(contest, admissions)) placed.set(placement.pid, placement);
    takeSeats(contest, admissions, seatsLeft);
  }
  return {
    placements: [...entered]
      .toSorted(compareText)
      .map((pid) => placed.get(pid) ?? { pid, school: null, step: null, listRank: null }),
    cutoffs,
    seatsLeft: problem.schools
      .map(({ school }, index) => ({ school, seats: seatsLeft[index] ?? 0 }))
      .toSorted((a, b) => compareText(a.school, b.school)),
    ...(fellApart.length > 0 ? { fellApart } : {}),
  };
}

function placementsOf(
  { step, competitors, market, divided }: Contest,
  { given, pool }: Admissions,
): readonly Placement[] {
  return competitors.flatMap(({ pid, list }, child) => {
    const wish = given[child] ?? -1;
    if (wish === -1) return [];
    const place = wish - (market.listStart[child] ?? 0);
    const placement = { pid, school: atPlace(list, place), step: step.id, listRank: place + 1 };
    if (divided?.named[market.listSchool[wish] ?? 0] !== true) return [placement];
    return [{ ...placement, pool: divided.poolIds[pool[child] ?? -1] ?? "" }];
  });
}

/** Where ties are all admitted, a school may have given more seats than it had. */
function takeSeats(
  { competitors, market }: Contest,
  { given }: Admissions,
  seatsLeft: Int32Array,
): void {
  for (let child = 0; child < competitors.length; child += 1) {
    const wish = given[child] ?? -1;
    if (wish === -1) continue;
    const school = market.listSchool[wish] ?? 0;
    seatsLeft[school] = Math.max(0, (seatsLeft[school] ?? 0) - 1);
  }
}
