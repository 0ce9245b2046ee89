import type { GroupCap } from "../../domain/allocation-problem.ts";
import { GUARANTEED_POOL, OPEN_POOL } from "../../domain/allocation-problem.ts";
import type { Field } from "./field.ts";
import { isGuaranteed } from "./field.ts";
import type { Request } from "./request.ts";
import { inOrder, keyOrder } from "./request.ts";

/*
 * What a school would take from any set of children, read literally from the rules. Serves
 * `check-outcome.ts` and, like it, shares no code with the engine.
 */

/** Those taken, each with the pool whose seat it has; null at a school with one undivided pool. */
export type Chosen = ReadonlyMap<Request, string | null>;

/** The school's choice from a set of requests, in whatever order they are given. */
export type Chooser = (askers: readonly Request[]) => Chosen;

interface Pool {
  readonly id: string;
  readonly seats: number;
  readonly handOn: string | null;
  readonly capped: boolean;
  readonly admits: (request: Request) => boolean;
}

interface Turn {
  readonly pool: Pool;
  readonly seats: number;
  /** The pools in which these seats have been. */
  readonly been: readonly string[];
}

/** One chooser for each school that has seats or is named in a list. */
export function choosersOf(field: Field): ReadonlyMap<string, Chooser> {
  return new Map([...field.capacity.keys()].map((school) => [school, chooserOf(field, school)]));
}

function chooserOf(field: Field, school: string): Chooser {
  const seats = field.capacity.get(school) ?? 0;
  const sorted = (askers: readonly Request[]) => askers.toSorted(inOrder(field.before));
  const ties = field.step.ties ?? "lot";
  if (ties !== "lot") return (askers) => chooseClasses(field, sorted(askers), seats, ties);
  const pools = poolsOf(field, school);
  if (pools === undefined) {
    return (askers) =>
      new Map(
        sorted(askers)
          .map((request) => [request, null] as const)
          .slice(0, seats),
      );
  }
  const caps = field.step.divisions?.[school]?.caps ?? [];
  return (askers) => chooseByPools(pools, caps, sorted(askers));
}

/** In the order of precedence; undefined where a school neither divides nor guarantees seats. */
export function poolsOf(field: Field, school: string): readonly Pool[] | undefined {
  const division = field.step.divisions?.[school]?.pools;
  const promised = field.competitors.filter(({ guaranteed }) => guaranteed === school).length;
  if (division === undefined && promised === 0) return undefined;
  const all = field.capacity.get(school) ?? 0;
  const guaranteed = Math.min(promised, all);
  const rules = division ?? [{ id: OPEN_POOL, group: null, handOn: null }];
  let free = all - guaranteed;
  const apart = new Map<string, number>();
  for (const { id, seats } of rules) {
    if (seats === undefined) continue;
    apart.set(id, Math.min(seats, free));
    free -= Math.min(seats, free);
  }
  const pools = rules.map(({ id, group, handOn }): Pool => ({
    id,
    seats: apart.get(id) ?? free,
    handOn,
    capped: true,
    admits: ({ entry }) => group === null || entry.groups?.includes(group) === true,
  }));
  if (promised === 0) return pools;
  const open = rules.find(({ seats }) => seats === undefined)?.id ?? null;
  const first = { id: GUARANTEED_POOL, seats: guaranteed, handOn: open, capped: false };
  return [{ ...first, admits: isGuaranteed }, ...pools];
}

/**
 * Every pool in its turn takes the best of those left. Seats it cannot fill join the pool they are
 * handed on to, or, where that had its turn, make up a further turn of it after all others.
 */
function chooseByPools(
  pools: readonly Pool[],
  caps: readonly GroupCap[],
  standing: readonly Request[],
): Chosen {
  const chosen = new Map<Request, string>();
  const room = new Map(caps.map(({ group, atMost }) => [group, atMost]));
  const fitsCaps = ({ entry }: Request): boolean =>
    entry.groups?.every((group) => (room.get(group) ?? 1) > 0) !== false;
  const take = (request: Request, pool: Pool): void => {
    chosen.set(request, pool.id);
    for (const group of request.entry.groups ?? []) {
      const left = room.get(group);
      if (left !== undefined) room.set(group, left - 1);
    }
  };
  /** How many seats the pool could not fill. */
  const fill = (pool: Pool, seats: number): number => {
    let empty = seats;
    for (const request of standing) {
      if (empty === 0) return 0;
      if (chosen.has(request) || !pool.admits(request)) continue;
      if (pool.capped && !fitsCaps(request)) continue;
      take(request, pool);
      empty -= 1;
    }
    return empty;
  };
  const handedOn = new Map<string, number>();
  const further: Turn[] = [];
  for (const [index, pool] of pools.entries()) {
    const empty = fill(pool, pool.seats + (handedOn.get(pool.id) ?? 0));
    const receiver = pools.find(({ id }) => id === pool.handOn);
    if (empty === 0 || receiver === undefined) continue;
    if (pools.indexOf(receiver) > index) {
      handedOn.set(receiver.id, (handedOn.get(receiver.id) ?? 0) + empty);
    } else further.push({ pool: receiver, seats: empty, been: [pool.id] });
  }
  for (const { pool, seats, been } of further) {
    const empty = fill(pool, seats);
    const receiver = pools.find(({ id }) => id === pool.handOn);
    const visited = [...been, pool.id];
    if (empty === 0 || receiver === undefined || visited.includes(receiver.id)) continue;
    further.push({ pool: receiver, seats: empty, been: visited });
  }
  return chosen;
}

/** Whole classes of equal keys (and places of the list), as many as the rule for ties admits. */
function chooseClasses(
  { step }: Field,
  standing: readonly Request[],
  seats: number,
  ties: "admit-all" | "admit-none",
): Chosen {
  const byPlace = step.mechanism === "immediate-acceptance";
  const equal = (a: Request, b: Request): boolean =>
    (!byPlace || a.listRank === b.listRank) && keyOrder(a.key, b.key) === 0;
  const classes: Request[][] = [];
  for (const request of standing) {
    const last = classes.at(-1);
    if (last?.[0] !== undefined && equal(last[0], request)) last.push(request);
    else classes.push([request]);
  }
  const chosen: Request[] = [];
  for (const tied of classes) {
    if (ties === "admit-all" && chosen.length >= seats) break;
    if (ties === "admit-none" && chosen.length + tied.length > seats) break;
    chosen.push(...tied);
  }
  return new Map(chosen.map((request) => [request, null]));
}
