import type {
  AllocationProblem,
  AllocationStep,
  GroupRate,
  KeyPart,
  Mechanism,
  SeatDivision,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { ONE_FOR_ALL, OPEN_POOL } from "../../domain/allocation-problem.ts";
import { compareKeys } from "../order.ts";
import type {
  AllocationDocument,
  Compared,
  DocumentApplicant,
  DocumentSchool,
} from "./document.ts";
import type { Standings } from "./keys.ts";
import { standingsOf } from "./keys.ts";
import { listOf } from "./lists.ts";
import type { Draw } from "./lots.ts";
import { drawOf } from "./lots.ts";
import type { PlacedStep } from "./steps.ts";
import { stepsOf } from "./steps.ts";

/** A step of the problem with what leads back from it to the document. */
export interface BuiltStep extends PlacedStep {
  readonly step: AllocationStep;
  readonly standings: Standings;
  /** By entry: the number of the applicant in the document. */
  readonly applicantOf: readonly number[];
}

export interface BuiltProblem {
  readonly problem: AllocationProblem;
  readonly steps: readonly BuiltStep[];
  readonly draws: ReadonlyMap<string, Draw>;
}

/**
 * A school that ranks others but not this applicant cannot take it. The place of the list still
 * counts (immediate acceptance compares it), so a school without seats stands there instead.
 */
const REFUSED_AT = "\u0000";
const refusedAt = (school: string): string => `${REFUSED_AT}${school}`;

/** The document's school, and whether it is one that does not rank the applicant. */
export const schoolMeant = (id: string): { readonly id: string; readonly refuses: boolean } =>
  id.startsWith(REFUSED_AT) ? { id: id.slice(1), refuses: true } : { id, refuses: false };

/** Turns a document without mistakes of its own into what the engine is given. */
export function buildProblem(document: AllocationDocument): BuiltProblem {
  const schools = new Map(document.schools.map((school) => [school.id, school]));
  const steps = stepsOf(document).map((placed) => buildStep(document, schools, placed));
  const draws = drawsOf(document, steps);
  const families = document.applicants.flatMap(({ id, family }) =>
    family === undefined ? [] : [[id, family] as const],
  );
  const listed = new Set(steps.flatMap(({ step }) => step.entries.flatMap(({ list }) => list)));
  const refusing = document.schools
    .map(({ id }) => refusedAt(id))
    .filter((school) => listed.has(school));
  const problem: AllocationProblem = {
    schools: [
      ...document.schools.map(({ id, seats }) => ({ school: id, seats })),
      ...refusing.map((school) => ({ school, seats: 0 })),
    ],
    steps: steps.map(({ step }) => step),
    lots: Object.fromEntries([...draws].map(([draw, { encoded }]) => [draw, encoded])),
    lotGroups: Object.fromEntries(families),
  };
  return { problem, steps, draws };
}

function buildStep(
  document: AllocationDocument,
  schools: ReadonlyMap<string, DocumentSchool>,
  { rules, place }: PlacedStep,
): BuiltStep {
  const standings = standingsOf(document, schools, rules);
  const entries: StepEntry[] = [];
  const applicantOf: number[] = [];
  for (const [index, applicant] of document.applicants.entries()) {
    const wanted = listOf(applicant, rules);
    if (wanted.length === 0) continue;
    entries.push(entryOf(applicant, wanted, standings, rules.mechanism));
    applicantOf.push(index);
  }
  const { mechanism, ties, ring, competitorsAtMost, seatsAtMost, together } = rules;
  const divided = rules.reserves === false ? [] : document.schools;
  const divisions = ofSchools(divided, divisionOf);
  const rates = ofSchools(divided, ratesOf);
  const step: AllocationStep = {
    id: rules.id,
    mechanism,
    lotScope: rules.lotScope ?? usualLotScope(mechanism, document.applicants),
    keyParts: standings.compared.map(keyPart),
    ...(competitorsAtMost === undefined ? {} : { competitorsAtMost }),
    ...(seatsAtMost === undefined ? {} : { seatsAtMost }),
    ...(ties === undefined ? {} : { ties }),
    ...(ring === undefined ? {} : { ring }),
    ...(together === undefined ? {} : { together }),
    ...(divisions === null ? {} : { divisions }),
    ...(rates === null ? {} : { rates }),
    entries,
  };
  return { rules, place, step, standings, applicantOf };
}

const walksOneLine = (mechanism: Mechanism): boolean =>
  mechanism === "serial-dictatorship" || mechanism === "ring-draw";

const usualLotScope = (
  mechanism: Mechanism,
  applicants: readonly DocumentApplicant[],
): "one" | "per-school" =>
  walksOneLine(mechanism) || applicants.every(({ lots }) => lots === undefined)
    ? "one"
    : "per-school";

const keyPart = (part: Compared): KeyPart => {
  if (part === "points") return { by: "points" };
  return { by: "term", term: part === "priority" ? part : part.value };
};

function entryOf(
  applicant: DocumentApplicant,
  wanted: readonly string[],
  standings: Standings,
  mechanism: Mechanism,
): StepEntry {
  const { id, groups, guaranteed, category = "" } = applicant;
  const rights =
    mechanism === "top-trading-cycles"
      ? standings.rankedBy(id).filter((school) => !wanted.includes(school))
      : [];
  return {
    pid: id,
    category,
    list: wanted.map((school) =>
      school === guaranteed || standings.accepts(school, id) ? school : refusedAt(school),
    ),
    keys: oneIfEqual(
      wanted.map((school) => standings.key(school, applicant)),
      equalKeys,
    ),
    points: oneIfEqual(
      wanted.map((school) => standings.points(school, applicant)),
      Object.is,
    ),
    ...(groups === undefined ? {} : { groups }),
    ...(guaranteed === undefined ? {} : { guaranteed }),
    ...(rights.length === 0
      ? {}
      : {
          rights: Object.fromEntries(
            rights.map((school) => [school, standings.key(school, applicant)]),
          ),
        }),
  };
}

/** One for all places of the list where they do not differ. */
function oneIfEqual<Value>(
  values: readonly Value[],
  equal: (one: Value, other: Value) => boolean,
): readonly Value[] {
  return values.every((value) => equal(value, values[0] ?? value)) ? values.slice(0, 1) : values;
}

const equalKeys = (one: readonly number[], other: readonly number[]): boolean =>
  compareKeys(one, other) === 0;

/** Values by school, without those that have none; null where no school has any. */
function ofSchools<Value>(
  schools: readonly DocumentSchool[],
  valueOf: (school: DocumentSchool) => Value | null,
): Readonly<Record<string, Value>> | null {
  const entries = schools.flatMap((school) => {
    const value = valueOf(school);
    return value === null ? [] : [[school.id, value] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** Reserved seats come first where no other order is said, and are soft. */
function divisionOf(school: DocumentSchool): SeatDivision | null {
  const { reserves = [], caps = [] } = school;
  if (reserves.length === 0 && caps.length === 0) return null;
  const order = school.precedence ?? [...reserves.map(({ group }) => group), OPEN_POOL];
  const pools = order.map((id) => {
    const reserve = reserves.find(({ group }) => group === id);
    if (reserve === undefined) return { id, group: null, handOn: null };
    const handOn = reserve.hard === true ? null : (reserve.handOn ?? OPEN_POOL);
    return { id, group: id, seats: reserve.seats, handOn };
  });
  return caps.length === 0 ? { pools } : { pools, caps };
}

const ratesOf = ({ rates = [] }: DocumentSchool): readonly GroupRate[] | null =>
  rates.length === 0 ? null : rates;

/** The draws that the steps use: one lot for all, and that of every school where each has its own. */
function drawsOf(
  { applicants }: AllocationDocument,
  steps: readonly BuiltStep[],
): ReadonlyMap<string, Draw> {
  const takingPart = new Map<string, Set<number>>();
  for (const { step, applicantOf } of steps) {
    if (step.lotScope === "one") continue;
    for (const [entry, { list, rights = {} }] of step.entries.entries()) {
      for (const school of [...list, ...Object.keys(rights)]) {
        const known = takingPart.get(school) ?? new Set();
        takingPart.set(school, known.add(applicantOf[entry] ?? -1));
      }
    }
  }
  const draws = new Map([[ONE_FOR_ALL, drawOf(applicants, ONE_FOR_ALL)]]);
  for (const [school, numbers] of takingPart) {
    const holders = [...numbers].flatMap((number) => applicants[number] ?? []);
    draws.set(school, drawOf(holders, school));
  }
  return draws;
}
