import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { SmallTown } from "./towns.ts";

/** One row of a picture: who stands where after a round. */
export interface Round {
  readonly label: Text;
  /** By school, best first. */
  readonly has: ReadonlyMap<string, readonly string[]>;
  readonly refused: ReadonlyMap<string, readonly string[]>;
}

/*
 * The courses of the mechanisms as one would play them on a table, one seat a school. They are
 * written for the pictures alone; `drawCourse` compares where they end with what the engine gives.
 */

const roundLabel = (number: number): Text => text(`第 ${number} 轮`, `round ${number}`);

export function deferredCourse({ lists, priorities, guaranteed = {} }: SmallTown): Round[] {
  const asked = new Map(Object.keys(lists).map((child) => [child, 0]));
  const holds = new Map<string, string>();
  const rounds: Round[] = [];
  for (;;) {
    const asking = Object.keys(lists).filter(
      (child) => ![...holds.values()].includes(child) && nextOf(child) !== undefined,
    );
    if (asking.length === 0) return rounds;
    const refused = new Map<string, string[]>();
    for (const school of Object.keys(priorities)) {
      const holder = holds.get(school);
      const askers = asking.filter((child) => nextOf(child) === school);
      const all = holder === undefined ? askers : [holder, ...askers];
      const [best, ...others] = all.toSorted((a, b) => rank(school, a) - rank(school, b));
      if (best !== undefined) holds.set(school, best);
      for (const child of others) asked.set(child, (asked.get(child) ?? 0) + 1);
      if (others.length > 0) refused.set(school, others);
    }
    rounds.push({
      label: roundLabel(rounds.length + 1),
      has: new Map([...holds].map(([school, child]) => [school, [child]])),
      refused,
    });
  }

  function nextOf(child: string): string | undefined {
    return lists[child]?.[asked.get(child) ?? 0];
  }
  function rank(school: string, child: string): number {
    return guaranteed[child] === school ? -1 : (priorities[school] ?? []).indexOf(child);
  }
}

export function immediateCourse({ lists, priorities }: SmallTown): Round[] {
  const seated = new Map<string, string>();
  const rounds: Round[] = [];
  for (let place = 0; ; place += 1) {
    const asking = Object.keys(lists).filter(
      (child) => ![...seated.values()].includes(child) && lists[child]?.[place] !== undefined,
    );
    if (asking.length === 0) return rounds;
    const refused = new Map<string, string[]>();
    for (const [school, order] of Object.entries(priorities)) {
      const askers = order.filter(
        (child) => asking.includes(child) && lists[child]?.[place] === school,
      );
      const admitted = seated.has(school) ? undefined : askers[0];
      if (admitted !== undefined) seated.set(school, admitted);
      const others = askers.filter((child) => child !== admitted);
      if (others.length > 0) refused.set(school, others);
    }
    rounds.push({
      label: text(`第 ${place + 1} 志愿`, `choice ${place + 1}`),
      has: new Map([...seated].map(([school, child]) => [school, [child]])),
      refused,
    });
  }
}

export function serialCourse({ lists }: SmallTown, line: readonly string[]): Round[] {
  const seated = new Map<string, string>();
  return line.map((child) => {
    const refused = new Map<string, string[]>();
    for (const school of lists[child] ?? []) {
      if (!seated.has(school)) {
        seated.set(school, child);
        break;
      }
      refused.set(school, [child]);
    }
    return {
      label: text(`轮到 ${child}`, `${child}'s turn`),
      has: new Map([...seated].map(([school, one]) => [school, [one]])),
      refused,
    };
  });
}

/** Where a course ends, school by child. */
export function endOf(rounds: readonly Round[], children: readonly string[]) {
  const last = rounds.at(-1)?.has ?? new Map<string, readonly string[]>();
  return Object.fromEntries(
    children.map((child) => [
      child,
      [...last].find(([, held]) => held.includes(child))?.[0] ?? null,
    ]),
  );
}
