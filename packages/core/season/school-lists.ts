import type { FactId } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { GridPoint, Policy, PolicyStep, School } from "../policy/document.ts";
import { valueOf } from "../policy/terms.ts";
import type { RollRow } from "./roll.ts";

/** Where a child without a zone of its category lives, for the nearest school; first known wins. */
export const ZONE_FALLBACKS: readonly FactId[] = ["home.zone", "lease.zone"];

export interface SchoolLists {
  /** The schools that the step offers the child, best first; may be empty. */
  listOf(row: RollRow): readonly string[];
  /** Whether the school serves the child's own zone together with another one. */
  sharesOwnZone(row: RollRow, school: string): boolean;
}

/** How one step makes each child's list; lists that depend on the zone alone are made once. */
export function schoolLists(policy: Policy, step: PolicyStep): SchoolLists {
  const offered = policy.plan.schools.filter(
    ({ group }) => step.groups === undefined || step.groups.includes(group),
  );
  const groupOf = new Map(offered.map(({ id, group }) => [id, group]));
  const ownZone = remembered((zone) => idsOf(offered.filter(({ zones }) => zones.includes(zone))));
  const sharing = remembered((zone) =>
    idsOf(policy.plan.schools.filter(({ zones }) => zones.includes(zone))),
  );
  const nearest = remembered((zone) => nearestTo(policy, zone, offered));
  const inPlanOrder = idsOf(offered);

  const chosen = (row: RollRow, choices: readonly string[]): readonly string[] => {
    const { groupsByCategory } = policy.choices;
    const groups = Object.hasOwn(groupsByCategory, row.category)
      ? (groupsByCategory[row.category] ?? [])
      : [];
    return [...new Set(choices)].filter((school) => groups.includes(groupOf.get(school) ?? ""));
  };

  const listOf = (row: RollRow): readonly string[] => {
    switch (step.lists) {
      case "own-zone":
        return row.zone === null ? [] : preferring(row.choices, ownZone(row.zone));
      case "first-choice":
        return chosen(row, row.choices.slice(0, 1));
      case "choices":
        return chosen(row, row.choices);
      case "nearest": {
        const zone = homeZone(policy, row);
        return zone === null ? inPlanOrder : nearest(zone);
      }
      default:
        return assertNever(step.lists);
    }
  };
  return {
    listOf,
    sharesOwnZone: ({ zone }, school) => {
      const schools = zone === null ? [] : sharing(zone);
      return schools.length > 1 && schools.includes(school);
    },
  };
}

const idsOf = (schools: readonly School[]): readonly string[] => schools.map(({ id }) => id);

function remembered(
  make: (zone: string) => readonly string[],
): (zone: string) => readonly string[] {
  const made = new Map<string, readonly string[]>();
  return (zone) => {
    const known = made.get(zone) ?? make(zone);
    made.set(zone, known);
    return known;
  };
}

/** Those that the family listed come first, in its order; the others keep theirs. */
function preferring(choices: readonly string[], schools: readonly string[]): readonly string[] {
  if (schools.length < 2 || choices.length === 0) return schools;
  const listed = [...new Set(choices)].filter((choice) => schools.includes(choice));
  return [...listed, ...schools.filter((school) => !listed.includes(school))];
}

function homeZone(policy: Policy, row: RollRow): string | null {
  if (row.zone !== null) return row.zone;
  for (const fact of ZONE_FALLBACKS) {
    const zone = valueOf(policy, row.facts, fact);
    if (typeof zone === "string") return zone;
  }
  return null;
}

/** By squared distance from the zone's centre, which is exact; equally near ones by id. */
function nearestTo({ plan }: Policy, zone: string, schools: readonly School[]): readonly string[] {
  const center = plan.zones.find(({ id }) => id === zone)?.center;
  if (center === undefined) return idsOf(schools);
  return schools
    .map(({ id, location }) => ({ id, distance: squaredDistance(center, location) }))
    .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

const squaredDistance = (from: GridPoint, to: GridPoint): number =>
  (from[0] - to[0]) ** 2 + (from[1] - to[1]) ** 2;
