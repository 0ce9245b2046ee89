import type { FactType } from "../../domain/facts.ts";
import { assertNever } from "../../domain/result.ts";
import type { Leaf } from "../conditions.ts";
import { isLeaf } from "../conditions.ts";
import type { Condition, Policy } from "../document.ts";
import type { Term } from "../terms.ts";
import { findTerm } from "../terms.ts";
import type { Report } from "./report.ts";
import { quoted, refuseDuplicates } from "./report.ts";

/** A term where a rule uses it. */
export interface TermUse {
  readonly term: string;
  readonly path: string;
}

type LeafAt = readonly [leaf: Leaf, path: string];

function leavesOf(condition: Condition, path: string): readonly LeafAt[] {
  if (isLeaf(condition)) return [[condition, path]];
  if (condition.kind === "not") return leavesOf(condition.of, `${path}.not`);
  return condition.of.flatMap((part, index) =>
    leavesOf(part, `${path}.${condition.kind}[${index}]`),
  );
}

export const termUses = (condition: Condition, path: string): readonly TermUse[] =>
  leavesOf(condition, path).flatMap(([leaf, at]) => {
    const use: TermUse = { term: leaf.term, path: `${at}.term` };
    return leaf.kind === "same-as" ? [use, { term: leaf.other, path: `${at}.sameAs` }] : [use];
  });

/** Every comparison fits the type of its term; unknown terms are reported with their uses. */
export function checkCondition(
  policy: Policy,
  condition: Condition,
  path: string,
  report: Report,
): void {
  refuseEmpty(condition, path, report);
  for (const [leaf, at] of leavesOf(condition, path)) {
    const term = findTerm(policy, leaf.term);
    if (term !== undefined) checkLeaf(policy, term, leaf, at, report);
  }
}

function refuseEmpty(condition: Condition, path: string, report: Report): void {
  if (isLeaf(condition)) return undefined;
  if (condition.kind === "not") return refuseEmpty(condition.of, `${path}.not`, report);
  const at = `${path}.${condition.kind}`;
  if (condition.of.length === 0) {
    report.add(
      at,
      "empty-condition",
      `${condition.kind} 下没有任何条件。请写明条件，或删去这一项。`,
      `There is no condition under ${condition.kind}. Write one or remove it.`,
    );
  }
  condition.of.forEach((part, index) => refuseEmpty(part, `${at}[${index}]`, report));
  return undefined;
}

function checkLeaf(policy: Policy, term: Term, leaf: Leaf, path: string, report: Report): void {
  switch (leaf.kind) {
    case "is":
      return checkValue(policy, term, leaf.value, `${path}.is`, report);
    case "in":
      return checkIn(policy, term, leaf.values, `${path}.in`, report);
    case "at-least":
    case "at-most":
      return checkLimit(term, leaf.value, path, leaf.kind, report);
    case "not-after":
    case "not-before":
      return mustBe(term, ["date"], `${path}.term`, report);
    case "same-as":
      return checkSameAs(policy, term, leaf.other, `${path}.sameAs`, report);
    case "present":
      return mustBe(term, ["date", "zone", "enum", "integer"], `${path}.term`, report);
    default:
      return assertNever(leaf);
  }
}

const KIND_ZH: Readonly<Record<FactType["kind"], string>> = {
  boolean: "是或否",
  integer: "整数",
  date: "日期",
  zone: "施教区",
  enum: "选项",
};

const KIND_EN: Readonly<Record<FactType["kind"], string>> = {
  boolean: "yes or no",
  integer: "a whole number",
  date: "a date",
  zone: "a zone",
  enum: "one of several options",
};

/** Whether this way of using a term fits what the term is. */
export function mustBe(
  term: Term,
  kinds: readonly FactType["kind"][],
  path: string,
  report: Report,
): void {
  if (kinds.includes(term.type.kind)) return;
  const zh = kinds.map((kind) => KIND_ZH[kind]).join("、");
  const en = kinds.map((kind) => KIND_EN[kind]).join(" or ");
  report.add(
    path,
    "type",
    `“${term.label.zh}”是${KIND_ZH[term.type.kind]}，这里需要${zh}。请换一项事实或换一种写法。`,
    `“${term.label.en}” is ${KIND_EN[term.type.kind]}; ${en} is needed here. Use another fact or another comparison.`,
  );
}

function checkValue(
  policy: Policy,
  term: Term,
  value: string | number | boolean,
  path: string,
  report: Report,
): void {
  const { type } = term;
  const expected = expectedValue(policy, type, value);
  if (expected === null) return;
  report.add(
    path,
    "comparison",
    `“${term.label.zh}”不能与“${value}”比较。${expected.zh}`,
    `“${term.label.en}” cannot be compared with “${value}”. ${expected.en}`,
  );
}

/** What may stand here instead; null if the value fits. */
function expectedValue(
  policy: Policy,
  type: FactType,
  value: string | number | boolean,
): { readonly zh: string; readonly en: string } | null {
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean"
        ? null
        : { zh: "请写 true 或 false。", en: "Write true or false." };
    case "integer":
      return Number.isInteger(value) && Number(value) >= type.min && Number(value) <= type.max
        ? null
        : {
            zh: `请写 ${type.min} 到 ${type.max} 之间的整数。`,
            en: `Write a whole number from ${type.min} to ${type.max}.`,
          };
    case "date":
      return { zh: "日期请用 notAfter 或 notBefore。", en: "For dates use notAfter or notBefore." };
    case "zone":
      return policy.plan.zones.some(({ id }) => id === value)
        ? null
        : { zh: "请写 plan.zones 中的施教区代号。", en: "Write the id of a zone of plan.zones." };
    case "enum": {
      const values = Object.keys(type.values);
      if (typeof value === "string" && values.includes(value)) return null;
      return { zh: `请选用：${quoted(values)}。`, en: `Choose among ${quoted(values)}.` };
    }
    default:
      return assertNever(type);
  }
}

function checkIn(
  policy: Policy,
  term: Term,
  values: readonly (string | number)[],
  path: string,
  report: Report,
): void {
  if (values.length === 0) {
    report.add(
      path,
      "empty-condition",
      "列表为空，永远不会符合。请写明至少一个值。",
      "The list is empty, so that nothing fits. Write at least one value.",
    );
  }
  refuseDuplicates(values.map(String), (index) => `${path}[${index}]`, report);
  values.forEach((value, index) => checkValue(policy, term, value, `${path}[${index}]`, report));
}

function checkLimit(
  term: Term,
  value: number,
  path: string,
  kind: "at-least" | "at-most",
  report: Report,
): void {
  const { type } = term;
  if (type.kind !== "integer") return mustBe(term, ["integer"], `${path}.term`, report);
  if (value >= type.min && value <= type.max) return undefined;
  report.add(
    `${path}.${kind === "at-least" ? "atLeast" : "atMost"}`,
    "comparison",
    `“${term.label.zh}”只在 ${type.min} 到 ${type.max} 之间，与 ${value} 比较没有意义。请改正数值。`,
    `“${term.label.en}” runs from ${type.min} to ${type.max}; a comparison with ${value} decides nothing. Correct the number.`,
  );
  return undefined;
}

function checkSameAs(
  policy: Policy,
  term: Term,
  otherId: string,
  path: string,
  report: Report,
): void {
  const other = findTerm(policy, otherId);
  if (other === undefined) return;
  if (other.id === term.id) {
    report.add(
      path,
      "comparison",
      `“${term.label.zh}”在与自身比较。请改为另一项事实。`,
      `“${term.label.en}” is compared with itself. Name another fact.`,
    );
  } else if (!comparable(term.type, other.type)) {
    report.add(
      path,
      "type",
      `“${term.label.zh}”与“${other.label.zh}”不是同一种内容，不能比较是否相同。请换一项事实。`,
      `“${term.label.en}” and “${other.label.en}” are of different kinds and cannot be the same. Name another fact.`,
    );
  }
}

function comparable(left: FactType, right: FactType): boolean {
  if (left.kind === "zone") return right.kind === "zone";
  if (left.kind !== "enum" || right.kind !== "enum") return false;
  return Object.keys(left.values).join() === Object.keys(right.values).join();
}
