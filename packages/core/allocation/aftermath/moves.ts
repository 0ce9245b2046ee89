import type { AllocationOutcome } from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import { compareText } from "../order.ts";

/** One child whose school differs between two outcomes. */
export interface Move {
  readonly pid: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Who had the seat before; null: the seat was free or is new, or there is none. */
  readonly inPlaceOf: string | null;
  /** Who has the seat that the child had; null: nobody, or it had none. */
  readonly replacedBy: string | null;
}

/** School by child, null where unplaced. */
export type Seats = ReadonlyMap<string, string | null>;

export const seatsOf = ({ placements }: AllocationOutcome): Seats =>
  new Map(placements.map(({ pid, school }) => [pid, school]));

/**
 * All children whose school differs, ascending by pid; who is in one outcome only counts as
 * unplaced in the other. Seats of one school are alike: of those who leave it and those who come,
 * the smaller pids are paired first.
 */
export function movesBetween(before: Seats, after: Seats): readonly Move[] {
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .map((pid) => ({ pid, from: before.get(pid) ?? null, to: after.get(pid) ?? null }))
    .filter(({ from, to }) => from !== to)
    .toSorted((a, b) => compareText(a.pid, b.pid));
  const inPlaceOf = new Map<string, string>();
  const replacedBy = new Map<string, string>();
  const leaving = Map.groupBy(moved, ({ from }) => from);
  for (const [school, coming] of Map.groupBy(moved, ({ to }) => to)) {
    if (school === null) continue;
    for (const [index, { pid }] of coming.entries()) {
      const left = leaving.get(school)?.[index]?.pid;
      if (left === undefined) continue;
      inPlaceOf.set(pid, left);
      replacedBy.set(left, pid);
    }
  }
  return moved.map((move) => ({
    ...move,
    inPlaceOf: inPlaceOf.get(move.pid) ?? null,
    replacedBy: replacedBy.get(move.pid) ?? null,
  }));
}

/** Moves that hang together through the schools left and taken; none touches another's schools. */
export interface Component {
  /** Ascending. */
  readonly schools: readonly string[];
  /** In each chain everybody takes the seat of the next; in a ring the last takes that of the first. */
  readonly chains: readonly (readonly Move[])[];
}

/** Every move is in exactly one chain of exactly one component. */
export function componentsOf(moves: readonly Move[]): readonly Component[] {
  const left = new Map(moves.map((move) => [move.pid, move]));
  const bySchool = new Map<string, Move[]>();
  for (const move of moves) {
    for (const school of schoolsOf(move)) {
      const touching = bySchool.get(school) ?? [];
      touching.push(move);
      bySchool.set(school, touching);
    }
  }
  const seen = new Set<string>();
  return [...bySchool.keys()].toSorted(compareText).flatMap((start) => {
    if (seen.has(start)) return [];
    const schools = new Set([start]);
    const members = new Set<Move>();
    // A set that grows while it is walked is walked to its new end.
    for (const school of schools) {
      seen.add(school);
      for (const move of bySchool.get(school) ?? []) {
        members.add(move);
        for (const other of schoolsOf(move)) schools.add(other);
      }
    }
    const inOrder = [...members].toSorted((a, b) => compareText(a.pid, b.pid));
    return [{ schools: [...schools].toSorted(compareText), chains: chainsOf(inOrder, left) }];
  });
}

const schoolsOf = ({ from, to }: Move): readonly string[] =>
  [from, to].filter((school) => school !== null);

/** Takes the moves out of `left`. */
function chainsOf(moves: readonly Move[], left: Map<string, Move>): readonly (readonly Move[])[] {
  const chainFrom = (start: Move): readonly Move[] => {
    const chain: Move[] = [];
    let move: Move | undefined = start;
    while (move !== undefined && left.delete(move.pid)) {
      chain.push(move);
      move = left.get(move.inPlaceOf ?? "");
    }
    return chain;
  };
  const open = moves.filter(({ replacedBy }) => replacedBy === null).map(chainFrom);
  const rings = moves.map((move) => (left.has(move.pid) ? chainFrom(move) : []));
  return [...open, ...rings.filter(({ length }) => length > 0)];
}

/** One sentence for the bureau; it names other children and is not for families. */
export function moveText({ pid, from, to, inPlaceOf, replacedBy }: Move): Text {
  const zhPath = `${from ?? "无学位"} → ${to ?? "无学位"}`;
  const enPath = `from ${from ?? "no school"} to ${to ?? "no school"}`;
  const zh = [
    ...(to === null ? [] : [inPlaceOf === null ? "所得为空余或新增学位" : `接替 ${inPlaceOf}`]),
    ...(from === null ? [] : [replacedBy === null ? "原学位空出" : `原学位给 ${replacedBy}`]),
  ];
  const en = [
    ...(to === null
      ? []
      : [
          inPlaceOf === null ? "takes a free or additional seat" : `takes the seat of ${inPlaceOf}`,
        ]),
    ...(from === null
      ? []
      : [replacedBy === null ? "leaves its seat empty" : `leaves its seat to ${replacedBy}`]),
  ];
  return text(
    `${pid}：${zhPath}，${zh.join("，")}。`,
    `${pid} moves ${enPath}; it ${en.join(" and ")}.`,
  );
}
