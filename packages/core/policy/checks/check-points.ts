import { assertNever } from "../../domain/result.ts";
import type { Band, Policy, PointsFormula } from "../document.ts";
import { findTerm } from "../terms.ts";
import { checkCondition, mustBe } from "./check-conditions.ts";
import type { ItemPlace } from "./items.ts";
import { itemPlaces, scoredCategories } from "./items.ts";
import type { Report } from "./report.ts";
import { quoted, refuseDuplicates } from "./report.ts";

/** Every child of a scored category gets points, whatever its facts. */
export function checkPoints(policy: Policy, report: Report): void {
  const places = itemPlaces(policy);
  for (const place of places) checkItem(policy, place, report);
  for (const [index, { id, label, scored }] of policy.categories.entries()) {
    if (!scored || places.some(({ categories }) => categories.has(id))) continue;
    report.add(
      `categories[${index}].scored`,
      "scored-without-items",
      `“${label.zh}”要计分，但没有任何计分项适用于它。请在 points.items 中加上，或写 scored: false。`,
      `“${label.en}” is scored but no points item applies to it. Add one under points.items, or write scored: false.`,
    );
  }
  checkBonuses(policy, report);
}

function checkItem(policy: Policy, place: ItemPlace, report: Report): void {
  const { item, path } = place;
  if (item.when !== undefined) checkCondition(policy, item.when, `${path}.when`, report);
  checkItemCategories(policy, place, report);
  checkFormula(policy, item.gives, place, report);
}

function checkItemCategories(policy: Policy, place: ItemPlace, report: Report): void {
  const { item, path, categories } = place;
  const scored = scoredCategories(policy);
  const named = item.categories ?? [];
  refuseDuplicates(named, (index) => `${path}.categories[${index}]`, report);
  for (const [index, category] of named.entries()) {
    if (scored.has(category)) continue;
    report.add(
      `${path}.categories[${index}]`,
      "unscored-category",
      `“${category}”不是计分的类别。请改正代号，或在该类别写 scored: true。`,
      `“${category}” is not a scored category. Correct the id, or write scored: true there.`,
    );
  }
  if (categories.size === 0) {
    report.add(
      path,
      "item-for-nobody",
      "没有任何计分的类别适用这一项。请删去，或改正 categories。",
      "This item applies to no scored category. Remove it or correct categories.",
    );
  }
}

function checkFormula(
  policy: Policy,
  gives: PointsFormula,
  place: ItemPlace,
  report: Report,
): void {
  const path = `${place.path}.gives`;
  switch (gives.kind) {
    case "flat":
      return undefined;
    case "by-category":
      return checkRows(
        Object.keys(gives.points),
        [...place.categories],
        `${path}.byCategory`,
        report,
      );
    case "by-value": {
      const term = findTerm(policy, gives.term);
      if (term?.type.kind === "enum") {
        const values = Object.keys(term.type.values);
        return checkRows(Object.keys(gives.points), values, `${path}.byValue.points`, report);
      }
      return term && mustBe(term, ["enum"], `${path}.byValue.term`, report);
    }
    case "bands": {
      const term = findTerm(policy, gives.term);
      if (term !== undefined) mustBe(term, ["integer"], `${path}.bands.term`, report);
      return checkBands(gives.bands, `${path}.bands.bands`, report);
    }
    case "per-unit": {
      const term = findTerm(policy, gives.term);
      return term && mustBe(term, ["integer"], `${path}.perUnit.term`, report);
    }
    case "sum":
    case "highest":
      if (gives.items.length === 0) {
        report.add(
          `${path}.${gives.kind}`,
          "no-items",
          "这里没有任何计分项。请写明至少一项。",
          "There is no item here. Write at least one.",
        );
      }
      return undefined;
    default:
      return assertNever(gives);
  }
}

/** A row for each of the names, and for nothing else. */
function checkRows(
  rows: readonly string[],
  names: readonly string[],
  path: string,
  report: Report,
): void {
  const missing = names.filter((name) => !rows.includes(name));
  if (missing.length > 0) {
    report.add(
      path,
      "missing-rows",
      `缺少${quoted(missing)}的分值，这些儿童会没有分数。请补上（不得分的写 "0"）。`,
      `There are no points for ${quoted(missing)}, so that some children would have none. Add them ("0" for no points).`,
    );
  }
  for (const row of rows.filter((row) => !names.includes(row))) {
    report.add(
      `${path}.${row}`,
      "unknown-row",
      `“${row}”不适用于这一项。请改为${quoted(names)}之一，或删去。`,
      `“${row}” does not belong here. Make it one of ${quoted(names)}, or remove it.`,
    );
  }
}

function checkBands(bands: readonly Band[], path: string, report: Report): void {
  for (const [index, { upTo }] of bands.entries()) {
    const isLast = index === bands.length - 1;
    const before = bands[index - 1]?.upTo;
    if (upTo === undefined && !isLast) {
      report.add(
        `${path}[${index}]`,
        "bands-hidden",
        "没有 upTo 的档会包括所有更大的数，只能放在最后。请写上 upTo，或移到最后。",
        "A band without upTo takes all larger numbers and must be the last. Add upTo, or move it to the end.",
      );
    }
    if (upTo !== undefined && before !== undefined && upTo <= before) {
      report.add(
        `${path}[${index}].upTo`,
        "bands-order",
        `各档须从小到大，${upTo} 不大于前一档的 ${before}。请调整顺序或数值。`,
        `Bands must ascend; ${upTo} is not above ${before} of the band before. Reorder or correct them.`,
      );
    }
  }
  if (bands.length === 0 || bands.at(-1)?.upTo !== undefined) {
    report.add(
      path,
      "bands-open",
      "最后一档不能有 upTo，否则更大的数没有分值。请在最后加一档，只写 points。",
      "The last band may have no upTo, or larger numbers have no points. Add a last band with points only.",
    );
  }
}

/** Bonuses make a difference somewhere: points are compared over lists that families rank. */
function checkBonuses(policy: Policy, report: Report): void {
  const { points, choices, steps } = policy;
  const counts = steps.some(
    ({ lists, order }) => lists !== "nearest" && order.some(({ by }) => by === "points"),
  );
  for (const [index, { rank }] of points.choiceBonuses.entries()) {
    const path = `points.choiceBonuses[${index}]`;
    if (rank > choices.max) {
      report.add(
        `${path}.rank`,
        "bonus-rank",
        `只能填 ${choices.max} 个志愿，没有第 ${rank} 志愿。请改正 rank 或 choices.max。`,
        `There are at most ${choices.max} choices, so no choice ${rank}. Correct rank or choices.max.`,
      );
    }
    if (!counts) {
      report.add(
        path,
        "bonus-unused",
        "没有按积分排序的志愿步骤，志愿加分不起作用。请删去，或在步骤的 order 中按积分排序。",
        "No step over families' lists orders by points, so the bonus changes nothing. Remove it, or order a step by points.",
      );
    }
  }
}
