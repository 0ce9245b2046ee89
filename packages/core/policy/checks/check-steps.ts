import type { OrderKey, Policy, PolicyStep } from "../document.ts";
import { findTerm } from "../terms.ts";
import { mustBe } from "./check-conditions.ts";
import { refuseUnknownGroup } from "./check-choices.ts";
import type { ItemPlace } from "./items.ts";
import { itemPlaces, scoredCategories } from "./items.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";

/** Each step knows who competes, over which lists, and in which order; lots part the rest. */
export function checkSteps(policy: Policy, report: Report): void {
  const groups = new Set(policy.plan.schools.map(({ group }) => group));
  const items = itemPlaces(policy);
  if (policy.steps.length === 0) {
    report.add(
      "steps",
      "no-steps",
      "没有任何录取步骤，没有人能获得学位。请至少写一个步骤。",
      "There is no step, so that nobody gets a seat. Write at least one.",
    );
  }
  for (const [index, step] of policy.steps.entries()) {
    const at: StepAt = { policy, step, path: `steps[${index}]`, report };
    checkCompetitors(at);
    checkLists(at);
    checkOrder(at, items);
    checkMechanism(at);
    for (const [place, group] of (step.groups ?? []).entries()) {
      refuseUnknownGroup(group, groups, `${at.path}.groups[${place}]`, report);
    }
    refuseDuplicates(step.groups ?? [], (place) => `${at.path}.groups[${place}]`, report);
    if (step.groups?.length === 0) {
      report.add(
        `${at.path}.groups`,
        "no-groups",
        "没有学校组，这个步骤没有学位可分。请写明学校组；全部学校都参加则删去 groups。",
        "There is no group, so that the step has no seats to give. Name groups; for all schools remove groups.",
      );
    }
  }
}

interface StepAt {
  readonly policy: Policy;
  readonly step: PolicyStep;
  readonly path: string;
  readonly report: Report;
}

function checkCompetitors({ policy, step, path, report }: StepAt): void {
  if (step.categories.length === 0) {
    report.add(
      `${path}.categories`,
      "no-category",
      "没有类别参加这个步骤。请写明类别，或删去步骤。",
      "No category takes part in this step. Name one, or remove the step.",
    );
  }
  refuseDuplicates(step.categories, (index) => `${path}.categories[${index}]`, report);
  const scored = scoredCategories(policy);
  for (const [index, id] of step.categories.entries()) {
    const at = `${path}.categories[${index}]`;
    const category = policy.categories.find((candidate) => candidate.id === id);
    if (category === undefined) {
      report.add(
        at,
        "unknown-category",
        `没有类别“${id}”。请改正代号。`,
        `There is no category “${id}”. Correct the id.`,
      );
    } else if (!category.admitted) {
      report.add(
        at,
        "category-not-admitted",
        `“${id}”写明不招收（admitted: false），不能参加步骤。请改正其中一处。`,
        `“${id}” is not admitted (admitted: false) and cannot take part. Correct one of the two.`,
      );
    } else if (step.pointsAtLeast !== undefined && !scored.has(id)) {
      reportUnscored(id, `${path}.pointsAtLeast`, report);
    }
  }
}

const reportUnscored = (category: string, path: string, report: Report): void =>
  report.add(
    path,
    "unscored-category",
    `这里要看积分，但“${category}”不计分。请在该类别写 scored: true，或不在此步骤用积分。`,
    `Points are compared here, but “${category}” has none. Write scored: true there, or use no points in this step.`,
  );

function checkLists({ policy, step, path, report }: StepAt): void {
  for (const [index, id] of step.categories.entries()) {
    const category = policy.categories.find((candidate) => candidate.id === id);
    if (category === undefined) continue;
    if (step.lists === "own-zone" && category.zoneFrom.length === 0) {
      report.add(
        `${path}.categories[${index}]`,
        "no-zone-facts",
        `此步骤按施教区录取，但“${id}”没有写明依据哪项事实确定施教区。请在该类别补上 zoneFrom。`,
        `This step goes by zones, but nothing says which fact gives “${id}” its zone. Add zoneFrom to that category.`,
      );
    }
    if (step.lists !== "choices" && step.lists !== "first-choice") continue;
    const { groupsByCategory } = policy.choices;
    const listed = Object.hasOwn(groupsByCategory, id) ? (groupsByCategory[id] ?? []) : [];
    const { groups } = step;
    if (groups === undefined ? listed.length > 0 : listed.some((group) => groups.includes(group))) {
      continue;
    }
    report.add(
      `${path}.categories[${index}]`,
      "choices-impossible",
      `此步骤按志愿录取，但“${id}”不能填报这里的学校。请在 choices.groupsByCategory 中为它写上学校组。`,
      `This step goes by choices, but “${id}” may list none of its schools. Give it groups in choices.groupsByCategory.`,
    );
  }
}

const keyName = (key: OrderKey): string =>
  key.by === "points" ? "points" : key.by === "item" ? `item ${key.item}` : `term ${key.term}`;

function checkOrder(at: StepAt, items: readonly ItemPlace[]): void {
  const { policy, step, path, report } = at;
  refuseDuplicates(step.order.map(keyName), (index) => `${path}.order[${index}]`, report);
  const scored = scoredCategories(policy);
  const known = step.categories.filter((id) => policy.categories.some((one) => one.id === id));
  for (const [index, key] of step.order.entries()) {
    const place = `${path}.order[${index}]`;
    if (key.by === "points") {
      for (const id of known) if (!scored.has(id)) reportUnscored(id, place, report);
    }
    if (key.by === "item") checkItemKey(key.item, known, items, `${place}.item`, report);
    if (key.by === "term") {
      const term = findTerm(policy, key.term);
      if (term !== undefined) mustBe(term, ["date", "integer"], `${place}.term`, report);
    }
  }
}

function checkItemKey(
  id: string,
  categories: readonly string[],
  items: readonly ItemPlace[],
  path: string,
  report: Report,
): void {
  const found = items.find(({ item }) => item.id === id);
  if (found === undefined) {
    report.add(
      path,
      "unknown-item",
      `没有计分项“${id}”。请改正代号。`,
      `There is no points item “${id}”. Correct the id.`,
    );
    return;
  }
  if (found.insideHighest) {
    report.add(
      path,
      "item-inside-highest",
      `“${id}”只在取最高分时参与比较，不一定计入。请改用包含它的那一项。`,
      `“${id}” is one of several of which only the highest counts. Use the item around it.`,
    );
  }
  const without = categories.filter((category) => !found.categories.has(category));
  if (without.length > 0) {
    report.add(
      path,
      "item-does-not-apply",
      `“${id}”不适用于${without.join("、")}，无法据此排序。请换一项，或把这些类别分到另一个步骤。`,
      `“${id}” does not apply to ${without.join(", ")} and cannot order them. Use another item, or put these categories into a step of their own.`,
    );
  }
}

function checkMechanism({ policy, step, path, report }: StepAt): void {
  if (step.mechanism !== "serial-dictatorship") return;
  if (step.lotScope === "per-school") {
    report.add(
      `${path}.lotScope`,
      "lot-scope",
      "按排名依次录取（serial-dictatorship）只有一个队伍，须用同一个号。请写 lotScope: one。",
      "Serial dictatorship walks one line of children and needs one lot. Write lotScope: one.",
    );
  }
  const comparesPoints = step.order.some(({ by }) => by === "points");
  const lateBonus = policy.points.choiceBonuses.some(({ rank }) => rank > 1);
  if (comparesPoints && lateBonus && step.lists !== "nearest") {
    report.add(
      `${path}.mechanism`,
      "bonus-mechanism",
      "第二志愿以后的加分会让同一儿童排在两个位置，不能用 serial-dictatorship。请改用 deferred-acceptance，或只给第一志愿加分。",
      "A bonus for a later choice would give a child two places in one line, so serial-dictatorship cannot be used. Use deferred-acceptance, or give bonuses to first choices only.",
    );
  }
}
