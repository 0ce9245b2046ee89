import type { Points } from "../domain/points.ts";
import type { Failure } from "../domain/result.ts";
import type {
  Band,
  ChoiceBonus,
  Citation,
  PointsFormula,
  PointsItem,
  PointsTable,
} from "./document.ts";
import { readCondition, soleOperator } from "./read-conditions.ts";
import type { Reader } from "./readers.ts";
import {
  boolean,
  id,
  label,
  listOf,
  mapOf,
  oneOf,
  optional,
  points,
  positivePoints,
  record,
  termId,
  turn,
  wholeNumber,
  withDefault,
  words,
} from "./readers.ts";
import type { Tree } from "./tree.ts";

export const citation: Reader<Citation> = record<Citation>({
  source: id,
  article: words,
  demoChoice: withDefault(boolean, false),
});

const formula: Reader<PointsFormula> = (tree, problems) => readFormula(tree, problems);

const item: Reader<PointsItem> = record<PointsItem>({
  id,
  label,
  rule: citation,
  categories: optional(listOf(id)),
  when: optional(readCondition),
  cap: optional(positivePoints),
  gives: formula,
});

const band = record<Band>({ upTo: optional(wholeNumber(0, 1_000_000)), points });

/** What stands under a formula's key where that is more than one value. */
type FormulaBody<Kind extends PointsFormula["kind"]> = Omit<
  Extract<PointsFormula, { kind: Kind }>,
  "kind"
>;
type ByValue = FormulaBody<"by-value">;
type Banded = FormulaBody<"bands">;
type PerUnit = FormulaBody<"per-unit">;

const byValue = record<ByValue>({ term: termId, points: mapOf(points) });

const banded = record<Banded>({ term: termId, bands: listOf(band) });

const perUnit = record<PerUnit>({
  term: termId,
  rate: points,
  beyond: withDefault(wholeNumber(0, 1_000_000), 0),
});

/** One reader for each way of giving points, by the key that stands for it in the file. */
const FORMULAS: Readonly<Record<string, Reader<PointsFormula>>> = {
  flat: turn(record<{ flat: Points }>({ flat: points }), ({ flat }) => ({
    kind: "flat",
    points: flat,
  })),
  byCategory: turn(
    record<{ byCategory: Readonly<Record<string, Points>> }>({ byCategory: mapOf(points) }),
    ({ byCategory }) => ({ kind: "by-category", points: byCategory }),
  ),
  byValue: turn(record<{ byValue: ByValue }>({ byValue }), ({ byValue }) => ({
    kind: "by-value",
    ...byValue,
  })),
  bands: turn(record<{ bands: Banded }>({ bands: banded }), ({ bands }) => ({
    kind: "bands",
    ...bands,
  })),
  perUnit: turn(record<{ perUnit: PerUnit }>({ perUnit }), ({ perUnit }) => ({
    kind: "per-unit",
    ...perUnit,
  })),
  sum: turn(record<{ sum: readonly PointsItem[] }>({ sum: listOf(item) }), ({ sum }) => ({
    kind: "sum",
    items: sum,
  })),
  highest: turn(
    record<{ highest: readonly PointsItem[] }>({ highest: listOf(item) }),
    ({ highest }) => ({ kind: "highest", items: highest }),
  ),
};

function readFormula(tree: Tree, problems: Failure[]): PointsFormula | undefined {
  return soleOperator(tree, FORMULAS, problems)?.(tree, problems);
}

const choiceBonus = record<ChoiceBonus>({
  id,
  label,
  rule: citation,
  rank: wholeNumber(1, 50),
  points: positivePoints,
  schools: oneOf(["any", "shared-zone"]),
});

export const pointsTable: Reader<PointsTable> = record<PointsTable>({
  items: listOf(item),
  choiceBonuses: withDefault(listOf(choiceBonus), []),
});
