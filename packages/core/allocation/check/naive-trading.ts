import type { StepEntry } from "../../domain/allocation-problem.ts";
import type { Field } from "./field.ts";
import type { Request } from "./request.ts";
import { bySchool, inOrder, lotAt } from "./request.ts";

/** A seat that changed hands, and the round in which it did, from 1. */
export interface Trade {
  readonly request: Request;
  readonly round: number;
}

/**
 * Top trading cycles as the paper tells it (Shapley & Scarf 1974; Abdulkadiroğlu & Sönmez 2003): in
 * each round every child points to the first school of its list with seats left, every such school
 * points to the best of the children left who list it or have a right there, and all who stand in a
 * ring of pointers get the seat they point to. By pid.
 */
export function tradeInRounds(field: Field): ReadonlyMap<string, Trade> {
  const { requests } = field;
  const seats = new Map(field.capacity);
  const isOpen = (school: string): boolean => (seats.get(school) ?? 0) > 0;
  const lines = linesOf(field);
  const trades = new Map<string, Trade>();
  const wish = new Map<string, Request>();
  const point = (pid: string): void => {
    const next = requests.get(pid)?.find(({ school }) => isOpen(school));
    // Whoever finds no open school on its list leaves and has nothing to give any more.
    if (next === undefined) wish.delete(pid);
    else wish.set(pid, next);
  };
  for (const pid of requests.keys()) point(pid);
  for (let round = 1; wish.size > 0; round += 1) {
    const holder = new Map<string, string>();
    for (const [school, line] of lines) {
      while (line.length > 0 && !wish.has(line.at(-1) ?? "")) line.pop();
      const first = line.at(-1);
      if (first !== undefined && isOpen(school)) holder.set(school, first);
    }
    const filled = new Set<string>();
    for (const pid of ringMembers(wish, holder)) {
      const request = wish.get(pid);
      if (request === undefined) continue;
      trades.set(pid, { request, round });
      wish.delete(pid);
      seats.set(request.school, (seats.get(request.school) ?? 0) - 1);
      if (!isOpen(request.school)) filled.add(request.school);
    }
    if (filled.size === 0) continue;
    for (const [pid, { school }] of wish) if (filled.has(school)) point(pid);
  }
  return trades;
}

/** All who come back to themselves by going from each child to the holder of what it wishes for. */
function ringMembers(
  wish: ReadonlyMap<string, Request>,
  holder: ReadonlyMap<string, string>,
): readonly string[] {
  const settled = new Set<string>();
  const members: string[] = [];
  for (const start of holder.values()) {
    const path: string[] = [];
    let pid: string | undefined = start;
    while (pid !== undefined && !settled.has(pid)) {
      settled.add(pid);
      path.push(pid);
      pid = holder.get(wish.get(pid)?.school ?? "");
    }
    if (pid !== undefined && path.includes(pid)) members.push(...path.slice(path.indexOf(pid)));
  }
  return members;
}

/** By school the pids of all who list it or have a right there, the best one last. */
function linesOf(field: Field): ReadonlyMap<string, string[]> {
  const { step, problem, requests } = field;
  const rightsOf = (entry: StepEntry): readonly Request[] =>
    Object.entries(entry.rights ?? {})
      .filter(([school]) => !entry.list.includes(school))
      .map(([school, key]) => ({
        entry,
        pid: entry.pid,
        school,
        listRank: entry.list.length + 1,
        key,
        points: undefined,
        lot: lotAt(problem, step, school, entry.pid),
      }));
  const standing = field.competitors.flatMap((entry) => [
    ...(requests.get(entry.pid) ?? []),
    ...rightsOf(entry),
  ]);
  return new Map(
    [...bySchool(standing)].map(([school, line]) => [
      school,
      line
        .toSorted(inOrder(field.before))
        .map(({ pid }) => pid)
        .toReversed(),
    ]),
  );
}
