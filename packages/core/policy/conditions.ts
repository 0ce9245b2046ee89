import type { FactId, Facts, FactValue } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { Condition, Policy } from "./document.ts";
import { termOf, valueOf } from "./terms.ts";

/** What can be said of a condition by what is known. */
export type Truth = "yes" | "no" | "unknown";

export interface Evaluated {
  readonly truth: Truth;
  /** Where unknown: the facts whose answers could settle it. */
  readonly missing: readonly FactId[];
}

/** A condition that looks at a term, not at other conditions. */
export type Leaf = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>;

export const isLeaf = (condition: Condition): condition is Leaf =>
  condition.kind !== "all" && condition.kind !== "any" && condition.kind !== "not";

const settled = (holds: boolean): Evaluated => ({ truth: holds ? "yes" : "no", missing: [] });

/**
 * Kleene's three-valued logic: what is unknown stays unknown unless the known parts decide alone.
 * A source that answered "there is none" makes every comparison false, never unknown.
 */
export function evaluate(policy: Policy, condition: Condition, facts: Facts): Evaluated {
  if (isLeaf(condition)) return evaluateLeaf(policy, condition, facts);
  switch (condition.kind) {
    case "all":
      return combine(policy, condition.of, facts, "no");
    case "any":
      return combine(policy, condition.of, facts, "yes");
    case "not": {
      const { truth, missing } = evaluate(policy, condition.of, facts);
      return truth === "unknown" ? { truth, missing } : settled(truth === "no");
    }
    default:
      return assertNever(condition);
  }
}

/** `decisive` is the truth of one part that settles the whole: "no" among all, "yes" among any. */
function combine(
  policy: Policy,
  parts: readonly Condition[],
  facts: Facts,
  decisive: "yes" | "no",
): Evaluated {
  const missing: FactId[] = [];
  for (const part of parts) {
    const evaluated = evaluate(policy, part, facts);
    if (evaluated.truth === decisive) return settled(decisive === "yes");
    missing.push(...evaluated.missing);
  }
  return missing.length > 0
    ? { truth: "unknown", missing: [...new Set(missing)] }
    : settled(decisive === "no");
}

function evaluateLeaf(policy: Policy, leaf: Leaf, facts: Facts): Evaluated {
  const value = valueOf(policy, facts, leaf.term);
  if (value === null) return settled(false);
  if (leaf.kind === "same-as") return evaluateSameAs(policy, leaf, facts, value);
  if (value === undefined) return unknownBecauseOf(policy, [leaf.term]);
  return settled(compare(leaf, value));
}

function evaluateSameAs(
  policy: Policy,
  leaf: Extract<Leaf, { kind: "same-as" }>,
  facts: Facts,
  value: Exclude<FactValue, null> | undefined,
): Evaluated {
  const other = valueOf(policy, facts, leaf.other);
  if (other === null) return settled(false);
  if (value !== undefined && other !== undefined) return settled(value === other);
  const unanswered = [
    ...(value === undefined ? [leaf.term] : []),
    ...(other === undefined ? [leaf.other] : []),
  ];
  return unknownBecauseOf(policy, unanswered);
}

const unknownBecauseOf = (policy: Policy, terms: readonly string[]): Evaluated => ({
  truth: "unknown",
  missing: terms.map((term) => termOf(policy, term).fact),
});

function compare(
  leaf: Exclude<Leaf, { kind: "same-as" }>,
  value: Exclude<FactValue, null>,
): boolean {
  switch (leaf.kind) {
    case "is":
      return value === leaf.value;
    case "in":
      return leaf.values.some((candidate) => candidate === value);
    case "at-least":
      return Number(value) >= leaf.value;
    case "at-most":
      return Number(value) <= leaf.value;
    case "not-after":
      return String(value) <= leaf.date;
    case "not-before":
      return String(value) >= leaf.date;
    case "present":
      return true;
    default:
      return assertNever(leaf);
  }
}
