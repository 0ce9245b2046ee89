import type { GroupCap, GroupRate, Ring } from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";
import type {
  AllocationDocument,
  Compared,
  DocumentApplicant,
  DocumentFamily,
  DocumentGrade,
  DocumentSchool,
  DocumentStep,
  GradesDocument,
  Name,
  Ranking,
  Reserve,
  StepRules,
  WrittenLot,
} from "./document.ts";
import type { JsonSchema, Shape } from "./shape.ts";
import {
  decimal,
  either,
  listOf,
  mapOf,
  oneOf,
  optional,
  record,
  textLike,
  wholeNumber,
  words,
  yesOrNo,
} from "./shape.ts";

/** "*" is the lot for all schools; "__proto__" is no key that every program can hold. */
const id: Shape<string> = textLike(
  "^(?!\\*$|__proto__$)[^\\s\\p{Cc}\\p{Cs}](?:[^\\p{Cc}\\p{Cs}]{0,198}[^\\s\\p{Cc}\\p{Cs}])?$",
  {
    zh: "带引号的编号，1 到 200 个字符，首尾无空格，不能是“*”",
    en: "an id in quotes, of 1 to 200 characters without space at its ends, other than “*”",
  },
);

const MOST_COUNTED = 100_000_000;
const count = wholeNumber(0, MOST_COUNTED, {
  zh: "0 或正整数",
  en: "a whole number of 0 or more",
});
const countFromOne = wholeNumber(1, MOST_COUNTED, {
  zh: "正整数",
  en: "a whole number of 1 or more",
});
const percent = wholeNumber(0, 100, {
  zh: "0 到 100 的整数",
  en: "a whole number from 0 to 100",
});
const lotNumber = wholeNumber(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, {
  zh: "整数（绝对值小于 2 的 53 次方）",
  en: "a whole number (less than 2 to the 53rd)",
});
/** Below the number that stands for a missing value, also where more comes first. */
const MOST_VALUE = 1_000_000_000_000_000;
const value = wholeNumber(-MOST_VALUE, MOST_VALUE, {
  zh: "整数（至多 15 位）",
  en: "a whole number of at most 15 digits",
});
/** As many digits as `parsePoints` reads. */
const points = decimal(999_999_999);

const isText = (json: unknown): boolean => typeof json === "string";
const isNumber = (json: unknown): boolean => typeof json === "number";

const lot: Shape<WrittenLot> = either(
  isText,
  textLike("^(?:0x)?[0-9a-fA-F]{1,64}$", {
    zh: "整数或十六进制数字（至多 64 位）",
    en: "a whole number, or at most 64 hex digits in quotes",
  }),
  lotNumber,
);

const name: Shape<Name> = either(isText, words, record<Text>({ zh: words, en: words }));

const ids = listOf(id);
const ranking: Shape<Ranking> = listOf(either(isText, id, listOf(id, 1)));

const reserve = record<Reserve>({
  group: id,
  seats: count,
  hard: optional(yesOrNo),
  handOn: optional(id),
});

const school = record<DocumentSchool>({
  id,
  name: optional(name),
  seats: count,
  priority: optional(ranking),
  reserves: optional(listOf(reserve)),
  precedence: optional(ids),
  caps: optional(listOf(record<GroupCap>({ group: id, atMost: count }))),
  rates: optional(listOf(record<GroupRate>({ group: id, percentAtLeast: percent }))),
});

const applicant = record<DocumentApplicant>({
  id,
  choices: ids,
  choicesIn: optional(mapOf(id, ids)),
  groups: optional(ids),
  category: optional(id),
  lot: optional(lot),
  lots: optional(mapOf(id, lot)),
  family: optional(id),
  points: optional(either(isNumber, points, mapOf(id, points))),
  values: optional(mapOf(id, value)),
  guaranteed: optional(id),
  consent: optional(yesOrNo),
  distances: optional(mapOf(id, count)),
});

const compared: Shape<Compared> = either(
  isText,
  oneOf(["priority", "points"]),
  record<Exclude<Compared, string>>({ value: id, first: oneOf(["smallest", "largest"]) }),
);

const mechanism = oneOf([
  "deferred-acceptance",
  "immediate-acceptance",
  "serial-dictatorship",
  "top-trading-cycles",
  "lots-only",
  "ring-draw",
]);

/** The rules of a step but for its mechanism, which a document with `steps` must not have. */
const rules = {
  order: optional(ranking),
  ring: optional(record<Ring>({ start: countFromOne, step: countFromOne })),
  ties: optional(oneOf(["lot", "admit-all", "admit-none"])),
  lotScope: optional(oneOf(["one", "per-school"])),
  compare: optional(listOf(compared)),
  competitorsAtMost: optional(count),
  seatsAtMost: optional(mapOf(id, count)),
  together: optional(mapOf(id, listOf(id, 2))),
  lists: optional(oneOf(["choices", "first-choice", "nearest"])),
  reserves: optional(yesOrNo),
  siblingsFirst: optional(yesOrNo),
};

export const RULE_KEYS: readonly (keyof StepRules)[] = [
  "mechanism",
  ...(Object.keys(rules) as (keyof typeof rules)[]),
];

const step = record<DocumentStep>({
  id,
  name: optional(name),
  mechanism,
  categories: optional(ids),
  consent: optional(yesOrNo),
  ...rules,
});

const contents = {
  $schema: optional(words),
  note: optional(words),
  mechanism: optional(mechanism),
  ...rules,
  schools: listOf(school),
  applicants: listOf(applicant),
  minimumChoices: optional(count),
  steps: optional(listOf(step, 1)),
};

/** Rules stand at the top or in the steps: for the schema; the reader says it in its own words. */
const rulesOrSteps: JsonSchema = {
  oneOf: [
    { required: ["mechanism"] },
    {
      required: ["steps"],
      properties: Object.fromEntries(RULE_KEYS.map((key) => [key, false])),
    },
  ],
};

/** Reads everything that can be said of single values; what they mean together is checked after. */
export const allocationDocument: Shape<AllocationDocument> = record<AllocationDocument>(
  contents,
  rulesOrSteps,
);

/** One of several grades: a document with an id. */
export const documentGrade: Shape<DocumentGrade> = record<DocumentGrade>(
  { id, ...contents },
  rulesOrSteps,
);

/** What is around the grades. Each of them is read by itself, as a document is. */
type AroundGrades = Omit<GradesDocument, "grades"> & { readonly grades: readonly unknown[] };

const unreadGrade: Shape<unknown> = {
  schema: documentGrade.schema,
  fallback: null,
  read: (json) => json,
};

export const aroundGrades: Shape<AroundGrades> = record<AroundGrades>({
  $schema: optional(words),
  note: optional(words),
  grades: listOf(unreadGrade, 1),
  families: optional(
    mapOf(id, record<DocumentFamily>({ together: optional(yesOrNo), enrolledAt: optional(ids) })),
  ),
});

/** JSON Schema, draft 2020-12, of the document. */
export const ALLOCATION_SCHEMA: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Yangguang allocation document",
  anyOf: [allocationDocument.schema, aroundGrades.schema],
};
