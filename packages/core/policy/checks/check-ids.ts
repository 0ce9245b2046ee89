import { isFactId } from "../../domain/facts.ts";
import type { Citation, Policy } from "../document.ts";
import { itemPlaces } from "./items.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";

/** Ids are unique, and every rule cites a source of the list. */
export function checkIds(policy: Policy, report: Report): void {
  const items = itemPlaces(policy);
  const lists: readonly (readonly { readonly id: string; readonly path: string }[])[] = [
    at("sources", policy.sources),
    at("derived", policy.derived),
    at("steps", policy.steps),
    at("plan.zones", policy.plan.zones),
    at("plan.schools", policy.plan.schools),
    // Reasons are told apart by these ids, so that no two may be alike across the lists.
    [
      ...at("admission", policy.admission),
      ...at("categories", policy.categories),
      ...items.map(({ item, path }) => ({ id: item.id, path })),
      ...at("points.choiceBonuses", policy.points.choiceBonuses),
    ],
  ];
  for (const list of lists) {
    refuseDuplicates(
      list.map(({ id }) => id),
      (index) => `${list[index]?.path ?? ""}.id`,
      report,
    );
  }
  refuseShadowedFacts(policy, report);
  checkCitations(policy, report);
}

const at = (
  path: string,
  list: readonly { readonly id: string }[],
): { readonly id: string; readonly path: string }[] =>
  list.map(({ id }, index) => ({ id, path: `${path}[${index}]` }));

function refuseShadowedFacts({ derived }: Policy, report: Report): void {
  for (const [index, { id }] of derived.entries()) {
    if (!isFactId(id)) continue;
    report.add(
      `derived[${index}].id`,
      "shadows-fact",
      `“${id}”已是一项事实的代号。请给推算项另取一个代号。`,
      `“${id}” is already the id of a fact. Give the derived number another id.`,
    );
  }
}

function checkCitations(policy: Policy, report: Report): void {
  const known = new Set(policy.sources.map(({ id }) => id));
  const rules: readonly { readonly path: string; readonly rule: Citation }[] = [
    ...ruled("admission", policy.admission),
    ...ruled("categories", policy.categories),
    ...itemPlaces(policy).map(({ item, path }) => ({ path, rule: item.rule })),
    ...ruled("points.choiceBonuses", policy.points.choiceBonuses),
    ...ruled("steps", policy.steps),
  ];
  for (const { path, rule } of rules) {
    if (known.has(rule.source)) continue;
    report.add(
      `${path}.rule.source`,
      "unknown-source",
      `文件依据“${rule.source}”不在 sources 中。请补充该文件或改正代号。`,
      `The source “${rule.source}” is not listed under sources. Add it or correct the id.`,
    );
  }
}

const ruled = (
  path: string,
  list: readonly { readonly rule: Citation }[],
): { readonly path: string; readonly rule: Citation }[] =>
  list.map(({ rule }, index) => ({ path: `${path}[${index}]`, rule }));
