import type { FactId, Facts } from "../domain/facts.ts";
import { factDefinition } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { joinTexts, text } from "../domain/text.ts";
import type { Truth } from "./conditions.ts";
import { evaluate } from "./conditions.ts";
import type { Counted } from "./count-points.ts";
import { countPoints } from "./count-points.ts";
import type { Decision, Reason } from "./decision.ts";
import { explainCondition } from "./describe.ts";
import type { AdmissionRule, Category, Policy } from "./document.ts";
import { termOf, valueOf, zoneText } from "./terms.ts";

/**
 * What the policy says of one child by what is known. It is undecided as long as an answer that is
 * still missing could change the category, the zone, the points or the place in a step's order.
 * More answers never make a decision undecided or different.
 */
export function decide(policy: Policy, facts: Facts): Decision {
  const admission = policy.admission.map((rule) => judgeAdmission(rule, policy, facts));
  const admissionReasons = admission.map(({ reason }) => reason);
  if (admissionReasons.some(({ met }) => met === "no")) {
    return { kind: "not-admitted", reasons: admissionReasons };
  }
  const { judged, possible } = judgeCategories(policy, facts);
  const details = possible.map((category) => detailsOf(category, policy, facts));
  const missing = new Set([...admission, ...judged, ...details].flatMap((part) => part.missing));
  const reasons = [...admissionReasons, ...judged.map(({ reason }) => reason)];
  const [category, ...others] = possible;
  const [detail] = details;
  if (category === undefined || detail === undefined) {
    throw new Error("the last category of a checked policy takes everyone");
  }
  if (missing.size > 0 || others.length > 0) {
    const open = details.flatMap((detail) => detail.reasons).filter(({ met }) => met === "unknown");
    // Categories that are both possible often wait for the same answer.
    const once = new Map(open.map((reason) => [reason.message.zh, reason]));
    return { kind: "undecided", missing: [...missing], reasons: [...reasons, ...once.values()] };
  }
  return {
    kind: "decided",
    category: category.id,
    admitted: category.admitted,
    zone: detail.zone,
    points: detail.counted?.points ?? null,
    breakdown: detail.counted?.lines ?? [],
    reasons: [...reasons, ...detail.reasons],
  };
}

interface Judged {
  readonly reason: Reason;
  readonly missing: readonly FactId[];
}

const ADMISSION_WORDS: Readonly<Record<Truth, Text>> = {
  yes: text("符合", "met"),
  no: text("不符合", "not met"),
  unknown: text("尚待核实", "not established yet"),
};

function judgeAdmission(rule: AdmissionRule, policy: Policy, facts: Facts): Judged {
  const { truth, missing } = evaluate(policy, rule.when, facts);
  const why = explainCondition(rule.when, policy, facts);
  const verdict = ADMISSION_WORDS[truth];
  const message = text(
    `${rule.label.zh}：${verdict.zh}（${why.zh}）`,
    `${rule.label.en}: ${verdict.en} (${why.en})`,
  );
  return { reason: { about: rule.id, met: truth, rule: rule.rule, message }, missing };
}

/** Categories in order, up to the first that holds; `possible` are that one and the open ones before. */
function judgeCategories(
  policy: Policy,
  facts: Facts,
): { readonly judged: readonly Judged[]; readonly possible: readonly Category[] } {
  const judged: Judged[] = [];
  const possible: Category[] = [];
  for (const category of policy.categories) {
    const { truth, missing } =
      category.when === undefined
        ? ({ truth: "yes", missing: [] } as const)
        : evaluate(policy, category.when, facts);
    const { id, rule } = category;
    const message = categoryWords(category, truth, policy, facts);
    judged.push({ reason: { about: id, met: truth, rule, message }, missing });
    if (truth !== "no") possible.push(category);
    if (truth === "yes") break;
  }
  return { judged, possible };
}

function categoryWords(category: Category, truth: Truth, policy: Policy, facts: Facts): Text {
  const { label, when } = category;
  const why =
    when === undefined
      ? text("不属于以上任何一类", "none of the categories above applies")
      : explainCondition(when, policy, facts);
  switch (truth) {
    case "yes":
      return text(`属于“${label.zh}”：${why.zh}`, `In “${label.en}”: ${why.en}`);
    case "no":
      return text(`不属于“${label.zh}”：${why.zh}`, `Not in “${label.en}”: ${why.en}`);
    case "unknown":
      return text(
        `尚不能确定是否属于“${label.zh}”：${why.zh}`,
        `Not certain yet whether in “${label.en}”: ${why.en}`,
      );
    default:
      return assertNever(truth);
  }
}

interface Details {
  readonly zone: string | null;
  readonly counted: Counted | null;
  readonly missing: readonly FactId[];
  readonly reasons: readonly Reason[];
}

/** Zone, points and facts for the order, as they would be in this category. */
function detailsOf(category: Category, policy: Policy, facts: Facts): Details {
  const zone = findZone(category, policy, facts);
  const counted = category.scored ? countPoints(policy, category, facts) : null;
  const open = counted?.open ?? [];
  const order = openOrderFacts(category, policy, facts);
  return {
    zone: zone.zone,
    counted,
    missing: [...zone.missing, ...open.flatMap((item) => item.missing), ...order.missing],
    reasons: [
      ...zone.reasons,
      ...open.map(({ item, missing }): Reason => {
        const words = waitingFor(missing);
        return {
          about: item.id,
          met: "unknown",
          rule: item.rule,
          message: text(
            `“${item.label.zh}”尚不能计分，待核实：${words.zh}`,
            `“${item.label.en}” cannot be counted yet, to be established: ${words.en}`,
          ),
        };
      }),
      ...order.reasons,
    ],
  };
}

const waitingFor = (facts: readonly FactId[]): Text =>
  joinTexts(facts.map((fact) => factDefinition(fact).label));

interface FoundZone {
  readonly zone: string | null;
  readonly missing: readonly FactId[];
  readonly reasons: readonly Reason[];
}

/** The first fact that names a zone; an unanswered one before it could still name another. */
function findZone(category: Category, policy: Policy, facts: Facts): FoundZone {
  if (category.zoneFrom.length === 0) return { zone: null, missing: [], reasons: [] };
  const about = (met: Truth, message: Text): Reason => ({
    about: "zone",
    met,
    rule: category.rule,
    message,
  });
  for (const fact of category.zoneFrom) {
    const value = valueOf(policy, facts, fact);
    if (value === null) continue;
    const { label } = factDefinition(fact);
    if (value === undefined) {
      const message = text(
        `施教区尚待核实：${label.zh}`,
        `The zone is to be established: ${label.en}`,
      );
      return { zone: null, missing: [fact], reasons: [about("unknown", message)] };
    }
    const zone = String(value);
    const name = zoneText(policy, zone);
    const message = text(
      `施教区：${name.zh}（依据：${label.zh}）`,
      `Zone: ${name.en} (by: ${label.en})`,
    );
    return { zone, missing: [], reasons: [about("yes", message)] };
  }
  const names = waitingFor(category.zoneFrom);
  const message = text(
    `没有施教区（查无登记：${names.zh}）`,
    `No zone (none on record: ${names.en})`,
  );
  return { zone: null, missing: [], reasons: [about("no", message)] };
}

/** Facts that the orders of the category's steps compare and nobody has answered. */
function openOrderFacts(
  category: Category,
  policy: Policy,
  facts: Facts,
): { readonly missing: readonly FactId[]; readonly reasons: readonly Reason[] } {
  const missing: FactId[] = [];
  const reasons: Reason[] = [];
  for (const step of policy.steps) {
    if (!step.categories.includes(category.id)) continue;
    for (const key of step.order) {
      if (key.by !== "term" || valueOf(policy, facts, key.term) !== undefined) continue;
      const { fact, label } = termOf(policy, key.term);
      missing.push(fact);
      const message = text(
        `“${step.label.zh}”的排序依据尚待核实：${label.zh}`,
        `The order of “${step.label.en}” is to be established by: ${label.en}`,
      );
      reasons.push({ about: step.id, met: "unknown", rule: step.rule, message });
    }
  }
  return { missing, reasons };
}
