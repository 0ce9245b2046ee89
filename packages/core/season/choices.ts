import type { Failure } from "../domain/result.ts";
import { failure } from "../domain/result.ts";
import type { Policy } from "../policy/document.ts";

interface PlanSets {
  readonly known: ReadonlySet<string>;
  /** By category; null for any category. */
  readonly listable: Map<string | null, ReadonlySet<string>>;
}

/** A plan of a thousand schools is asked about by every child; its sets are made once. */
const SETS = new WeakMap<Policy, PlanSets>();

function setsOf(policy: Policy): PlanSets {
  const made = SETS.get(policy);
  if (made !== undefined) return made;
  const known = new Set(policy.plan.schools.map((school) => school.id));
  const sets: PlanSets = { known, listable: new Map() };
  SETS.set(policy, sets);
  return sets;
}

/**
 * Schools a child may list: those of the category, or, as long as the category is not known, those
 * of any category.
 */
export function listableSchools(policy: Policy, category: string | null): ReadonlySet<string> {
  const { listable } = setsOf(policy);
  const made = listable.get(category) ?? makeListable(policy, category);
  listable.set(category, made);
  return made;
}

function makeListable({ choices, plan }: Policy, category: string | null): ReadonlySet<string> {
  const { groupsByCategory } = choices;
  const groups = new Set(
    category === null ? Object.values(groupsByCategory).flat() : (groupsByCategory[category] ?? []),
  );
  return new Set(plan.schools.filter((school) => groups.has(school.group)).map(({ id }) => id));
}

/**
 * What is wrong with a list of choices; empty if nothing is. Places are `choices.1`, `choices.2` …
 * That there are enough of them can be asked only where the category is known: some list none.
 */
export function checkChoices(
  policy: Policy,
  category: string | null,
  choices: readonly string[],
): readonly Failure[] {
  const listable = listableSchools(policy, category);
  const { known } = setsOf(policy);
  const problems: Failure[] = [];
  if (choices.length > policy.choices.max) problems.push(tooMany(policy, choices.length));
  if (category !== null && listable.size > 0 && choices.length < policy.choices.min) {
    problems.push(tooFew(policy));
  }
  choices.forEach((school, index) => {
    const place = `choices.${index + 1}`;
    if (!known.has(school)) problems.push(notInPlan(school, place));
    else if (!listable.has(school)) problems.push(notListable(school, place));
    if (choices.indexOf(school) < index) problems.push(repeated(index, place));
  });
  return problems;
}

const tooMany = ({ choices }: Policy, count: number): Failure =>
  failure(
    "choices.too-many",
    `最多填报${choices.max}个志愿，您填了${count}个。请删去多余的志愿。`,
    `At most ${choices.max} schools may be listed; there are ${count}. Remove some.`,
    `choices.${choices.max + 1}`,
  );

const tooFew = ({ choices }: Policy): Failure =>
  failure(
    "choices.too-few",
    `请至少填报${choices.min}个志愿。`,
    `List at least ${choices.min} school${choices.min === 1 ? "" : "s"}.`,
    "choices.1",
  );

const notInPlan = (school: string, place: string): Failure =>
  failure(
    "choices.unknown-school",
    `“${school}”不在今年的招生计划中。请从列表中选择学校。`,
    `“${school}” is not in this year's plan. Choose a school from the list.`,
    place,
  );

const notListable = (school: string, place: string): Failure =>
  failure(
    "choices.not-listable",
    `学校“${school}”不接受志愿填报，由其施教区安排。请选择其他学校。`,
    `“${school}” cannot be listed as a choice; its zone fills it. Choose another school.`,
    place,
  );

const repeated = (index: number, place: string): Failure =>
  failure(
    "choices.repeated",
    `第${index + 1}志愿与前面的志愿重复，重复填报不会增加机会。请改选其他学校。`,
    `Choice ${index + 1} repeats an earlier one; listing a school twice gives no advantage. Choose another.`,
    place,
  );
