import { findTerm } from "../terms.ts";
import type { Policy } from "../document.ts";
import { checkCondition, mustBe } from "./check-conditions.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";

/** Every child falls into exactly one category, and every admitted category can get a seat. */
export function checkCategories(policy: Policy, report: Report): void {
  const { categories, admission, steps } = policy;
  admission.forEach(({ when }, index) =>
    checkCondition(policy, when, `admission[${index}].when`, report),
  );
  if (categories.length === 0) {
    report.add(
      "categories",
      "no-category",
      "没有任何类别，所有儿童都无法归类。请至少写一个不设条件的类别。",
      "There is no category, so that no child has one. Write at least one without condition.",
    );
  }
  const competing = new Set(steps.flatMap((step) => step.categories));
  for (const [index, category] of categories.entries()) {
    const path = `categories[${index}]`;
    checkWhen(policy, index, report);
    checkZoneFrom(policy, index, report);
    if (category.admitted && !competing.has(category.id)) {
      report.add(
        path,
        "category-without-step",
        `“${category.label.zh}”（${category.id}）没有参加任何录取步骤，不可能获得学位。请在某个步骤的 categories 中加上它，或写 admitted: false。`,
        `“${category.label.en}” (${category.id}) takes part in no step and can never get a seat. Add it to the categories of a step, or write admitted: false.`,
      );
    }
    if (!category.admitted && category.scored) {
      report.add(
        `${path}.scored`,
        "scored-without-admission",
        "不招收的类别不需要计分。请写 scored: false。",
        "A category that is not admitted needs no points. Write scored: false.",
      );
    }
  }
}

function checkWhen(policy: Policy, index: number, report: Report): void {
  const { when } = policy.categories[index] ?? {};
  const path = `categories[${index}]`;
  const isLast = index === policy.categories.length - 1;
  if (when !== undefined) checkCondition(policy, when, `${path}.when`, report);
  if (isLast && when !== undefined) {
    report.add(
      `${path}.when`,
      "child-without-category",
      "最后一个类别不能有条件，否则有的儿童不属于任何类别。请删去 when，或在后面加一个不设条件的类别。",
      "The last category may have no condition, or some child could be left without one. Remove when, or add a category without condition after it.",
    );
  }
  if (!isLast && when === undefined) {
    report.add(
      path,
      "category-hides-others",
      "没有条件的类别会收下所有儿童，后面的类别永远轮不到。请写上 when，或把它移到最后。",
      "A category without condition takes everyone, so that those after it are never reached. Add when, or move it to the end.",
    );
  }
}

function checkZoneFrom(policy: Policy, index: number, report: Report): void {
  const { zoneFrom = [] } = policy.categories[index] ?? {};
  const path = `categories[${index}].zoneFrom`;
  refuseDuplicates(zoneFrom, (place) => `${path}[${place}]`, report);
  for (const [place, fact] of zoneFrom.entries()) {
    const term = findTerm(policy, fact);
    if (term !== undefined) mustBe(term, ["zone"], `${path}[${place}]`, report);
  }
}
