import type { PlainDate } from "../domain/dates.ts";
import { parsePlainDate } from "../domain/dates.ts";
import type { Points } from "../domain/points.ts";
import { parsePoints, pointsOf } from "../domain/points.ts";
import type { Failure } from "../domain/result.ts";
import { failure } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import type { Tree } from "./tree.ts";

/** Reads one value; adds what is wrong to `problems` and then gives undefined. */
export type Reader<Value> = (tree: Tree, problems: Failure[]) => Value | undefined;

interface Optional<Value> {
  readonly optional: Reader<Value>;
  readonly otherwise?: Value;
}

/** A key that may be left out; with `otherwise` it then has that value. */
export const optional = <Value>(read: Reader<Value>): Optional<Value> => ({ optional: read });

export const withDefault = <Value>(read: Reader<Value>, otherwise: Value): Optional<Value> => ({
  optional: read,
  otherwise,
});

/** A reader for each key; keys that the type may lack are `optional`. */
type Fields<Value> = {
  readonly [Key in keyof Value]-?: object extends Pick<Value, Key>
    ? Optional<NonNullable<Value[Key]>>
    : Reader<Value[Key]> | Optional<Value[Key]>;
};

export const wrong = (tree: Tree, code: string, zh: string, en: string): Failure =>
  failure(`policy.${code}`, zh, en, tree.place);

/** A map with exactly these keys; unknown and missing ones are problems. */
export function record<Value extends object>(fields: Fields<Value>): Reader<Value> {
  const known = new Map<string, Reader<unknown> | Optional<unknown>>(Object.entries(fields));
  const names = [...known.keys()].join(", ");
  return (tree, problems) => {
    if (tree.kind !== "map") {
      problems.push(
        wrong(tree, "not-a-map", `这里应逐项写明：${names}。`, `Keys are expected here: ${names}.`),
      );
      return undefined;
    }
    const before = problems.length;
    refuseUnknownKeys(tree, known, problems);
    const value: Record<string, unknown> = {};
    for (const [name, field] of known) {
      const read = typeof field === "function" ? field : field.optional;
      const entry = tree.entries.get(name);
      if (entry !== undefined) value[name] = read(entry.tree, problems);
      else if (typeof field === "function") problems.push(missingKey(tree, name));
      else if (field.otherwise !== undefined) value[name] = field.otherwise;
    }
    return problems.length === before ? (value as Value) : undefined;
  };
}

type MapTree = Extract<Tree, { kind: "map" }>;

function refuseUnknownKeys(
  tree: MapTree,
  known: ReadonlyMap<string, unknown>,
  problems: Failure[],
): void {
  const names = [...known.keys()].join(", ");
  for (const [name, { keyPlace }] of tree.entries) {
    if (known.has(name)) continue;
    problems.push(
      failure(
        "policy.unknown-key",
        `没有“${name}”这一项。请检查拼写；这里可以写：${names}。`,
        `There is no key “${name}”. Check the spelling; possible here: ${names}.`,
        keyPlace,
      ),
    );
  }
}

const missingKey = (tree: Tree, name: string): Failure =>
  wrong(tree, "missing-key", `缺少“${name}”。请补上。`, `“${name}” is missing. Add it.`);

/** A map whose keys are data, such as categories. */
export function mapOf<Value>(readValue: Reader<Value>): Reader<Readonly<Record<string, Value>>> {
  return (tree, problems) => {
    if (tree.kind !== "map") {
      problems.push(
        wrong(
          tree,
          "not-a-map",
          "这里应是“名称: 值”的列表。",
          "“name: value” pairs are expected here.",
        ),
      );
      return undefined;
    }
    const before = problems.length;
    const pairs = [...tree.entries].map(([name, { tree }]) => [name, readValue(tree, problems)]);
    return problems.length === before
      ? (Object.fromEntries(pairs) as Record<string, Value>)
      : undefined;
  };
}

export function listOf<Value>(readItem: Reader<Value>): Reader<readonly Value[]> {
  return (tree, problems) => {
    if (tree.kind !== "list") {
      problems.push(
        wrong(
          tree,
          "not-a-list",
          "这里应是列表，例如 [甲, 乙]。",
          "A list is expected here, such as [a, b].",
        ),
      );
      return undefined;
    }
    const before = problems.length;
    const items = tree.items.map((item) => readItem(item, problems));
    return problems.length === before ? (items as Value[]) : undefined;
  };
}

function foundInstead(raw: string | number | boolean | undefined): Text {
  if (raw === undefined) return { zh: "", en: "" };
  return typeof raw === "string"
    ? { zh: `，而不是文字“${raw}”`, en: `, not the text “${raw}”` }
    : { zh: `，而不是 ${raw}`, en: `, not ${raw}` };
}

/** A scalar that `accept` turns into a value; `expected` ends "expected here: …". */
function scalar<Value>(
  accept: (value: string | number | boolean) => Value | undefined,
  expected: Text,
): Reader<Value> {
  return (tree, problems) => {
    const raw = tree.kind === "scalar" && tree.value !== null ? tree.value : undefined;
    const value = raw === undefined ? undefined : accept(raw);
    if (value !== undefined) return value;
    const found = foundInstead(raw);
    problems.push(
      wrong(
        tree,
        "value",
        `这里应写：${expected.zh}${found.zh}。`,
        `Expected here: ${expected.en}${found.en}.`,
      ),
    );
    return undefined;
  };
}

/** Reads with one shape and gives it as the policy's type has it. */
export function turn<Read, Value>(
  read: Reader<Read>,
  shape: (value: Read) => Value,
): Reader<Value> {
  return (tree, problems) => {
    const value = read(tree, problems);
    return value === undefined ? undefined : shape(value);
  };
}

export const words: Reader<string> = scalar(
  (value) => (typeof value === "string" && value.trim() !== "" ? value : undefined),
  { zh: "文字（数字请加引号）", en: "text (numbers in quotes)" },
);

export const label: Reader<Text> = record<Text>({ zh: words, en: words });

export const boolean: Reader<boolean> = scalar(
  (value) => (typeof value === "boolean" ? value : undefined),
  { zh: "true 或 false", en: "true or false" },
);

export const anyScalar: Reader<string | number | boolean> = scalar((value) => value, {
  zh: "一个值",
  en: "a value",
});

export const wordOrNumber: Reader<string | number> = scalar(
  (value) => (typeof value === "boolean" ? undefined : value),
  { zh: "文字或数字", en: "text or a number" },
);

export const wholeNumber = (min: number, max: number): Reader<number> =>
  scalar(
    (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
        ? value
        : undefined,
    { zh: `${min} 到 ${max} 之间的整数`, en: `a whole number from ${min} to ${max}` },
  );

export function oneOf<const Value extends string>(values: readonly Value[]): Reader<Value> {
  const all = values.join(", ");
  return scalar((value) => values.find((candidate) => candidate === value), {
    zh: `下列之一：${all}`,
    en: `one of ${all}`,
  });
}

/**
 * Ids also serve as keys of plain objects, so that names which every object has are refused, and
 * so is "*", which stands for the one lot of all schools.
 */
const idMatching = (pattern: RegExp, expected: Text): Reader<string> =>
  scalar(
    (value) =>
      typeof value === "string" && pattern.test(value) && !(value in Object.prototype)
        ? value
        : undefined,
    expected,
  );

export const id: Reader<string> = idMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, {
  zh: "由英文字母、数字和连字符组成的代号（纯数字请加引号）",
  en: "an id of letters, digits and hyphens (digits alone in quotes)",
});

export const termId: Reader<string> = idMatching(/^[A-Za-z][A-Za-z0-9.-]{0,63}$/, {
  zh: "事实或推算项的代号，例如 property.zone",
  en: "the id of a fact or of a derived number, such as property.zone",
});

export const plainDate: Reader<PlainDate> = scalar(
  (value) => {
    if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
    const parsed = parsePlainDate(value);
    return parsed.ok ? parsed.value : undefined;
  },
  { zh: "日期，例如 2024-08-31", en: "a date such as 2024-08-31" },
);

export const instant: Reader<string> = scalar(
  (value) => {
    const match =
      typeof value === "string" &&
      /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d):[0-5]\d)$/.exec(
        value,
      );
    return match && parsePlainDate(match[1] ?? "").ok ? match[0] : undefined;
  },
  {
    zh: "带时区的时刻，例如 2024-06-22T09:00+08:00",
    en: "an instant with its offset, such as 2024-06-22T09:00+08:00",
  },
);

/** A size beyond which sums could leave the range of exact integers; no table comes near it. */
const MOST_POINTS = pointsOf(100_000_000);

const pointsWhere = (fits: (points: Points) => boolean, expected: Text): Reader<Points> =>
  scalar((value) => {
    const parsed = typeof value === "string" ? parsePoints(value) : undefined;
    return parsed?.ok === true && Math.abs(parsed.value) <= MOST_POINTS && fits(parsed.value)
      ? parsed.value
      : undefined;
  }, expected);

export const points: Reader<Points> = pointsWhere(() => true, {
  zh: '加引号的分值（最多三位小数），例如 "0.05"',
  en: 'points in quotes (at most three decimals), such as "0.05"',
});

export const positivePoints: Reader<Points> = pointsWhere((value) => value > 0, {
  zh: '加引号、大于 0 的分值，例如 "30"',
  en: 'points above 0 in quotes, such as "30"',
});
