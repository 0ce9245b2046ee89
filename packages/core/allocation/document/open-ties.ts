import type { StepEntry } from "../../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import { atPlace, ownEntry } from "../order.ts";
import type { BuiltProblem, BuiltStep } from "./build-problem.ts";
import { schoolMeant } from "./build-problem.ts";
import type { AllocationDocument, DocumentApplicant } from "./document.ts";
import type { Draw } from "./lots.ts";
import type { Place } from "./place.ts";
import { at, written } from "./place.ts";
import type { Refuse } from "./shape.ts";

/**
 * Refuses ties that nothing in the document breaks: applicants who stand equal at a school that
 * may have to choose between them, and who have no lots or equal ones. A school that has a seat
 * for everyone who ever asks for it never chooses, and needs no lots.
 *
 * @param listsMayTurn Only the run will say at which place of a list a school stands.
 */
export function refuseOpenTies(
  document: AllocationDocument,
  built: BuiltProblem,
  refuse: Refuse,
  listsMayTurn = false,
): void {
  if ([...built.draws.values()].every(({ decidesAll }) => decidesAll)) return;
  const askers = askersBySchool(built);
  const reported = new Set<string>();
  const refuseOnce: Refuse = (code, place, zh, en) => {
    const where = written(place);
    if (!reported.has(where)) refuse(code, place, zh, en);
    reported.add(where);
  };
  const schools = new Map(document.schools.map((school) => [school.id, school]));
  const seatsOf = new Map(built.problem.schools.map(({ school, seats }) => [school, seats]));
  const chooses = (step: BuiltStep, school: string): boolean => {
    const own = schools.get(school);
    const seats = Math.min(
      seatsOf.get(school) ?? 0,
      ownEntry(step.step.seatsAtMost, school) ?? Infinity,
    );
    const plain =
      step.step.mechanism !== "top-trading-cycles" &&
      own?.reserves === undefined &&
      own?.caps === undefined;
    return seats > 0 && !(plain && seats >= (askers.get(school)?.size ?? 0));
  };
  for (const step of built.steps) {
    for (const { draw, groups } of comparisonsOf(step, chooses, listsMayTurn)) {
      const lots = built.draws.get(draw);
      if (lots === undefined || lots.decidesAll) continue;
      for (const tied of groups()) {
        const members = tied.entries.flatMap((entry) => memberOf(document, step, entry));
        if (members.length > 1) checkTie(members, lots, tiePlace(document, step, tied), refuseOnce);
      }
    }
  }
}

function askersBySchool({ steps }: BuiltProblem): ReadonlyMap<string, ReadonlySet<string>> {
  const askers = new Map<string, Set<string>>();
  for (const { step } of steps) {
    for (const { pid, list } of step.entries) {
      for (const school of list) {
        const known = askers.get(school);
        if (known === undefined) askers.set(school, new Set([pid]));
        else known.add(pid);
      }
    }
  }
  return askers;
}

interface Tied {
  /** Null where all schools look at one line, or at a limit of competitors. */
  readonly school: string | null;
  readonly key: readonly number[];
  readonly entries: number[];
}

interface Comparison {
  readonly draw: string;
  /** Entries that compare equal before the lot; made only where some lot is missing or equal. */
  readonly groups: () => Iterable<Tied>;
}

/** All comparisons of a step that come down to the lots of one draw. */
function comparisonsOf(
  built: BuiltStep,
  chooses: (step: BuiltStep, school: string) => boolean,
  listsMayTurn: boolean,
): readonly Comparison[] {
  const { step } = built;
  const { entries, mechanism, ties = "lot", lotScope, competitorsAtMost } = step;
  const comparisons: Comparison[] = [];
  const limited = competitorsAtMost !== undefined && competitorsAtMost < entries.length;
  if (limited || mechanism === "ring-draw") {
    const first = ({ keys }: StepEntry) =>
      (listsMayTurn ? different(keys) : [atPlace(keys, 0)]).map((key) => ({
        school: null,
        key,
        place: 0,
      }));
    comparisons.push({ draw: ONE_FOR_ALL, groups: () => groupsOf(entries, first) });
  }
  if (ties !== "lot" || mechanism === "ring-draw") return comparisons;
  const byChoice = mechanism === "immediate-acceptance" && !listsMayTurn;
  const schools = new Set(
    entries.flatMap(({ list, rights = {} }) => [...list, ...Object.keys(rights)]),
  );
  const choosing = new Set([...schools].filter((school) => chooses(built, school)));
  const askedBy = (within: ReadonlySet<string>) => (entry: StepEntry) =>
    [
      ...entry.list.map((school, place) => ({
        school,
        key: atPlace(entry.keys, place),
        place: byChoice ? place : 0,
      })),
      ...Object.entries(entry.rights ?? {}).map(([school, key]) => ({ school, key, place: 0 })),
    ].filter(({ school }) => within.has(school));
  if (lotScope === "one") {
    comparisons.push({ draw: ONE_FOR_ALL, groups: () => groupsOf(entries, askedBy(choosing)) });
    return comparisons;
  }
  for (const school of choosing) {
    const only = askedBy(new Set([school]));
    comparisons.push({ draw: school, groups: () => groupsOf(entries, only) });
  }
  return comparisons;
}

const different = (keys: readonly (readonly number[])[]): readonly (readonly number[])[] => [
  ...new Map(keys.map((key) => [key.join(" "), key])).values(),
];

interface Standing {
  readonly school: string | null;
  readonly key: readonly number[];
  /** Of the list, where that is compared first. */
  readonly place: number;
}

function groupsOf(
  entries: readonly StepEntry[],
  standings: (entry: StepEntry) => readonly Standing[],
): Iterable<Tied> {
  const groups = new Map<string, Tied>();
  for (const [index, entry] of entries.entries()) {
    for (const { school, key, place } of standings(entry)) {
      const name = `${place} ${key.join(" ")} ${school ?? ""}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { school, key, entries: [index] });
      else group.entries.push(index);
    }
  }
  return groups.values();
}

interface Member {
  readonly applicant: DocumentApplicant;
  readonly place: Place;
}

function memberOf(
  { applicants }: AllocationDocument,
  { applicantOf }: BuiltStep,
  entry: number,
): readonly Member[] {
  const number = applicantOf[entry] ?? -1;
  const applicant = applicants[number];
  return applicant === undefined ? [] : [{ applicant, place: at(at(null, "applicants"), number) }];
}

/** The inner list that ties them, where one does; null where they are equal in something else. */
function tiePlace(
  document: AllocationDocument,
  { rules, place, standings }: BuiltStep,
  { school, key }: Tied,
): Place | null {
  const part = standings.compared.indexOf("priority");
  if (part === -1) return null;
  const rank = key[part] ?? -1;
  if (rules.mechanism === "serial-dictatorship") {
    return Array.isArray(rules.order?.[rank]) ? at(at(place, "order"), rank) : null;
  }
  const number = document.schools.findIndex(({ id }) => id === schoolMeant(school ?? "").id);
  return Array.isArray(document.schools[number]?.priority?.[rank])
    ? at(at(at(at(null, "schools"), number), "priority"), rank)
    : null;
}

function checkTie(
  members: readonly Member[],
  lots: Draw,
  tiePlace: Place | null,
  refuse: Refuse,
): void {
  const holders = new Map<bigint, DocumentApplicant>();
  for (const { applicant, place } of members) {
    const value = lots.values.get(applicant.id);
    if (value === undefined) {
      const other = members.find((member) => member.applicant !== applicant)?.applicant.id ?? "";
      refuse(
        "unresolved-tie",
        tiePlace ?? place,
        `“${applicant.id}”与“${other}”并列，须由摇号决定先后，但“${applicant.id}”没有号码（lot）。请为并列的人都写上号码，或排出先后。`,
        `Unresolved tie: “${applicant.id}” and “${other}” are equal, so a lot must decide, but “${applicant.id}” has none. Give everyone who is tied a lot, or rank them.`,
      );
      return;
    }
    const other = holders.get(value);
    holders.set(value, applicant);
    if (other === undefined) continue;
    if (applicant.family !== undefined && applicant.family === other.family) continue;
    refuse(
      "equal-lots",
      at(place, "lot"),
      `“${applicant.id}”与“${other.id}”并列，号码又相同，无法决定先后。只有同一家庭（family）的人可以共用号码。`,
      `Unresolved tie: “${applicant.id}” and “${other.id}” are equal and have the same lot. Only members of one “family” may share one.`,
    );
    return;
  }
}
