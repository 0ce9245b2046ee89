import type {
  AllocationProblem,
  AllocationStep,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import type { Points } from "../../domain/points.ts";

/*
 * Serves `check-outcome.ts` and, like it, shares no code with the engine.
 */

/** One listed school of one competitor, with all by which it is compared at that school. */
export interface Request {
  readonly entry: StepEntry;
  readonly pid: string;
  readonly school: string;
  readonly listRank: number;
  readonly key: readonly number[];
  readonly points: Points | undefined;
  readonly lot: string;
}

/** What key, lot and pid say; places of the list, lines and pools are another matter. */
type Standing = Pick<Request, "pid" | "key" | "lot">;

/** Code points as numbers, so that the order never depends on a locale. */
export function textBefore(first: string, second: string): boolean {
  const [a, b] = [Array.from(first), Array.from(second)];
  for (const [index, letter] of a.entries()) {
    const [x, y] = [letter.codePointAt(0) ?? 0, b[index]?.codePointAt(0) ?? -1];
    if (x !== y) return x < y;
  }
  return a.length < b.length;
}

/** Below 0 where the first key comes first, 0 where they are equal. */
export function keyOrder(first: readonly number[], second: readonly number[]): number {
  const differs = first.findIndex((value, index) => value !== second[index]);
  return differs < 0 ? 0 : (first[differs] ?? 0) - (second[differs] ?? 0);
}

/** Whether the first stands before the second by key, then lot, then pid. */
export function standsBefore(first: Standing, second: Standing): boolean {
  const byKey = keyOrder(first.key, second.key);
  if (byKey !== 0) return byKey < 0;
  if (first.lot !== second.lot) return first.lot < second.lot;
  return textBefore(first.pid, second.pid);
}

/** For `toSorted`; no two differing requests are equal under `before`. */
export const inOrder =
  <Item>(before: (first: Item, second: Item) => boolean) =>
  (first: Item, second: Item): number =>
    before(first, second) ? -1 : 1;

const forPlace = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values.length > 1 ? values[index] : values[0];

export function lotAt(
  problem: AllocationProblem,
  step: AllocationStep,
  school: string,
  pid: string,
): string {
  const draw = step.lotScope === "per-school" ? school : ONE_FOR_ALL;
  return problem.lots[draw]?.[pid] ?? "";
}

export const requestsOf = (
  problem: AllocationProblem,
  step: AllocationStep,
  entry: StepEntry,
): readonly Request[] =>
  entry.list.map((school, index) => ({
    entry,
    pid: entry.pid,
    school,
    listRank: index + 1,
    key: forPlace(entry.keys, index) ?? [],
    points: forPlace(entry.points, index),
    lot: lotAt(problem, step, school, entry.pid),
  }));

/** The best of those who wait, by the key of their first place and the lot that holds for all. */
export function competitorsOf(
  problem: AllocationProblem,
  step: AllocationStep,
  waiting: readonly StepEntry[],
): readonly StepEntry[] {
  const limit = step.competitorsAtMost;
  if (limit === undefined || waiting.length <= limit) return waiting;
  return waiting
    .map((entry) => ({
      entry,
      pid: entry.pid,
      key: entry.keys[0] ?? [],
      lot: problem.lots[ONE_FOR_ALL]?.[entry.pid] ?? "",
    }))
    .toSorted(inOrder(standsBefore))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

export function bySchool(requests: Iterable<Request>): ReadonlyMap<string, Request[]> {
  const grouped = new Map<string, Request[]>();
  for (const request of requests) {
    const others = grouped.get(request.school);
    if (others === undefined) grouped.set(request.school, [request]);
    else others.push(request);
  }
  return grouped;
}
