import type {
  AllocationProblem,
  AllocationStep,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { callPlaces, ringPlaces } from "./lines.ts";
import type { Request } from "./request.ts";
import { bySchool, competitorsOf, inOrder, requestsOf, standsBefore } from "./request.ts";

/*
 * Serves `check-outcome.ts` and, like it, shares no code with the engine.
 */

/** One step before anybody is placed: who competes for what. */
export interface Field {
  readonly problem: AllocationProblem;
  readonly step: AllocationStep;
  readonly competitors: readonly StepEntry[];
  /** By pid, best first. */
  readonly requests: ReadonlyMap<string, readonly Request[]>;
  readonly capacity: ReadonlyMap<string, number>;
  /** The place in the ring's line or in the school's call list, where there is one. */
  readonly callOf: (request: Request) => number | undefined;
  /** Whether the first request stands before the second at their school. */
  readonly before: (first: Request, second: Request) => boolean;
}

type Before = Field["before"];

/** `waiting` are the step's entries without a seat, `left` the seats that earlier steps left. */
export function fieldOf(
  problem: AllocationProblem,
  step: AllocationStep,
  waiting: readonly StepEntry[],
  left: ReadonlyMap<string, number>,
): Field {
  const competitors = competitorsOf(problem, step, waiting);
  const requests = new Map(
    competitors.map((entry) => [entry.pid, requestsOf(problem, step, entry)]),
  );
  const limits = new Map(Object.entries(step.seatsAtMost ?? {}));
  const capacity = new Map(
    [...left].map(([school, seats]) => [school, Math.min(seats, limits.get(school) ?? seats)]),
  );
  const ring = step.ring === undefined ? undefined : ringPlaces(problem, competitors, step.ring);
  const base = baseOrder(step, ring);
  const calls = new Map<Request, number>();
  const callLists = Object.entries(step.rates ?? {});
  const wanted = bySchool(callLists.length === 0 ? [] : [...requests.values()].flat());
  for (const [school, rates] of callLists) {
    const standing = (wanted.get(school) ?? []).toSorted(inOrder(base));
    for (const [request, place] of callPlaces(standing, rates)) calls.set(request, place);
  }
  const before: Before = (first, second) => {
    const [a, b] = [calls.get(first), calls.get(second)];
    return a === undefined || b === undefined ? base(first, second) : a < b;
  };
  const callOf = (request: Request): number | undefined =>
    calls.get(request) ?? ring?.get(request.pid);
  return { problem, step, competitors, requests, capacity, callOf, before };
}

function baseOrder(step: AllocationStep, ring: ReadonlyMap<string, number> | undefined): Before {
  if (ring !== undefined) {
    return (first, second) => (ring.get(first.pid) ?? 0) < (ring.get(second.pid) ?? 0);
  }
  if (step.mechanism === "immediate-acceptance") {
    return (first, second) =>
      first.listRank === second.listRank
        ? standsBefore(first, second)
        : first.listRank < second.listRank;
  }
  if (step.mechanism === "top-trading-cycles") {
    return (first, second) =>
      isGuaranteed(first) === isGuaranteed(second)
        ? standsBefore(first, second)
        : isGuaranteed(first);
  }
  return standsBefore;
}

export const isGuaranteed = ({ entry, school }: Request): boolean => entry.guaranteed === school;
