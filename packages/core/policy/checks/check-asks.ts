import type { FactId } from "../../domain/facts.ts";
import { factDefinition, SOURCE_LABELS } from "../../domain/facts.ts";
import { assertNever } from "../../domain/result.ts";
import type { Policy, PointsFormula } from "../document.ts";
import { findTerm } from "../terms.ts";
import type { TermUse } from "./check-conditions.ts";
import { mustBe, termUses } from "./check-conditions.ts";
import { itemPlaces } from "./items.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";

/**
 * Whatever a rule uses is asked of its owner, and nothing else is asked (minimum necessary:
 * Personal Information Protection Law, art. 6).
 */
export function checkAsks(policy: Policy, report: Report): void {
  checkAskLists(policy, report);
  const asked = new Set(policy.asks.flatMap(({ facts }) => facts));
  const used = new Set<FactId>();
  const usedTerms = new Set<string>();
  for (const { term: id, path } of allUses(policy)) {
    usedTerms.add(id);
    const term = findTerm(policy, id);
    if (term === undefined) {
      report.add(
        path,
        "unknown-term",
        `“${id}”既不是事实，也不是推算项（derived）。请改正代号，或先在 derived 中定义。`,
        `“${id}” is neither a fact nor a derived number. Correct the id or define it under derived.`,
      );
      continue;
    }
    used.add(term.fact);
    if (!asked.has(term.fact)) reportUnasked(term.fact, path, report);
  }
  if (policy.steps.some(({ lists }) => lists === "nearest")) {
    used.add("home.zone").add("lease.zone");
  }
  refuseUnusedDerived(policy, usedTerms, report);
  refuseUnusedAsks(policy, used, report);
}

function allUses(policy: Policy): readonly TermUse[] {
  return [
    ...policy.admission.flatMap(({ when }, index) => termUses(when, `admission[${index}].when`)),
    ...policy.categories.flatMap(({ when, zoneFrom }, index) => [
      ...(when === undefined ? [] : termUses(when, `categories[${index}].when`)),
      ...zoneFrom.map((term, place) => ({ term, path: `categories[${index}].zoneFrom[${place}]` })),
    ]),
    ...itemPlaces(policy).flatMap(({ item, path }) =>
      item.when === undefined ? [] : termUses(item.when, `${path}.when`),
    ),
    ...itemPlaces(policy).flatMap(({ item, path }) => formulaUses(item.gives, `${path}.gives`)),
    ...policy.steps.flatMap(({ order }, index) =>
      order.flatMap((key, place) =>
        key.by === "term" ? [{ term: key.term, path: `steps[${index}].order[${place}].term` }] : [],
      ),
    ),
  ];
}

function formulaUses(gives: PointsFormula, path: string): readonly TermUse[] {
  switch (gives.kind) {
    case "by-value":
      return [{ term: gives.term, path: `${path}.byValue.term` }];
    case "bands":
      return [{ term: gives.term, path: `${path}.bands.term` }];
    case "per-unit":
      return [{ term: gives.term, path: `${path}.perUnit.term` }];
    case "flat":
    case "by-category":
    case "sum":
    case "highest":
      return [];
    default:
      return assertNever(gives);
  }
}

function reportUnasked(fact: FactId, path: string, report: Report): void {
  const { label, source } = factDefinition(fact);
  report.add(
    path,
    "not-asked",
    `这里用到“${label.zh}”（${fact}），但没有向任何部门核查。请在 asks 的 ${source} 下加上它。`,
    `“${label.en}” (${fact}) is used here but asked of nobody. Add it under ${source} in asks.`,
  );
}

function checkAskLists(policy: Policy, report: Report): void {
  refuseDuplicates(
    policy.asks.map(({ source }) => source),
    (index) => `asks[${index}].source`,
    report,
  );
  for (const [index, { source, facts }] of policy.asks.entries()) {
    refuseDuplicates(facts, (place) => `asks[${index}].facts[${place}]`, report);
    for (const [place, fact] of facts.entries()) {
      const owner = factDefinition(fact).source;
      if (owner === source) continue;
      report.add(
        `asks[${index}].facts[${place}]`,
        "wrong-source",
        `“${fact}”由“${SOURCE_LABELS[owner].zh}”掌握。请移到 ${owner} 下。`,
        `“${fact}” is held by ${SOURCE_LABELS[owner].en}. Move it under ${owner}.`,
      );
    }
  }
}

function refuseUnusedAsks(policy: Policy, used: ReadonlySet<FactId>, report: Report): void {
  for (const [index, { facts }] of policy.asks.entries()) {
    for (const [place, fact] of facts.entries()) {
      if (used.has(fact)) continue;
      const { label } = factDefinition(fact);
      report.add(
        `asks[${index}].facts[${place}]`,
        "asked-for-nothing",
        `核查了“${label.zh}”（${fact}），但没有规则用到它。请删去，不得收集用不到的个人信息。`,
        `“${label.en}” (${fact}) is asked for but no rule uses it. Remove it: personal data may not be collected without need.`,
      );
    }
  }
}

function refuseUnusedDerived(policy: Policy, used: ReadonlySet<string>, report: Report): void {
  for (const [index, { id, since }] of policy.derived.entries()) {
    const path = `derived[${index}]`;
    const term = findTerm(policy, since);
    if (term !== undefined) mustBe(term, ["date"], `${path}.since`, report);
    if (used.has(id)) continue;
    report.add(
      `${path}.id`,
      "unused",
      `没有规则用到推算项“${id}”。请删去，或检查是否写错了代号。`,
      `No rule uses the derived number “${id}”. Remove it, or check for a misspelt id.`,
    );
  }
}
