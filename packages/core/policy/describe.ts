import type { Facts, FactValue } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Leaf, Truth } from "./conditions.ts";
import { evaluate, isLeaf } from "./conditions.ts";
import type { Condition, Policy } from "./document.ts";
import { dateText, termOf, valueOf, valueText } from "./terms.ts";
import type { Term } from "./terms.ts";

/** A rule in words, for the public page of the policy. */
export const describeCondition = (condition: Condition, policy: Policy): Text =>
  describe(condition, { policy, negated: false });

interface Describing {
  readonly policy: Policy;
  /** Inside an odd number of "not"s: all becomes any, and each comparison its opposite. */
  readonly negated: boolean;
}

function describe(condition: Condition, at: Describing): Text {
  if (condition.kind === "not") {
    const inner = describe(condition.of, { ...at, negated: !at.negated });
    return labelled(condition, at.negated, inner);
  }
  if (isLeaf(condition)) {
    const { label } = termOf(at.policy, condition.term);
    const rule = requirement(condition, at);
    return labelled(
      condition,
      at.negated,
      text(`${label.zh}：${rule.zh}`, `“${label.en}”: ${rule.en}`),
    );
  }
  const parts = condition.of.map((part) => bracketed(part, describe(part, at)));
  const together = (condition.kind === "all") !== at.negated;
  return labelled(
    condition,
    at.negated,
    together ? joined(parts, "；", "; ") : joined(parts, "；或", "; or "),
  );
}

const joined = (parts: readonly Text[], zh: string, en: string): Text =>
  text(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));

/** Parts that are themselves lists stand in brackets. */
function bracketed(part: Condition, words: Text): Text {
  const inner = part.kind === "not" ? part.of : part;
  const isList = (inner.kind === "all" || inner.kind === "any") && inner.of.length > 1;
  return isList && part.label === undefined ? text(`（${words.zh}）`, `(${words.en})`) : words;
}

function labelled({ label }: Condition, negated: boolean, words: Text): Text {
  if (label === undefined) return words;
  return negated
    ? text(`不属于“${label.zh}”（${words.zh}）`, `not “${label.en}” (${words.en})`)
    : text(`${label.zh}（${words.zh}）`, `${label.en} (${words.en})`);
}

/** What a comparison asks for, after "Name: ". */
function requirement(leaf: Leaf, { policy, negated }: Describing): Text {
  const term = termOf(policy, leaf.term);
  const either = (plain: Text, opposite: Text): Text => (negated ? opposite : plain);
  switch (leaf.kind) {
    case "is": {
      if (typeof leaf.value === "boolean") return valueText(policy, term, leaf.value !== negated);
      const value = valueText(policy, term, leaf.value);
      return either(value, text(`不是${value.zh}`, `not ${value.en}`));
    }
    case "in": {
      const values = leaf.values.map((value) => valueText(policy, term, value));
      const list = joined(values, "、", ", ");
      if (values.length === 1) return either(list, text(`不是${list.zh}`, `not ${list.en}`));
      return either(
        text(`${list.zh}之一`, `one of ${list.en}`),
        text(`不是${list.zh}中任何一项`, `none of ${list.en}`),
      );
    }
    case "at-least":
    case "at-most": {
      const limit = valueText(policy, term, leaf.value);
      const plain = leaf.kind === "at-least" ? atLeast(limit) : atMost(limit);
      const opposite = leaf.kind === "at-least" ? lessThan(limit) : moreThan(limit);
      return either(plain, opposite);
    }
    case "not-after": {
      const date = dateText(leaf.date);
      return either(
        text(`不晚于${date.zh}`, `${date.en} or earlier`),
        text(`晚于${date.zh}`, `later than ${date.en}`),
      );
    }
    case "not-before": {
      const date = dateText(leaf.date);
      return either(
        text(`不早于${date.zh}`, `${date.en} or later`),
        text(`早于${date.zh}`, `earlier than ${date.en}`),
      );
    }
    case "same-as": {
      const other = termOf(policy, leaf.other).label;
      return either(
        text(`与${other.zh}相同`, `the same as “${other.en}”`),
        text(`与${other.zh}不同`, `other than “${other.en}”`),
      );
    }
    case "present":
      return either(text("有登记", "on record"), text("无登记", "none on record"));
    default:
      return assertNever(leaf);
  }
}

const atLeast = (limit: Text): Text => text(`不少于 ${limit.zh}`, `at least ${limit.en}`);
const atMost = (limit: Text): Text => text(`不多于 ${limit.zh}`, `at most ${limit.en}`);
const lessThan = (limit: Text): Text => text(`少于 ${limit.zh}`, `less than ${limit.en}`);
const moreThan = (limit: Text): Text => text(`多于 ${limit.zh}`, `more than ${limit.en}`);

interface Explaining extends Describing {
  readonly facts: Facts;
}

/**
 * Why a condition holds, fails or is open for one child: only the parts that decide it, each with
 * what is known and, unless that says enough, what is asked for.
 */
export const explainCondition = (condition: Condition, policy: Policy, facts: Facts): Text =>
  explain(condition, { policy, facts, negated: false }).words;

interface Explained {
  readonly words: Text;
  /** Several parts, which need brackets inside another list. */
  readonly isList: boolean;
}

function truthOf(condition: Condition, { policy, facts, negated }: Explaining): Truth {
  const { truth } = evaluate(policy, condition, facts);
  if (truth === "unknown" || !negated) return truth;
  return truth === "yes" ? "no" : "yes";
}

function explain(condition: Condition, at: Explaining): Explained {
  const plain =
    condition.kind === "not"
      ? explain(condition.of, { ...at, negated: !at.negated })
      : isLeaf(condition)
        ? { words: explainLeaf(condition, at), isList: false }
        : explainList(condition, at);
  if (condition.label === undefined) return plain;
  return { words: labelled(condition, at.negated, plain.words), isList: false };
}

function explainList(
  condition: Extract<Condition, { kind: "all" | "any" }>,
  at: Explaining,
): Explained {
  const truth = truthOf(condition, at);
  const deciding = condition.of.filter((part) => truthOf(part, at) === truth);
  const together = (condition.kind === "all") !== at.negated;
  // One part that holds is enough of a reason where any would do.
  const shown = !together && truth === "yes" ? deciding.slice(0, 1) : deciding;
  const parts = withoutRepeats(shown.map((part) => explain(part, at)));
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const list = joined(
    parts.map(({ words, isList }) => (isList ? text(`（${words.zh}）`, `(${words.en})`) : words)),
    "；",
    "; ",
  );
  const words =
    !together && truth === "no"
      ? text(`以下均不符合：${list.zh}`, `none of these holds: ${list.en}`)
      : list;
  return { words, isList: true };
}

const withoutRepeats = (parts: readonly Explained[]): readonly Explained[] => [
  ...new Map(parts.map((part) => [part.words.zh, part])).values(),
];

function explainLeaf(leaf: Leaf, at: Explaining): Text {
  const { policy, facts } = at;
  const term = termOf(policy, leaf.term);
  const value = valueOf(policy, facts, leaf.term);
  const nothingToCompare = leaf.kind === "same-as" && valueOf(policy, facts, leaf.other) === null;
  if (value !== null && nothingToCompare) return named(termOf(policy, leaf.other), NONE_ON_RECORD);
  const actual = actualText(policy, term, value);
  if (value === null || term.type.kind === "boolean") return named(term, actual);
  const rule = requirement(leaf, at);
  if (truthOf(leaf, at) === "yes") {
    const saysEnough = leaf.kind === "is" || leaf.kind === "in" || leaf.kind === "present";
    if (saysEnough) return named(term, actual);
    return named(term, text(`${actual.zh}，${rule.zh}`, `${actual.en}, ${rule.en}`));
  }
  const other = otherValue(leaf, at);
  return named(
    term,
    text(
      `${actual.zh}，要求${rule.zh}${other.zh}`,
      `${actual.en}, required: ${rule.en}${other.en}`,
    ),
  );
}

const named = ({ label }: Term, words: Text): Text =>
  text(`${label.zh}：${words.zh}`, `“${label.en}”: ${words.en}`);

/** For a comparison with another term: that term's own value. */
function otherValue(leaf: Leaf, { policy, facts }: Explaining): Text {
  if (leaf.kind !== "same-as") return text("", "");
  const other = actualText(policy, termOf(policy, leaf.other), valueOf(policy, facts, leaf.other));
  return text(`（后者：${other.zh}）`, ` (which is: ${other.en})`);
}

const NONE_ON_RECORD = text("查无登记", "none on record");

function actualText(policy: Policy, term: Term, value: FactValue | undefined): Text {
  if (value === undefined) return text("尚待核实", "not established yet");
  return value === null ? NONE_ON_RECORD : valueText(policy, term, value);
}
