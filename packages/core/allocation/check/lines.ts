import type {
  AllocationProblem,
  GroupRate,
  Ring,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import type { Request } from "./request.ts";
import { inOrder, standsBefore } from "./request.ts";

/*
 * Lines that stand in place of key and lot: the ring and the call list. Serves `check-outcome.ts`
 * and, like it, shares no code with the engine.
 */

/** By pid the place in the ring's line, from 1. */
export function ringPlaces(
  problem: AllocationProblem,
  competitors: readonly StepEntry[],
  { start, step }: Ring,
): ReadonlyMap<string, number> {
  const ring = competitors
    .map(({ pid }) => ({ pid, key: [], lot: problem.lots[ONE_FOR_ALL]?.[pid] ?? "" }))
    .toSorted(inOrder(standsBefore))
    .map(({ pid }) => pid);
  const places = new Map<string, number>();
  let at = start - 1;
  while (ring.length > 0) {
    at %= ring.length;
    for (const pid of ring.splice(at, 1)) places.set(pid, places.size + 1);
    // Whoever left is no longer counted, so the next one already stands where it stood.
    at += step - 1;
  }
  return places;
}

/**
 * By request the place in the call list of one school, from 1. `standing` holds all competitors who
 * list the school, best first. For each place the groups that would fall short of their rate there,
 * and have somebody left, are due; the call goes to a member of the first due group who serves as
 * many of the others as possible, in their order, and among such to the best. With no group due it
 * goes to the best of all.
 */
export function callPlaces(
  standing: readonly Request[],
  rates: readonly GroupRate[],
): ReadonlyMap<Request, number> {
  const isIn = ({ entry }: Request, group: string): boolean =>
    entry.groups?.includes(group) === true;
  // Of children who serve the same rates only the best uncalled one can be next.
  const queues = new Map<string, { request: Request; rank: number }[]>();
  for (const [rank, request] of standing.entries()) {
    const serves = JSON.stringify(rates.map(({ group }) => isIn(request, group)));
    const queue = queues.get(serves) ?? [];
    queues.set(serves, queue);
    queue.push({ request, rank });
  }
  for (const queue of queues.values()) queue.reverse();
  const places = new Map<Request, number>();
  const called = new Map<string, number>();
  while (places.size < standing.length) {
    const place = places.size + 1;
    let candidates = [...queues.values()].flatMap((queue) => queue.slice(-1));
    for (const { group, percentAtLeast } of rates) {
      const needed = Math.ceil((percentAtLeast * place) / 100) - (called.get(group) ?? 0);
      const serving = candidates.filter(({ request }) => isIn(request, group));
      if (needed > 0 && serving.length > 0) candidates = serving;
    }
    const next = candidates.reduce((best, other) => (other.rank < best.rank ? other : best));
    places.set(next.request, place);
    for (const queue of queues.values()) if (queue.at(-1) === next) queue.pop();
    for (const { group } of rates) {
      if (isIn(next.request, group)) called.set(group, (called.get(group) ?? 0) + 1);
    }
  }
  return places;
}
