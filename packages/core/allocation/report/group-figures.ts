import type { SeatPool } from "../../domain/allocation-problem.ts";
import { GUARANTEED_POOL, OPEN_POOL } from "../../domain/allocation-problem.ts";
import { compareText, ownEntry } from "../order.ts";
import type { StepCourse } from "./bureau-report.ts";

/** One pool of a school's seats in one step, and its group. */
export interface PoolFigures {
  readonly step: string;
  readonly school: string;
  readonly pool: string;
  /** Null: open to all. */
  readonly group: string | null;
  /** As published; null: what the other pools leave. */
  readonly seats: number | null;
  readonly admitted: number;
  /** Seats of the plan that nobody of the pool took; handed on where the plan says so. */
  readonly unused: number;
  /** Members of the group at the school, over all of its pools; null: there is no group. */
  readonly membersAdmitted: number | null;
  /** Members who competed, wanted the school more than what they got, and were refused. */
  readonly membersRefused: number | null;
}

/** A group of which a school takes only so many in one step. */
export interface CapFigures {
  readonly step: string;
  readonly school: string;
  readonly group: string;
  readonly atMost: number;
  readonly membersAdmitted: number;
  readonly membersRefused: number;
}

/** Counts of one step at one school. */
interface Counts {
  promised: number;
  readonly byPool: Map<string, number>;
  readonly admitted: Map<string, number>;
  readonly refused: Map<string, number>;
}

export function poolFigures(course: StepCourse): readonly PoolFigures[] {
  const { divisions, id: step, mechanism } = course.step;
  if (mechanism === "top-trading-cycles") return [];
  const counts = countsBySchool(course);
  const schools = new Set([...Object.keys(divisions ?? {}), ...counts.keys()]);
  return [...schools].toSorted(compareText).flatMap((school) => {
    const { promised, byPool, admitted, refused } = counts.get(school) ?? noCounts();
    const division = ownEntry(divisions, school)?.pools;
    if (division === undefined && promised === 0) return [];
    const first: SeatPool = {
      id: GUARANTEED_POOL,
      group: null,
      seats: promised,
      handOn: OPEN_POOL,
    };
    return [
      ...(promised > 0 ? [first] : []),
      ...(division ?? [{ id: OPEN_POOL, group: null, handOn: null }]),
    ].map(({ id, group, seats }: SeatPool): PoolFigures => {
      const taken = byPool.get(id) ?? 0;
      return {
        step,
        school,
        pool: id,
        group,
        seats: seats ?? null,
        admitted: taken,
        unused: Math.max(0, (seats ?? 0) - taken),
        membersAdmitted: group === null ? null : (admitted.get(group) ?? 0),
        membersRefused: group === null ? null : (refused.get(group) ?? 0),
      };
    });
  });
}

export function capFigures(course: StepCourse): readonly CapFigures[] {
  const capped = Object.entries(course.step.divisions ?? {})
    .filter(([, { caps = [] }]) => caps.length > 0)
    .toSorted(([a], [b]) => compareText(a, b));
  if (capped.length === 0) return [];
  const counts = countsBySchool(course);
  return capped.flatMap(([school, { caps = [] }]) =>
    caps.map(({ group, atMost }) => ({
      step: course.step.id,
      school,
      group,
      atMost,
      membersAdmitted: counts.get(school)?.admitted.get(group) ?? 0,
      membersRefused: counts.get(school)?.refused.get(group) ?? 0,
    })),
  );
}

const noCounts = (): Counts => ({
  promised: 0,
  byPool: new Map(),
  admitted: new Map(),
  refused: new Map(),
});

/** Once through all lists, down to what each child got. */
function countsBySchool({ competitors, placements }: StepCourse): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  const at = (school: string): Counts => {
    const known = counts.get(school) ?? noCounts();
    counts.set(school, known);
    return known;
  };
  for (const { pid, list, groups = [], guaranteed } of competitors) {
    if (guaranteed !== undefined) at(guaranteed).promised += 1;
    const { school: met = null, pool } = placements.get(pid) ?? {};
    for (const school of list) {
      const { byPool, admitted, refused } = at(school);
      if (school === met) {
        if (pool !== undefined) addOne(byPool, pool);
        for (const group of groups) addOne(admitted, group);
        break;
      }
      for (const group of groups) addOne(refused, group);
    }
  }
  return counts;
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
