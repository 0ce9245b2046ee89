import type { GroupRate } from "../domain/allocation-problem.ts";

/**
 * The order in which a school calls, so that of every first so many the published share is of each
 * group, as long as the group lasts; apart from that, best first (as the call lists of Parcoursup
 * are made of a course's ranking and its rates: French code of education, art. L612-3).
 *
 * At each place those groups are due that would otherwise fall below their share. The best of the
 * most important due group is called, and within it whoever serves further due groups, in their order.
 *
 * @param groups by rank, best first: the groups to which the child belongs
 * @returns by place in the call list: the rank called
 */
export function callList(
  groups: readonly (readonly string[])[],
  rates: readonly GroupRate[],
): Int32Array {
  const queues = new Queues(groups, rates);
  const called = rates.map(() => 0);
  return Int32Array.from(groups, (_, place) => {
    const due = rates.map(
      ({ percentAtLeast }, index) =>
        Math.ceil((percentAtLeast * (place + 1)) / 100) > (called[index] ?? 0),
    );
    const next = queues.takeBest(due);
    for (const [index, belongs] of next.belongs.entries()) {
      if (belongs) called[index] = (called[index] ?? 0) + 1;
    }
    return next.rank;
  });
}

interface Queue {
  readonly belongs: readonly boolean[];
  readonly ranks: readonly number[];
  /** How many of them were called. */
  next: number;
}

/** Those who belong to the same of the rates' groups wait in one queue, best first. */
class Queues {
  readonly #queues: readonly Queue[];

  constructor(groups: readonly (readonly string[])[], rates: readonly GroupRate[]) {
    const signature = (own: readonly string[]): string =>
      rates.map(({ group }) => (own.includes(group) ? "1" : "0")).join("");
    const byGroups = Map.groupBy(groups.keys(), (rank) => signature(groups[rank] ?? []));
    this.#queues = [...byGroups].map(([belongs, ranks]) => ({
      belongs: Array.from(belongs, (digit) => digit === "1"),
      ranks,
      next: 0,
    }));
  }

  /** @throws when all queues are empty */
  takeBest(due: readonly boolean[]): {
    readonly rank: number;
    readonly belongs: readonly boolean[];
  } {
    const waiting = this.#queues.filter(({ ranks, next }) => next < ranks.length);
    let candidates = waiting;
    for (const [index, isDue] of due.entries()) {
      const serving = isDue ? candidates.filter(({ belongs }) => belongs[index]) : [];
      if (serving.length > 0) candidates = serving;
    }
    const best = candidates.reduce((first, queue) =>
      headOf(queue) < headOf(first) ? queue : first,
    );
    const rank = headOf(best);
    best.next += 1;
    return { rank, belongs: best.belongs };
  }
}

const headOf = ({ ranks, next }: Queue): number => ranks[next] ?? 0;
