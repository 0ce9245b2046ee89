import type { SchoolVerdict } from "../../domain/allocation-problem.ts";
import { KEY_WITHOUT_VALUE, ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import { formatPoints, pointsOf } from "../../domain/points.ts";
import type { BuiltStep } from "./build-problem.ts";
import type { Compared, WrittenLot } from "./document.ts";
import type { ReadDocument } from "./read-document.ts";

/** What somebody is compared by at a school, as the document writes it. */
export interface WrittenStanding {
  /** In steps with `siblingsFirst`: whether a brother or sister is at the school. */
  readonly sibling?: boolean;
  /** Place in the school's priority, or in the order of a serial dictatorship; 1 is the best. */
  readonly priorityClass?: number;
  readonly points?: number;
  readonly values?: Readonly<Record<string, number>>;
  /** Call lists and ring draws: the place in the line, which is compared instead of all else. */
  readonly call?: number;
  readonly lot?: WrittenLot;
}

/** @throws where the document has no such step. */
export function builtStep({ steps }: ReadDocument, id: string): BuiltStep {
  const built = steps.find(({ step }) => step.id === id);
  if (built === undefined) throw new Error(`no step ${id}`);
  return built;
}

/** The lot as the document writes it; nothing where it has none. */
export const writtenLot = (
  { draws }: ReadDocument,
  { step }: BuiltStep,
  school: string,
  hex: string,
): WrittenLot | undefined =>
  draws.get(step.lotScope === "one" ? ONE_FOR_ALL : school)?.written.get(hex);

/**
 * What a school looks at, each with its place in the key. Where siblings come first, that stands
 * before what the document compares.
 */
export function countedParts(
  { rules, standings }: BuiltStep,
  school: string,
): readonly { readonly part: Compared | "sibling"; readonly place: number }[] {
  const before = rules.siblingsFirst === true ? (["sibling"] as const) : [];
  return [...before, ...standings.compared]
    .map((part, place) => ({ part, place }))
    .filter(({ part }) => part === "sibling" || standings.counts(part, school));
}

export function writeStanding(
  read: ReadDocument,
  stepId: string,
  schoolId: string,
  { key, lot, call }: NonNullable<SchoolVerdict["own"]>,
): WrittenStanding {
  const built = builtStep(read, stepId);
  const written = writtenLot(read, built, schoolId, lot);
  const values: [string, number][] = [];
  const standing: { sibling?: boolean; priorityClass?: number; points?: number } = {};
  for (const { part, place } of countedParts(built, schoolId)) {
    const value = key[place] ?? 0;
    if (value === KEY_WITHOUT_VALUE) continue;
    if (part === "sibling") standing.sibling = value === 0;
    else if (part === "priority") standing.priorityClass = value + 1;
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
