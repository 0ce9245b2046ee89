import { KEY_WITHOUT_VALUE } from "../../domain/allocation-problem.ts";
import type { Points } from "../../domain/points.ts";
import { parsePoints, ZERO_POINTS } from "../../domain/points.ts";
import { ownEntry } from "../order.ts";
import type {
  AllocationDocument,
  Compared,
  DocumentApplicant,
  DocumentSchool,
  DocumentStep,
} from "./document.ts";
import { at } from "./place.ts";
import { rankedIn } from "./steps.ts";

/** What applicants are compared by in one step before the lot. */
export interface Standings {
  readonly compared: readonly Compared[];
  /** Whether a part counts at the school: an own priority usually stands in place of points. */
  readonly counts: (part: Compared, school: string) => boolean;
  /** The schools whose own priority names the applicant, where the step looks at it. */
  readonly rankedBy: (applicant: string) => readonly string[];
  /** Whether the school may take the applicant: it ranks it, or ranks nobody. */
  readonly accepts: (school: string, applicant: string) => boolean;
  readonly key: (school: string, applicant: DocumentApplicant) => readonly number[];
  /** As shown to people; 0 where there are none. */
  readonly points: (school: string, applicant: DocumentApplicant) => Points;
}

/** By applicant, the class in a ranking, 0 for the best. */
const classesOf = (ranking: NonNullable<DocumentSchool["priority"]>): ReadonlyMap<string, number> =>
  new Map([...rankedIn(ranking, at(null, "priority"))].map(({ id, rank }) => [id, rank]));

export function standingsOf(
  document: AllocationDocument,
  schools: ReadonlyMap<string, DocumentSchool>,
  rules: DocumentStep,
): Standings {
  const compared = rules.compare ?? usuallyCompared(document, rules);
  const oneLine = rules.mechanism === "serial-dictatorship";
  const line = oneLine ? classesOf(rules.order ?? []) : null;
  const looksAtSchools = !oneLine && compared.includes("priority");
  const classes = new Map<string, ReadonlyMap<string, number>>();
  for (const { id, priority } of looksAtSchools ? document.schools : []) {
    if (priority !== undefined) classes.set(id, classesOf(priority));
  }
  const priorityClass = (school: string, applicant: string): number => {
    const ranking = line ?? classes.get(school);
    const last = line === null ? schools.get(school)?.priority?.length : rules.order?.length;
    return ranking?.get(applicant) ?? last ?? 0;
  };
  const counts = (part: Compared, school: string): boolean => {
    if (part === "priority") return oneLine ? rules.order !== undefined : classes.has(school);
    return part !== "points" || rules.compare !== undefined || !classes.has(school);
  };
  const value = (part: Compared, school: string, applicant: DocumentApplicant): number => {
    if (!counts(part, school)) return 0;
    if (part === "priority") return priorityClass(school, applicant.id);
    if (part === "points") {
      const points = pointsAt(school, applicant);
      return points === undefined ? KEY_WITHOUT_VALUE : 0 - points;
    }
    const own = ownEntry(applicant.values, part.value);
    if (own === undefined) return KEY_WITHOUT_VALUE;
    return part.first === "smallest" ? own : 0 - own;
  };
  const rankedBy = new Map<string, string[]>();
  for (const [school, ranked] of classes) {
    for (const applicant of ranked.keys()) {
      const known = rankedBy.get(applicant);
      if (known === undefined) rankedBy.set(applicant, [school]);
      else known.push(school);
    }
  }
  return {
    compared,
    counts,
    rankedBy: (applicant) => rankedBy.get(applicant) ?? [],
    accepts: (school, applicant) => classes.get(school)?.has(applicant) ?? true,
    key: (school, applicant) => compared.map((part) => value(part, school, applicant)),
    points: (school, applicant) => pointsAt(school, applicant) ?? ZERO_POINTS,
  };
}

/** What is compared where the step does not say: priorities, and points where there are none. */
function usuallyCompared(
  { schools, applicants }: AllocationDocument,
  { mechanism, order }: DocumentStep,
): readonly Compared[] {
  if (mechanism === "lots-only" || mechanism === "ring-draw") return [];
  const someHavePoints = applicants.some(({ points }) => points !== undefined);
  if (mechanism === "serial-dictatorship") {
    if (order !== undefined) return ["priority"];
    return someHavePoints ? ["points"] : [];
  }
  const ranking = schools.filter(({ priority }) => priority !== undefined).length;
  return [
    ...(ranking > 0 ? (["priority"] as const) : []),
    ...(ranking < schools.length && someHavePoints ? (["points"] as const) : []),
  ];
}

/** @throws on a number that the form does not accept. */
function pointsAt(school: string, { points }: DocumentApplicant): Points | undefined {
  const own = typeof points === "object" ? ownEntry(points, school) : points;
  if (own === undefined) return undefined;
  const parsed = parsePoints(String(own));
  if (!parsed.ok) throw new Error(`“${own}” should have been refused as points`);
  return parsed.value;
}
