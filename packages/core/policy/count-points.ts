import type { FactId, Facts } from "../domain/facts.ts";
import type { Points } from "../domain/points.ts";
import { formatPoints, pointsOf, ZERO_POINTS } from "../domain/points.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import { evaluate } from "./conditions.ts";
import type { PointsLine } from "./decision.ts";
import { explainCondition } from "./describe.ts";
import type { Band, Category, Policy, PointsFormula, PointsItem } from "./document.ts";
import { numberText, termOf, valueOf, valueText } from "./terms.ts";

export interface Counted {
  readonly points: Points;
  readonly lines: readonly PointsLine[];
  /** Items that cannot be counted yet, innermost only; the points then mean nothing. */
  readonly open: readonly OpenItem[];
}

export interface OpenItem {
  readonly item: PointsItem;
  readonly missing: readonly FactId[];
}

interface Counting {
  readonly policy: Policy;
  readonly category: Category;
  readonly facts: Facts;
}

/** The points of a child of a scored category, each item with how it was counted. */
export function countPoints(policy: Policy, category: Category, facts: Facts): Counted {
  return countItems(policy.points.items, { policy, category, facts });
}

function countItems(items: readonly PointsItem[], at: Counting): Counted {
  const counted = items
    .filter((item) => item.categories === undefined || item.categories.includes(at.category.id))
    .map((item) => countItem(item, at));
  return {
    points: pointsOf(counted.reduce((sum, { line }) => sum + line.points, 0)),
    lines: counted.map(({ line }) => line),
    open: counted.flatMap(({ open }) => open),
  };
}

interface CountedItem {
  readonly line: PointsLine;
  readonly open: readonly OpenItem[];
}

/** What a formula gives before the cap. */
interface Given {
  readonly points: Points;
  readonly how: Text;
  readonly lines?: readonly PointsLine[];
  readonly open?: readonly OpenItem[];
}

function countItem(item: PointsItem, at: Counting): CountedItem {
  const given = giveIfApplies(item, at);
  const capped = item.cap !== undefined && given.points > item.cap;
  const points = capped ? (item.cap ?? given.points) : given.points;
  const limit = formatPoints(points);
  const how = capped
    ? text(`${given.how.zh}，封顶 ${limit}`, `${given.how.en}, capped at ${limit}`)
    : given.how;
  const { id, label, rule } = item;
  return {
    line: { item: id, label, rule, points, uncapped: given.points, how, lines: given.lines ?? [] },
    open: given.open ?? [],
  };
}

function giveIfApplies(item: PointsItem, at: Counting): Given {
  if (item.when === undefined) return give(item, item.gives, at);
  const { truth, missing } = evaluate(at.policy, item.when, at.facts);
  if (truth === "yes") return give(item, item.gives, at);
  if (truth === "unknown") return unanswered(item, missing);
  const why = explainCondition(item.when, at.policy, at.facts);
  return nothing(text(`条件不符（${why.zh}）= 0`, `does not apply (${why.en}) = 0`));
}

const nothing = (how: Text): Given => ({ points: ZERO_POINTS, how });

const unanswered = (item: PointsItem, missing: readonly FactId[]): Given => ({
  ...nothing(text("尚待核实", "not established yet")),
  open: [{ item, missing }],
});

function give(item: PointsItem, formula: PointsFormula, at: Counting): Given {
  switch (formula.kind) {
    case "flat": {
      const points = formatPoints(formula.points);
      if (item.when === undefined) return { points: formula.points, how: text(points, points) };
      const why = explainCondition(item.when, at.policy, at.facts);
      return {
        points: formula.points,
        how: text(`${why.zh} = ${points}`, `${why.en} = ${points}`),
      };
    }
    case "by-category":
      return ofCategory(formula.points[at.category.id], at.category);
    case "by-value":
    case "bands":
    case "per-unit":
      return giveByTerm(item, formula, at);
    case "sum":
      return sumOf(formula.items, at);
    case "highest":
      return highestOf(formula.items, at);
    default:
      return assertNever(formula);
  }
}

function ofCategory(points: Points | undefined, { id, label }: Category): Given {
  if (points === undefined) throw new Error(`a checked policy has points for category ${id}`);
  const shown = formatPoints(points);
  return { points, how: text(`${label.zh} = ${shown}`, `${label.en} = ${shown}`) };
}

type ByTerm = Extract<PointsFormula, { kind: "by-value" | "bands" | "per-unit" }>;

function giveByTerm(item: PointsItem, formula: ByTerm, { policy, facts }: Counting): Given {
  const term = termOf(policy, formula.term);
  const value = valueOf(policy, facts, formula.term);
  if (value === undefined) return unanswered(item, [term.fact]);
  if (value === null) return nothing(text("查无登记 = 0", "none on record = 0"));
  if (formula.kind === "per-unit") return perUnit(formula, Number(value), policy);
  const points =
    formula.kind === "by-value"
      ? formula.points[String(value)]
      : bandOf(formula.bands, Number(value)).points;
  if (points === undefined) throw new Error(`a checked policy has points for ${String(value)}`);
  const shown = valueText(policy, term, value);
  const total = formatPoints(points);
  return { points, how: text(`${shown.zh} = ${total}`, `${shown.en} = ${total}`) };
}

function bandOf(bands: readonly Band[], value: number): Band {
  const band = bands.find(({ upTo }) => upTo === undefined || value <= upTo);
  if (band === undefined) throw new Error("the last band of a checked policy is open");
  return band;
}

function perUnit(
  { term, rate, beyond }: Extract<PointsFormula, { kind: "per-unit" }>,
  value: number,
  policy: Policy,
): Given {
  const { type } = termOf(policy, term);
  if (type.kind !== "integer") throw new Error(`a checked policy counts units of numbers: ${term}`);
  const units = (count: number): Text => numberText(count, type.unit);
  if (value <= beyond && beyond > 0) {
    return nothing(
      text(
        `${units(value).zh}，未超过 ${units(beyond).zh} = 0`,
        `${units(value).en}, not beyond ${units(beyond).en} = 0`,
      ),
    );
  }
  const points = pointsOf((value - beyond) * rate);
  const counted = `× ${formatPoints(rate)} = ${formatPoints(points)}`;
  const amount =
    beyond > 0
      ? text(`（${value} − ${beyond}）${type.unit.zh}`, `(${value} − ${beyond}) ${type.unit.en}`)
      : units(value);
  return { points, how: text(`${amount.zh} ${counted}`, `${amount.en} ${counted}`) };
}

function sumOf(items: readonly PointsItem[], at: Counting): Given {
  const { points, lines, open } = countItems(items, at);
  const total = formatPoints(points);
  const terms = lines.map((line) => formatPoints(line.points)).join(" + ");
  const how = lines.length > 1 ? `${terms} = ${total}` : total;
  return { points, how: text(how, how), lines, open };
}

/** Only the item that gave the points becomes a line; the first of equal ones. */
function highestOf(items: readonly PointsItem[], at: Counting): Given {
  const { lines, open } = countItems(items, at);
  const [first, ...others] = lines;
  if (first === undefined) return { ...nothing(text("0", "0")), open };
  const best = others.reduce((best, line) => (line.points > best.points ? line : best), first);
  const all = lines.map((line) => formatPoints(line.points));
  const most = formatPoints(best.points);
  const how =
    lines.length > 1
      ? text(`取最高项（${all.join("、")}）= ${most}`, `the highest of ${all.join(", ")} = ${most}`)
      : text(most, most);
  return { points: best.points, how, lines: [best], open };
}
