import type { Facts } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Leaf, Truth } from "./conditions.ts";
import { evaluate, isLeaf } from "./conditions.ts";
import type { Condition, Policy } from "./document.ts";
import { dateText, numberText, termOf, valueOf, valueText } from "./terms.ts";
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
    together ? joined(parts, "；", "; ") : joined(parts, "，或 ", " or "),
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
 * what is known and, unless it plainly agrees, what is asked for.
 */
export const explainCondition = (condition: Condition, policy: Policy, facts: Facts): Text =>
  explain(condition, { policy, facts, negated: false });

function truthOf(condition: Condition, { policy, facts, negated }: Explaining): Truth {
  const { truth } = evaluate(policy, condition, facts);
  if (truth === "unknown" || !negated) return truth;
  return truth === "yes" ? "no" : "yes";
}

function explain(condition: Condition, at: Explaining): Text {
  if (condition.kind === "not") {
    const inner = explain(condition.of, { ...at, negated: !at.negated });
    return labelled(condition, at.negated, inner);
  }
  if (isLeaf(condition)) {
    return labelled(condition, at.negated, explainLeaf(condition, at));
  }
  const truth = truthOf(condition, at);
  const deciding = condition.of.filter((part) => truthOf(part, at) === truth);
  const together = (condition.kind === "all") !== at.negated;
  // One part that holds is enough of a reason where any would do.
  const shown = !together && truth === "yes" ? deciding.slice(0, 1) : deciding;
  const list = joined(
    shown.map((part) => explain(part, at)),
    "；",
    "; ",
  );
  return labelled(
    condition,
    at.negated,
    !together && truth === "no" && shown.length > 1
      ? text(`（以下各项均不符合：${list.zh}）`, `(none of these holds: ${list.en})`)
      : list,
  );
}

function explainLeaf(leaf: Leaf, at: Explaining): Text {
  const { policy, facts } = at;
  const term = termOf(policy, leaf.term);
  const actual = actualText(policy, term, facts);
  const rule = requirement(leaf, at);
  const asked = text(
    `${rule.zh}${otherValue(leaf, at).zh}`,
    `${rule.en}${otherValue(leaf, at).en}`,
  );
  const truth = truthOf(leaf, at);
  if (truth !== "yes") {
    return text(
      `${term.label.zh}：${actual.zh}，要求${asked.zh}`,
      `“${term.label.en}”: ${actual.en}, required: ${asked.en}`,
    );
  }
  const plain = leaf.kind === "is" || leaf.kind === "in" || leaf.kind === "present";
  return plain && !at.negated
    ? text(`${term.label.zh}：${actual.zh}`, `“${term.label.en}”: ${actual.en}`)
    : text(
        `${term.label.zh}：${actual.zh}，${rule.zh}`,
        `“${term.label.en}”: ${actual.en}, ${rule.en}`,
      );
}

/** For a comparison with another term: that term's own value. */
function otherValue(leaf: Leaf, { policy, facts }: Explaining): Text {
  if (leaf.kind !== "same-as") return text("", "");
  const other = actualText(policy, termOf(policy, leaf.other), facts);
  return text(`（后者：${other.zh}）`, ` (which is: ${other.en})`);
}

function actualText(policy: Policy, term: Term, facts: Facts): Text {
  const value = valueOf(policy, facts, term.id);
  if (value === undefined) return text("尚待核实", "not established yet");
  if (value === null) return text("查无登记", "none on record");
  if (term.type.kind === "integer") return numberText(Number(value), term.type.unit);
  return valueText(policy, term, value);
}
