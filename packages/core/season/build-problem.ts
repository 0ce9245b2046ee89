import type {
  AllocationProblem,
  AllocationStep,
  KeyPart,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { KEY_WITHOUT_VALUE } from "../domain/allocation-problem.ts";
import type { FactId } from "../domain/facts.ts";
import type { Points } from "../domain/points.ts";
import { pointsOf, ZERO_POINTS } from "../domain/points.ts";
import { assertNever } from "../domain/result.ts";
import type { OrderKey, Policy, PolicyStep } from "../policy/document.ts";
import { termOf, valueOf } from "../policy/terms.ts";
import type { RollRow } from "./roll.ts";
import type { SchoolLists } from "./school-lists.ts";
import { schoolLists, ZONE_FALLBACKS } from "./school-lists.ts";

/**
 * What the allocation engine needs, made of the policy's steps and the frozen roll. A child whose
 * list for a step is empty does not enter it; one may so enter no step at all.
 */
export function buildProblem(
  policy: Policy,
  roll: readonly RollRow[],
  lots: AllocationProblem["lots"],
): AllocationProblem {
  const rowsByCategory = Map.groupBy(roll, ({ category }) => category);
  const grouped = roll.flatMap(({ pid, lotGroup }) => (lotGroup === null ? [] : [[pid, lotGroup]]));
  return {
    schools: policy.plan.schools.map(({ id, seats }) => ({ school: id, seats })),
    steps: policy.steps.map((step) => {
      const rows = step.categories.flatMap((category) => rowsByCategory.get(category) ?? []);
      return buildStep(policy, step, rows);
    }),
    lots,
    ...(grouped.length > 0
      ? { lotGroups: Object.fromEntries(grouped) as Record<string, string> }
      : {}),
  };
}

/** The facts that orders and lists look at; a roll carries these and no others. */
export function factsUsedOnRoll(policy: Policy): readonly FactId[] {
  const asked = new Set(policy.asks.flatMap(({ facts }) => facts));
  const ordering = policy.steps.flatMap(({ order }) =>
    order.flatMap((key) => (key.by === "term" ? [termOf(policy, key.term).fact] : [])),
  );
  const nearest = policy.steps.some(({ lists }) => lists === "nearest");
  const locating = nearest ? ZONE_FALLBACKS.filter((fact) => asked.has(fact)) : [];
  return [...new Set([...ordering, ...locating])];
}

function buildStep(policy: Policy, step: PolicyStep, rows: readonly RollRow[]): AllocationStep {
  const { id, mechanism, lotScope, order, competitorsAtMost, seatsPercent } = step;
  const lists = schoolLists(policy, step);
  const entries: StepEntry[] = [];
  for (const row of rows) {
    if (!mayCompete(policy, step, row)) continue;
    const list = lists.listOf(row);
    if (list.length > 0) entries.push(entryOf(policy, step, row, list, lists));
  }
  return {
    id,
    mechanism,
    lotScope,
    keyParts: order.map(keyPartOf),
    ...(competitorsAtMost === undefined ? {} : { competitorsAtMost }),
    ...(seatsPercent === undefined ? {} : { seatsAtMost: shareOfSeats(policy, seatsPercent) }),
    entries,
  };
}

const keyPartOf = (key: OrderKey): KeyPart =>
  key.by === "term" ? { by: "term", term: key.term } : key;

const shareOfSeats = ({ plan }: Policy, percent: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    plan.schools.map(({ id, seats }) => [id, Math.floor((seats * percent) / 100)]),
  );

function mayCompete(policy: Policy, step: PolicyStep, row: RollRow): boolean {
  const { pointsAtLeast, redistribution } = step;
  if (pointsAtLeast !== undefined && (row.points === null || row.points < pointsAtLeast)) {
    return false;
  }
  const consentNeeded = redistribution && policy.redistribution.consent === "required";
  return !consentNeeded || row.consentsToRedistribution;
}

function entryOf(
  policy: Policy,
  step: PolicyStep,
  row: RollRow,
  list: readonly string[],
  lists: SchoolLists,
): StepEntry {
  const { pid, category } = row;
  const base = row.points ?? ZERO_POINTS;
  const bonuses = bonusesOf(policy, step, row, list, lists);
  const points = bonuses === null ? [base] : bonuses.map((bonus) => pointsOf(base + bonus));
  const keys = points.map((points) =>
    step.order.map((key) => keyValue(policy, row, key, row.points === null ? null : points)),
  );
  return { pid, category, list, keys, points };
}

/** Choice bonuses by place of the list; null where none applies to this child and step. */
function bonusesOf(
  policy: Policy,
  step: PolicyStep,
  row: RollRow,
  list: readonly string[],
  lists: SchoolLists,
): readonly Points[] | null {
  const { choiceBonuses } = policy.points;
  const counts = step.lists !== "nearest" && step.order.some(({ by }) => by === "points");
  if (!counts || choiceBonuses.length === 0 || row.points === null) return null;
  const bonuses = list.map((school) => {
    const applying = choiceBonuses.filter(
      ({ rank, schools }) =>
        row.choices[rank - 1] === school && (schools === "any" || lists.sharesOwnZone(row, school)),
    );
    return pointsOf(applying.reduce((sum, { points }) => sum + points, 0));
  });
  return bonuses.some((bonus) => bonus > 0) ? bonuses : null;
}

/** Smaller compares first. */
function keyValue(policy: Policy, row: RollRow, key: OrderKey, points: Points | null): number {
  switch (key.by) {
    case "points":
      return points === null ? KEY_WITHOUT_VALUE : 0 - points;
    case "item": {
      const counted = Object.hasOwn(row.items, key.item) ? row.items[key.item] : undefined;
      return counted === undefined ? KEY_WITHOUT_VALUE : 0 - counted;
    }
    case "term": {
      const value = comparable(policy, row, key.term);
      if (value === null) return KEY_WITHOUT_VALUE;
      return key.first === "smallest" ? value : 0 - value;
    }
    default:
      return assertNever(key);
  }
}

/** A number, or a date as YYYYMMDD; null where there is none or nobody has answered. */
function comparable(policy: Policy, row: RollRow, term: string): number | null {
  const value = valueOf(policy, row.facts, term) ?? null;
  return typeof value === "string"
    ? Number(value.replaceAll("-", ""))
    : value === null
      ? null
      : Number(value);
}
