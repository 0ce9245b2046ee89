import { SOURCE_LABELS, factDefinition } from "@yangguang/core/domain/facts.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import { describeCondition } from "@yangguang/core/policy/describe.ts";
import type {
  Band,
  Category,
  Condition,
  Policy,
  PointsFormula,
  PointsItem,
} from "@yangguang/core/policy/document.ts";
import type { Term } from "@yangguang/core/policy/terms.ts";
import { numberText, termOf, valueText } from "@yangguang/core/policy/terms.ts";
import type { ConditionView, PointsItemView, PolicyView } from "@yangguang/web/public/views.ts";
import type { OpenSeason } from "../../services/context.ts";
import { categoryLabel, groupName, ruleView, seasonView } from "../common-views.ts";
import { policySteps } from "./policy-steps.ts";

/** The published policy as people read it, from the very data that decides. */
export function policyView(season: OpenSeason): PolicyView {
  const { policy } = season;
  return {
    title: policy.title,
    season: seasonView(season),
    hash: season.policyHash,
    referenceDate: policy.referenceDate,
    timetable: season.moment.timetable,
    sources: policy.sources.map(({ title }) => title),
    asks: policy.asks.map(({ source, facts }) => ({
      source: SOURCE_LABELS[source],
      facts: facts.map((fact) => factDefinition(fact).label),
    })),
    admission: policy.admission.map(({ label, rule, when }) => ({
      ...ruleView(policy, rule),
      label,
      condition: conditionView(policy, when),
    })),
    categories: policy.categories.map((category) => categoryView(policy, category)),
    points: pointsView(policy),
    choices: { min: policy.choices.min, max: policy.choices.max },
    redistribution: policy.redistribution.consent,
    steps: policySteps(policy),
  };
}

/** A list's parts stand below its words; anything else is one sentence. */
export function conditionView(policy: Policy, condition: Condition): ConditionView {
  if (condition.kind !== "all" && condition.kind !== "any") {
    return { words: describeCondition(condition, policy), parts: [] };
  }
  const [only, ...more] = condition.of;
  if (only !== undefined && more.length === 0 && condition.label === undefined) {
    return conditionView(policy, only);
  }
  const how =
    condition.kind === "all"
      ? text("同时符合以下各项", "All of these")
      : text("符合以下任一项", "Any of these");
  const { label } = condition;
  return {
    words: label === undefined ? how : text(`${label.zh}：${how.zh}`, `${label.en}: ${how.en}`),
    parts: condition.of.map((part) => conditionView(policy, part)),
  };
}

function categoryView(policy: Policy, category: Category): PolicyView["categories"][number] {
  const { id, label, rule, when, admitted, scored } = category;
  return {
    ...ruleView(policy, rule),
    id,
    label,
    condition: when === undefined ? null : conditionView(policy, when),
    admitted,
    scored,
    choices: choicesOf(policy, id),
  };
}

function choicesOf(policy: Policy, category: string): Text {
  const { groupsByCategory } = policy.choices;
  const groups = Object.hasOwn(groupsByCategory, category) ? groupsByCategory[category] : undefined;
  if (groups === undefined || groups.length === 0) {
    return text("不填报志愿", "lists no choices");
  }
  const names = joinTexts(groups.map((group) => groupName(policy, group)));
  return text(`可填报：${names.zh}`, `may list: ${names.en}`);
}

function pointsView(policy: Policy): PolicyView["points"] {
  const { items, choiceBonuses } = policy.points;
  if (items.length === 0 && choiceBonuses.length === 0) return null;
  return {
    items: items.map((item) => itemView(policy, item)),
    bonuses: choiceBonuses.map(({ label, rule, points }) => ({
      ...ruleView(policy, rule),
      label,
      points: formatPoints(points),
    })),
  };
}

function itemView(policy: Policy, item: PointsItem): PointsItemView {
  const { label, rule, cap, gives, when, categories } = item;
  const only =
    categories === undefined
      ? []
      : [joinTexts(categories.map((id) => categoryLabel(policy, id)))].map(({ zh, en }) =>
          text(`仅限${zh}`, `only ${en}`),
        );
  const conditions = [
    ...only,
    ...(when === undefined ? [] : [describeCondition(when, policy)]),
    ...(gives.kind === "highest" ? [HIGHEST] : []),
  ];
  const rows = givesRows(policy, gives);
  return {
    ...ruleView(policy, rule),
    label: withConditions(label, conditions),
    gives: rows,
    cap: cap === undefined ? null : formatPoints(cap),
    parts: partsOf(gives).map((part) => itemView(policy, part)),
  };
}

/** “稳定就业（…）”. */
function withConditions(label: Text, conditions: readonly Text[]): Text {
  if (conditions.length === 0) return label;
  const { zh, en } = joinTexts(conditions);
  return text(`${label.zh}（${zh}）`, `${label.en} (${en})`);
}

const HIGHEST = text("以下只取最高的一项", "only the highest of these counts");

function partsOf(formula: PointsFormula): readonly PointsItem[] {
  return formula.kind === "sum" || formula.kind === "highest" ? formula.items : [];
}

function givesRows(policy: Policy, formula: PointsFormula): PointsItemView["gives"] {
  switch (formula.kind) {
    case "flat":
      return [{ case: text("符合即得", "whoever fits"), points: formatPoints(formula.points) }];
    case "by-category":
      return Object.entries(formula.points).map(([category, points]) => ({
        case: categoryLabel(policy, category),
        points: formatPoints(points),
      }));
    case "by-value": {
      const term = termOf(policy, formula.term);
      return Object.entries(formula.points).map(([value, points]) => ({
        case: valueText(policy, term, value),
        points: formatPoints(points),
      }));
    }
    case "bands": {
      const term = termOf(policy, formula.term);
      return formula.bands.map((band, index) => ({
        case: bandText(term, formula.bands[index - 1], band),
        points: formatPoints(band.points),
      }));
    }
    case "per-unit":
      return [perUnitRow(policy, formula)];
    case "sum":
    case "highest":
      return [];
    default:
      return assertNever(formula);
  }
}

const unitOf = ({ type }: Term): Text => (type.kind === "integer" ? type.unit : text("", ""));

/** “56 周岁”, “21–30 个月”, “31 个月及以上”. */
function bandText(term: Term, before: Band | undefined, { upTo }: Band): Text {
  const unit = unitOf(term);
  const from = before?.upTo === undefined ? undefined : before.upTo + 1;
  if (upTo === undefined) {
    if (from === undefined) return text("任何值", "any value");
    const least = numberText(from, unit);
    return text(`${least.zh}及以上`, `${least.en} or more`);
  }
  const most = numberText(upTo, unit);
  if (from === undefined) return text(`${most.zh}及以下`, `${most.en} or fewer`);
  if (from === upTo) return most;
  return text(`${from}–${most.zh}`, `${from}–${most.en}`);
}

function perUnitRow(
  policy: Policy,
  { term: id, rate, beyond }: Extract<PointsFormula, { kind: "per-unit" }>,
): PointsItemView["gives"][number] {
  const term = termOf(policy, id);
  const one = numberText(1, unitOf(term));
  const every = text(`${term.label.zh}，每 ${one.zh}`, `${term.label.en}, for each ${one.en}`);
  if (beyond === 0) return { case: every, points: formatPoints(rate) };
  const free = numberText(beyond, unitOf(term));
  return {
    case: text(`${every.zh}（超过 ${free.zh}的部分）`, `${every.en} beyond ${free.en}`),
    points: formatPoints(rate),
  };
}
