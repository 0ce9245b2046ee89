import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { atPlace, compareKeys, compareLots, compareText, lotOf, ownEntry } from "./order.ts";

/**
 * One step, made ready for a mechanism. A *wish* is one place of one competitor's list. Schools
 * are numbered as in `problem.schools`, competitors as in `competitors`.
 */
export interface Contest {
  readonly competitors: readonly StepEntry[];
  /** The wishes of competitor c run from `wishStart[c]` up to, not at, `wishStart[c + 1]`, best first. */
  readonly wishStart: Int32Array;
  /** Competitor by wish. */
  readonly wisher: Int32Array;
  /** School by wish. */
  readonly wishSchool: Int32Array;
  /** All wishes, best first: by key, then lot, then (siblings with one lot) pid, then place. */
  readonly byPriority: Int32Array;
  /** Seats that the step may give, by school. */
  readonly seats: readonly number[];
}

/** What a mechanism gives back. */
export interface Admissions {
  /** By competitor: the wish that was met, or -1. */
  readonly given: Int32Array;
  /** By wish: among wishes for one school, the smaller standing had the better right to the seat. */
  readonly standing: Int32Array;
}

export type RunMechanism = (contest: Contest) => Admissions;

/**
 * Those of the step who have no seat yet. Where the step limits its competitors they are sorted,
 * best first by the key of the first place, then lot "*"; the first `competitorsAtMost` compete.
 */
export function waitingFor(
  problem: AllocationProblem,
  step: AllocationStep,
  hasSeat: (pid: string) => boolean,
): readonly StepEntry[] {
  const waiting = step.entries.filter((entry) => !hasSeat(entry.pid));
  if (step.competitorsAtMost === undefined) return waiting;
  return waiting
    .map((entry) => ({
      entry,
      key: atPlace(entry.keys, 0),
      lot: lotOf(problem, ONE_FOR_ALL, entry.pid),
    }))
    .toSorted(
      (a, b) =>
        compareKeys(a.key, b.key) ||
        compareLots(a.lot, b.lot) ||
        compareText(a.entry.pid, b.entry.pid),
    )
    .map((ranked) => ranked.entry);
}

/** @throws on an unknown school, which `checkProblem` refuses beforehand. */
export function contestOf(
  problem: AllocationProblem,
  step: AllocationStep,
  competitors: readonly StepEntry[],
  seatsLeft: readonly number[],
): Contest {
  const schoolNumber = new Map(problem.schools.map(({ school }, index) => [school, index]));
  const wishStart = new Int32Array(competitors.length + 1);
  for (const [index, { list }] of competitors.entries()) {
    wishStart[index + 1] = (wishStart[index] ?? 0) + list.length;
  }
  const wishes = wishStart[competitors.length] ?? 0;
  const wisher = new Int32Array(wishes);
  const wishSchool = new Int32Array(wishes);
  let wish = 0;
  for (const [index, { list }] of competitors.entries()) {
    for (const school of list) {
      const number = schoolNumber.get(school);
      if (number === undefined) throw new Error(`unknown school "${school}" in step ${step.id}`);
      wisher[wish] = index;
      wishSchool[wish] = number;
      wish += 1;
    }
  }
  const seats = problem.schools.map(({ school }, index) =>
    Math.min(seatsLeft[index] ?? 0, ownEntry(step.seatsAtMost, school) ?? Infinity),
  );
  const byPriority = wishesByPriority(problem, step, competitors, wishes);
  return { competitors, wishStart, wisher, wishSchool, byPriority, seats };
}

/** Neighbouring wishes of one competitor that share key and lot, so that they are sorted once. */
interface Claim {
  readonly key: readonly number[];
  readonly lot: string;
  readonly pid: string;
  readonly firstWish: number;
  readonly wishes: number;
}

function wishesByPriority(
  problem: AllocationProblem,
  step: AllocationStep,
  competitors: readonly StepEntry[],
  wishes: number,
): Int32Array {
  const claims: Claim[] = [];
  let firstWish = 0;
  for (const entry of competitors) {
    pushClaims(problem, step, entry, firstWish, claims);
    firstWish += entry.list.length;
  }
  // Equal claims belong to one child and stand in the order of its list; sorting leaves them so.
  claims.sort(
    (a, b) => compareKeys(a.key, b.key) || compareLots(a.lot, b.lot) || compareText(a.pid, b.pid),
  );
  const byPriority = new Int32Array(wishes);
  let position = 0;
  for (const claim of claims) {
    for (let offset = 0; offset < claim.wishes; offset += 1) {
      byPriority[position] = claim.firstWish + offset;
      position += 1;
    }
  }
  return byPriority;
}

function pushClaims(
  problem: AllocationProblem,
  step: AllocationStep,
  { pid, list, keys }: StepEntry,
  firstWish: number,
  claims: Claim[],
): void {
  const one = step.lotScope === "one";
  for (let place = 0; place < list.length;) {
    const key = atPlace(keys, place);
    const lot = lotOf(problem, one ? ONE_FOR_ALL : atPlace(list, place), pid);
    let end = place + 1;
    if (one) while (end < list.length && compareKeys(key, atPlace(keys, end)) === 0) end += 1;
    claims.push({ key, lot, pid, firstWish: firstWish + place, wishes: end - place });
    place = end;
  }
}

/** By wish: its position in `order`. */
export function positionsIn(order: Int32Array): Int32Array {
  const positions = new Int32Array(order.length);
  for (let position = 0; position < order.length; position += 1) {
    positions[order[position] ?? 0] = position;
  }
  return positions;
}
