import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  Mechanism,
  Placement,
} from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import type { Admissions, Contest, RunMechanism } from "./contest.ts";
import { contestOf, waitingFor } from "./contest.ts";
import { deferredAcceptance } from "./deferred-acceptance.ts";
import { immediateAcceptance } from "./immediate-acceptance.ts";
import { atPlace, compareText, lotOf } from "./order.ts";
import { serialDictatorship } from "./serial-dictatorship.ts";

const MECHANISMS: Readonly<Record<Mechanism, RunMechanism>> = {
  "serial-dictatorship": serialDictatorship,
  "immediate-acceptance": immediateAcceptance,
  "deferred-acceptance": deferredAcceptance,
};

/**
 * Gives out the seats, step by step: each step runs its mechanism over the children who have no
 * seat yet and the seats that earlier steps left. Pure: the same problem, its rows in any order,
 * gives the same outcome.
 *
 * `problem` must have passed `checkProblem`; on one that has not, this may throw.
 */
export function allocate(problem: AllocationProblem): AllocationOutcome {
  const seatsLeft = problem.schools.map(({ seats }) => seats);
  const placed = new Map<string, Placement>();
  const entered = new Set<string>();
  const cutoffs: Cutoff[] = [];
  for (const step of problem.steps) {
    for (const { pid } of step.entries) entered.add(pid);
    const waiting = waitingFor(problem, step, (pid) => placed.has(pid));
    const competitors = waiting.slice(0, step.competitorsAtMost);
    const contest = contestOf(problem, step, competitors, seatsLeft);
    const admissions = MECHANISMS[step.mechanism](contest);
    cutoffs.push(...cutoffsOf(problem, step, contest, admissions));
    for (const [child, { pid, list }] of competitors.entries()) {
      const wish = admissions.given[child] ?? -1;
      if (wish === -1) continue;
      const place = wish - (contest.wishStart[child] ?? 0);
      const school = contest.wishSchool[wish] ?? 0;
      placed.set(pid, { pid, school: atPlace(list, place), step: step.id, listRank: place + 1 });
      seatsLeft[school] = (seatsLeft[school] ?? 0) - 1;
    }
  }
  return {
    placements: [...entered]
      .toSorted(compareText)
      .map((pid) => placed.get(pid) ?? { pid, school: null, step: null, listRank: null }),
    cutoffs,
    seatsLeft: problem.schools
      .map(({ school }, index) => ({ school, seats: seatsLeft[index] ?? 0 }))
      .toSorted((a, b) => compareText(a.school, b.school)),
  };
}

/** The last one admitted at each school that admitted anybody, ascending by school. */
function cutoffsOf(
  problem: AllocationProblem,
  step: AllocationStep,
  contest: Contest,
  { given, standing }: Admissions,
): readonly Cutoff[] {
  const admitted = problem.schools.map(() => 0);
  const lastWish = problem.schools.map(() => -1);
  const refused = problem.schools.map(() => false);
  for (let child = 0; child < contest.competitors.length; child += 1) {
    const met = given[child] ?? -1;
    const end = met === -1 ? (contest.wishStart[child + 1] ?? 0) : met;
    for (let wish = contest.wishStart[child] ?? 0; wish < end; wish += 1) {
      refused[contest.wishSchool[wish] ?? 0] = true;
    }
    if (met === -1) continue;
    const school = contest.wishSchool[met] ?? 0;
    admitted[school] = (admitted[school] ?? 0) + 1;
    const last = lastWish[school] ?? -1;
    if (last === -1 || (standing[met] ?? 0) > (standing[last] ?? 0)) lastWish[school] = met;
  }
  return problem.schools
    .flatMap(({ school }, number) => {
      const wish = lastWish[number] ?? -1;
      if (wish === -1) return [];
      return [
        {
          school,
          step: step.id,
          admitted: admitted[number] ?? 0,
          binding: refused[number] ?? false,
          ...standingAt(problem, step, contest, wish),
        },
      ];
    })
    .toSorted((a, b) => compareText(a.school, b.school));
}

/** What the owner of a wish was compared by. */
function standingAt(
  problem: AllocationProblem,
  step: AllocationStep,
  contest: Contest,
  wish: number,
): Pick<Cutoff, "key" | "points" | "lot" | "listRank"> {
  const child = contest.wisher[wish] ?? 0;
  const entry = contest.competitors[child];
  if (entry === undefined) throw new Error(`wish ${wish} has no owner`);
  const place = wish - (contest.wishStart[child] ?? 0);
  const draw = step.lotScope === "one" ? ONE_FOR_ALL : atPlace(entry.list, place);
  return {
    key: atPlace(entry.keys, place),
    points: atPlace(entry.points, place),
    lot: lotOf(problem, draw, entry.pid),
    ...(step.mechanism === "immediate-acceptance" ? { listRank: place + 1 } : {}),
  };
}
