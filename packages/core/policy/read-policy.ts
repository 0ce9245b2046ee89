import type { Timetable, Window } from "../domain/timetable.ts";
import type {
  AdmissionRule,
  Ask,
  Category,
  ChoiceRules,
  Derived,
  GridPoint,
  OrderKey,
  Plan,
  Policy,
  PolicyStep,
  School,
  Source,
  Zone,
} from "./document.ts";
import type { FactId } from "../domain/facts.ts";
import { isFactId } from "../domain/facts.ts";
import { readCondition } from "./read-conditions.ts";
import { citation, pointsTable } from "./read-points.ts";
import type { Reader } from "./readers.ts";
import {
  boolean,
  id,
  instant,
  label,
  listOf,
  mapOf,
  oneOf,
  optional,
  plainDate,
  positivePoints,
  record,
  termId,
  wholeNumber,
  withDefault,
  wrong,
} from "./readers.ts";

const factId: Reader<FactId> = (tree, problems) => {
  const name = termId(tree, problems);
  if (name === undefined || isFactId(name)) return name;
  problems.push(
    wrong(
      tree,
      "unknown-fact",
      `没有“${name}”这项事实。请从事实清单（docs/policies.md）中选用。`,
      `There is no fact “${name}”. Choose one from the list of facts (docs/policies.md).`,
    ),
  );
  return undefined;
};

const window = record<Window>({ opens: instant, closes: instant });

const timetable = record<Timetable>({
  application: window,
  review: window,
  acceptance: window,
  registration: window,
});

const ask = record<Ask>({
  source: oneOf([
    "household",
    "property",
    "social-insurance",
    "residence",
    "lease",
    "special-status",
    "family",
  ]),
  facts: listOf(factId),
});

const derived = record<Derived>({
  id: termId,
  label,
  count: oneOf(["months", "years"]),
  since: factId,
});

const admissionRule = record<AdmissionRule>({ id, label, rule: citation, when: readCondition });

const category = record<Category>({
  id,
  label,
  rule: citation,
  when: optional(readCondition),
  admitted: boolean,
  scored: boolean,
  zoneFrom: listOf(factId),
});

const choices = record<ChoiceRules>({
  min: wholeNumber(0, 50),
  max: wholeNumber(0, 50),
  groupsByCategory: mapOf(listOf(id)),
});

/** Far enough for any city; squared distances stay exact. */
const metres = wholeNumber(-1_000_000, 1_000_000);

const gridPoint: Reader<GridPoint> = (tree, problems) => {
  const numbers = listOf(metres)(tree, problems);
  if (numbers === undefined) return undefined;
  const [east, north, ...more] = numbers;
  if (east !== undefined && north !== undefined && more.length === 0) return [east, north];
  problems.push(
    wrong(
      tree,
      "grid-point",
      "位置应为两个整数（米）：[东, 北]。",
      "A position is two whole numbers of metres: [east, north].",
    ),
  );
  return undefined;
};

const plan = record<Plan>({
  groupNames: withDefault(mapOf(label), {}),
  zones: listOf(record<Zone>({ id, name: label, center: gridPoint })),
  schools: listOf(
    record<School>({
      id,
      name: label,
      group: id,
      seats: wholeNumber(0, 100_000),
      location: gridPoint,
      zones: listOf(id),
    }),
  ),
});

type OrderBy<By extends OrderKey["by"]> = Extract<OrderKey, { by: By }>;

const ORDER_KEYS: { readonly [By in OrderKey["by"]]: Reader<OrderBy<By>> } = {
  points: record<OrderBy<"points">>({ by: oneOf(["points"]) }),
  item: record<OrderBy<"item">>({ by: oneOf(["item"]), item: id }),
  term: record<OrderBy<"term">>({
    by: oneOf(["term"]),
    term: termId,
    first: oneOf(["smallest", "largest"]),
  }),
};

const orderKey: Reader<OrderKey> = (tree, problems) => {
  const by = tree.kind === "map" ? tree.entries.get("by")?.tree : undefined;
  const named = oneOf(["points", "item", "term"])(by ?? tree, problems);
  return named === undefined ? undefined : ORDER_KEYS[named](tree, problems);
};

const step = record<PolicyStep>({
  id,
  label,
  rule: citation,
  mechanism: oneOf(["serial-dictatorship", "immediate-acceptance", "deferred-acceptance"]),
  lotScope: oneOf(["one", "per-school"]),
  categories: listOf(id),
  pointsAtLeast: optional(positivePoints),
  competitorsAtMost: optional(wholeNumber(1, 10_000_000)),
  groups: optional(listOf(id)),
  seatsPercent: optional(wholeNumber(1, 100)),
  lists: oneOf(["own-zone", "first-choice", "choices", "nearest"]),
  redistribution: withDefault(boolean, false),
  order: listOf(orderKey),
});

/** The shape of a policy file; whether the parts fit together is checked afterwards. */
export const readPolicy: Reader<Policy> = record<Policy>({
  id,
  city: label,
  year: wholeNumber(2000, 2199),
  level: oneOf(["primary", "junior-high"]),
  title: label,
  sources: listOf(record<Source>({ id, title: label })),
  referenceDate: plainDate,
  timetable,
  asks: listOf(ask),
  derived: withDefault(listOf(derived), []),
  admission: withDefault(listOf(admissionRule), []),
  categories: listOf(category),
  points: withDefault(pointsTable, { items: [], choiceBonuses: [] }),
  choices,
  plan,
  steps: listOf(step),
  redistribution: record<Policy["redistribution"]>({ consent: oneOf(["required", "assumed"]) }),
});
