import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  KeyPart,
  Mechanism,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { err, failure, ok } from "../../domain/result.ts";
import { allocate } from "../allocate.ts";
import { atPlace, compareText, ownEntry } from "../order.ts";
import type { Refuse } from "../refuse.ts";

/** One age group: its own seats and steps, the same school ids as the other grades. */
export interface Grade {
  readonly id: string;
  /** Has passed `checkProblem`. No child is in two grades. */
  readonly problem: AllocationProblem;
  /** Family id by pid; a child without one has no sibling here. */
  readonly families: Readonly<Record<string, string>>;
  /** Ids of its steps in which a child stands first at a school where a sibling is. */
  readonly siblingsFirstIn: readonly string[];
}

export interface Family {
  /** The family asks for one school for its children: a family application. */
  readonly together: boolean;
  /** Schools at which brothers or sisters are already, from earlier years. */
  readonly enrolledAt?: readonly string[];
}

export interface GradeOutcome {
  readonly grade: string;
  /** The problem as it was run: with the sibling priorities and the lists that families turned. */
  readonly problem: AllocationProblem;
  readonly outcome: AllocationOutcome;
  /** Children whose list was turned so that a sibling's school comes first, ascending by pid. */
  readonly turned: readonly string[];
}

type Families = Readonly<Record<string, Family>>;

/** The part that stands before all others of a key in the steps of `siblingsFirstIn`. */
const SIBLING_FIRST: KeyPart = { by: "term", term: "sibling" };

/**
 * Allocates several grades of one season one after the other, so that brothers and sisters can
 * come to one school, as in Chile (Correa et al. 2022, School Choice in Chile, Operations Research
 * 70): a child stands first at a school where a sibling is already or was placed by a grade before;
 * and where the family asks together, the school of an elder sibling moves to the top of the
 * younger one's list, if it is on it.
 *
 * Each grade by itself keeps all that its mechanism guarantees, with respect to the priorities and
 * lists as they then stand. Over all grades there is no such guarantee: none could be given, as a
 * stable outcome over all grades need not exist. And for a family that asks together it is not
 * always safe to list schools in its true order.
 *
 * @param grades in the order in which they run, the eldest first
 * @param byFamily the families, by id
 */
export function allocateGrades(
  grades: readonly Grade[],
  byFamily: Families,
): Result<readonly GradeOutcome[], readonly Failure[]> {
  const failures = checkGrades(grades, byFamily);
  if (failures.length > 0) return err(failures);
  const placedAt = new Map<string, Set<string>>();
  return ok(
    grades.map(({ id, problem, families, siblingsFirstIn }): GradeOutcome => {
      const siblingsOf = (pid: string): Siblings => {
        const family = ownEntry(families, pid) ?? "";
        const { together = false, enrolledAt = [] } = ownEntry(byFamily, family) ?? {};
        const elders = placedAt.get(family) ?? new Set();
        return { at: new Set([...elders, ...enrolledAt]), first: together ? elders : new Set() };
      };
      const { asRun, turned } = withSiblings(problem, siblingsFirstIn, siblingsOf);
      const outcome = allocate(asRun);
      for (const { pid, school } of outcome.placements) {
        const family = ownEntry(families, pid);
        if (family === undefined || school === null) continue;
        placedAt.set(family, (placedAt.get(family) ?? new Set()).add(school));
      }
      return { grade: id, problem: asRun, outcome, turned };
    }),
  );
}

function withSiblings(
  problem: AllocationProblem,
  siblingsFirstIn: readonly string[],
  siblingsOf: (pid: string) => Siblings,
): { readonly asRun: AllocationProblem; readonly turned: readonly string[] } {
  const turned = new Set<string>();
  const steps = problem.steps.map((step): AllocationStep => {
    const areFirst = siblingsFirstIn.includes(step.id);
    const entries = step.entries.map((entry) => {
      const { at, first } = siblingsOf(entry.pid);
      const own = turnList(step, entry, first);
      if (own !== entry) turned.add(entry.pid);
      return areFirst ? putFirst(own, at) : own;
    });
    return {
      ...step,
      keyParts: areFirst ? [SIBLING_FIRST, ...step.keyParts] : step.keyParts,
      entries,
    };
  });
  return { asRun: { ...problem, steps }, turned: [...turned].toSorted(compareText) };
}

interface Siblings {
  /** Schools at which a sibling is or will be. */
  readonly at: ReadonlySet<string>;
  /** Schools that come first in the list. */
  readonly first: ReadonlySet<string>;
}

/**
 * The schools of siblings first, among themselves in the child's own order. Keys and points go along
 * with their schools; but in a serial dictatorship, where one line serves all schools, they are
 * those of the places (a bonus for the first choice) and stay there.
 */
function turnList(
  { mechanism }: AllocationStep,
  entry: StepEntry,
  first: ReadonlySet<string>,
): StepEntry {
  const places = [...entry.list.keys()];
  const isFirst = (place: number): boolean => first.has(atPlace(entry.list, place));
  const order = [...places.filter(isFirst), ...places.filter((place) => !isFirst(place))];
  if (order.every((place, index) => place === index)) return entry;
  const reordered = <Value>(values: readonly Value[]): readonly Value[] =>
    values.length === 1 || mechanism === "serial-dictatorship"
      ? values
      : order.map((place) => atPlace(values, place));
  return {
    ...entry,
    list: order.map((place) => atPlace(entry.list, place)),
    keys: reordered(entry.keys),
    points: reordered(entry.points),
  };
}

function putFirst(entry: StepEntry, at: ReadonlySet<string>): StepEntry {
  const rank = (school: string): number => (at.has(school) ? 0 : 1);
  const keys =
    entry.list.length === 0
      ? entry.keys.map((key) => [1, ...key])
      : entry.list.map((school, place) => [rank(school), ...atPlace(entry.keys, place)]);
  if (entry.rights === undefined) return { ...entry, keys };
  const rights = Object.fromEntries(
    Object.entries(entry.rights).map(([school, key]) => [school, [rank(school), ...key]]),
  );
  return { ...entry, keys, rights };
}

/** Schools must be able to order children differently, or a sibling could stand first nowhere. */
export const WITH_PRIORITIES: ReadonlySet<Mechanism> = new Set([
  "deferred-acceptance",
  "immediate-acceptance",
  "top-trading-cycles",
]);

function checkGrades(grades: readonly Grade[], byFamily: Families): readonly Failure[] {
  const failures: Failure[] = [];
  const refuse: Refuse = (code, place, zh, en) => {
    failures.push(failure(`allocation.${code}`, zh, en, place));
  };
  const ids = new Set<string>();
  const gradeOf = new Map<string, string>();
  for (const [index, grade] of grades.entries()) {
    const place = `grades[${index}]`;
    if (ids.has(grade.id)) {
      refuse(
        "grade-repeated",
        `${place}.id`,
        `年级编号“${grade.id}”重复，请为每个年级使用不同的编号。`,
        `The grade id “${grade.id}” is used twice; give each grade its own.`,
      );
    }
    ids.add(grade.id);
    checkChildren(grade, place, gradeOf, byFamily, refuse);
    checkSteps(grade, place, refuse);
  }
  return failures;
}

function checkChildren(
  { id, problem, families }: Grade,
  place: string,
  gradeOf: Map<string, string>,
  byFamily: Families,
  refuse: Refuse,
): void {
  const pids = new Set(problem.steps.flatMap(({ entries }) => entries.map(({ pid }) => pid)));
  for (const pid of pids) {
    const other = gradeOf.get(pid);
    gradeOf.set(pid, id);
    if (other === undefined) continue;
    refuse(
      "grade-child",
      `${place}.problem`,
      `“${pid}”同时出现在年级“${other}”和“${id}”中，请只保留一个。`,
      `“${pid}” stands in the grades “${other}” and “${id}”; keep it in one.`,
    );
  }
  for (const [pid, family] of Object.entries(families)) {
    if (Object.hasOwn(byFamily, family)) continue;
    refuse(
      "family-unknown",
      `${place}.families.${pid}`,
      `家庭“${family}”不在家庭名单中，请改正编号或补入名单。`,
      `There is no family “${family}”; correct the id or add the family.`,
    );
  }
}

function checkSteps({ problem, siblingsFirstIn }: Grade, place: string, refuse: Refuse): void {
  for (const [index, { id, mechanism }] of problem.steps.entries()) {
    if (WITH_PRIORITIES.has(mechanism) || !siblingsFirstIn.includes(id)) continue;
    refuse(
      "sibling-priority",
      `${place}.problem.steps[${index}].mechanism`,
      `步骤“${id}”只排一个队或只凭摇号，不能在某所学校优先照顾兄弟姐妹；请改用“延迟录取”等方式，或不在这一步优先。`,
      `The step “${id}” walks one line or goes by lots alone, so a sibling cannot stand first at one school; use deferred acceptance, or leave this step out.`,
    );
  }
}
