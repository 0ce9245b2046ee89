import type { SchoolVerdict } from "../../domain/allocation-problem.ts";
import { KEY_WITHOUT_VALUE, ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import { formatPoints, pointsOf } from "../../domain/points.ts";
import type { WrittenLot } from "./document.ts";
import type { ReadDocument } from "./read-document.ts";

/** What somebody is compared by at a school, as the document writes it. */
export interface WrittenStanding {
  /** Place in the school's priority, or in the order of a serial dictatorship; 1 is the best. */
  readonly priorityClass?: number;
  readonly points?: number;
  readonly values?: Readonly<Record<string, number>>;
  /** Call lists and ring draws: the place in the line, which is compared instead of all else. */
  readonly call?: number;
  readonly lot?: WrittenLot;
}

export function writeStanding(
  { steps, draws }: ReadDocument,
  stepId: string,
  schoolId: string,
  { key, lot, call }: NonNullable<SchoolVerdict["own"]>,
): WrittenStanding {
  const built = steps.find(({ step }) => step.id === stepId);
  if (built === undefined) throw new Error(`no step ${stepId}`);
  const draw = built.step.lotScope === "one" ? ONE_FOR_ALL : schoolId;
  const written = draws.get(draw)?.written.get(lot);
  const values: [string, number][] = [];
  const standing: { priorityClass?: number; points?: number } = {};
  for (const [index, part] of built.standings.compared.entries()) {
    const value = key[index] ?? 0;
    if (!built.standings.counts(part, schoolId) || value === KEY_WITHOUT_VALUE) continue;
    if (part === "priority") standing.priorityClass = value + 1;
    else if (part === "points") standing.points = Number(formatPoints(pointsOf(0 - value)));
    else values.push([part.value, part.first === "smallest" ? value : 0 - value]);
  }
  return {
    ...standing,
    ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }),
    ...(call === undefined ? {} : { call }),
    ...(written === undefined ? {} : { lot: written }),
  };
}
