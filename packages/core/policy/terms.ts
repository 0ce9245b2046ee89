import type { PlainDate } from "../domain/dates.ts";
import { parsePlainDate, wholeMonthsBetween, wholeYearsBetween } from "../domain/dates.ts";
import type { FactId, FactType, FactValue, Facts } from "../domain/facts.ts";
import { factDefinition, isFactId } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Derived, Policy, TermId } from "./document.ts";
import { checkFactValue } from "./fact-values.ts";

/** Years since a birth date are an age, for which Chinese has its own word. */
function unitOf({ count, since }: Derived): Text {
  if (count === "months") return text("个月", "months");
  return since.endsWith(".birthDate") ? text("周岁", "years") : text("年", "years");
}

/** More months than anybody has lived. */
const MOST_COUNTED = 1_000_000;

export interface Term {
  readonly id: TermId;
  readonly label: Text;
  readonly type: FactType;
  /** The fact that it rests on: itself, or the date that it counts from. */
  readonly fact: FactId;
}

const derivedTerm = (policy: Policy, id: TermId): Derived | undefined =>
  policy.derived.find((derived) => derived.id === id);

/** The fact or derived number of this id, if the policy knows one. */
export function findTerm(policy: Policy, id: TermId): Term | undefined {
  if (isFactId(id)) {
    const { label, type } = factDefinition(id);
    return { id, label, type, fact: id };
  }
  const derived = derivedTerm(policy, id);
  if (derived === undefined) return undefined;
  const { label, since } = derived;
  const type = { kind: "integer", min: 0, max: MOST_COUNTED, unit: unitOf(derived) } as const;
  return { id, label, type, fact: since };
}

/** A checked policy knows all its terms. */
export function termOf(policy: Policy, id: TermId): Term {
  const term = findTerm(policy, id);
  if (term === undefined) throw new Error(`the policy has no term ${id}`);
  return term;
}

/**
 * What is known of a term: undefined where its source has not answered (or with a value that does
 * not fit the fact's type, which a person must look at), null where it answered that there is none.
 */
export function valueOf(policy: Policy, facts: Facts, id: TermId): FactValue | undefined {
  if (isFactId(id)) return knownFact(policy, facts, id);
  const derived = derivedTerm(policy, id);
  if (derived === undefined) throw new Error(`the policy has no term ${id}`);
  const since = knownFact(policy, facts, derived.since);
  if (since === undefined || since === null) return since;
  const count = derived.count === "months" ? wholeMonthsBetween : wholeYearsBetween;
  return count(since as PlainDate, policy.referenceDate);
}

function knownFact(policy: Policy, facts: Facts, id: FactId): FactValue | undefined {
  const value = Object.hasOwn(facts, id) ? facts[id] : undefined;
  if (value === undefined || value === null) return value;
  if (factDefinition(id).type.kind !== "date") {
    return checkFactValue(policy, id, value) === null ? value : undefined;
  }
  const date = typeof value === "string" ? parsePlainDate(value) : undefined;
  return date?.ok === true ? date.value : undefined;
}

/** "2024年6月22日" and "2024-06-22". */
export const dateText = (date: string): Text => {
  const [year, month, day] = date.split("-").map(Number);
  return text(`${year}年${month}月${day}日`, date);
};

/** A zone as people read it: its id and its name. */
export function zoneText(policy: Policy, id: string): Text {
  const zone = policy.plan.zones.find((candidate) => candidate.id === id);
  return zone === undefined ? text(id, id) : text(`${id} ${zone.name.zh}`, `${id} ${zone.name.en}`);
}

/** A term's value in words; booleans are yes or no, numbers carry their unit. */
export function valueText(policy: Policy, term: Term, value: string | number | boolean): Text {
  const { type } = term;
  switch (type.kind) {
    case "boolean":
      return value === true ? text("是", "yes") : text("否", "no");
    case "integer":
      return numberText(Number(value), type.unit);
    case "date":
      return dateText(String(value));
    case "zone":
      return zoneText(policy, String(value));
    case "enum":
      return type.values[String(value)] ?? text(String(value), String(value));
    default:
      return assertNever(type);
  }
}

export const numberText = (value: number, unit: Text): Text =>
  unit.en === "%"
    ? text(`${value}%`, `${value}%`)
    : text(`${value} ${unit.zh}`, `${value} ${value === 1 ? unit.en.replace(/s$/, "") : unit.en}`);
