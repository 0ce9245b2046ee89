import { nearest } from "../../domain/nearest.ts";
import type { Text } from "../../domain/text.ts";
import type { Place } from "./place.ts";
import { at } from "./place.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

export type Refuse = (code: string, place: Place | null, zh: string, en: string) => void;

/**
 * What a part of the document looks like: the JSON Schema of it and the reader of it come from one
 * description, so that they cannot disagree.
 */
export interface Shape<Value> {
  readonly schema: JsonSchema;
  /** Stands in for what was refused, so that reading can go on and find the next mistake. */
  readonly fallback: Value;
  /** Never throws, whatever JSON it is given. */
  readonly read: (json: unknown, place: Place | null, refuse: Refuse) => Value;
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

const LONGEST_SHOWN = 40;

/** What was found, shortly: only the kind of it where it is no single value. */
function found(json: unknown): Text {
  if (Array.isArray(json)) return { zh: "列表", en: "a list" };
  if (isObject(json)) return { zh: "对象", en: "an object" };
  if (typeof json !== "string") return { zh: String(json), en: String(json) };
  const characters = Array.from(json);
  const shown =
    characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : json;
  return { zh: `文字“${shown}”`, en: `the text “${shown}”` };
}

function refuseValue(json: unknown, expected: Text, place: Place | null, refuse: Refuse): void {
  const { zh, en } = found(json);
  refuse(
    "value",
    place,
    `这里应是${expected.zh}，而不是${zh}。`,
    `Expected here: ${expected.en}, not ${en}.`,
  );
}

/** A single value; `accepts` and `schema` say the same. */
function single<Value>(
  schema: JsonSchema,
  fallback: Value,
  expected: Text,
  accepts: (json: unknown) => json is Value,
): Shape<Value> {
  return {
    schema,
    fallback,
    read: (json, place, refuse) => {
      if (accepts(json)) return json;
      refuseValue(json, expected, place, refuse);
      return fallback;
    },
  };
}

export const words: Shape<string> = single(
  { type: "string" },
  "",
  { zh: "文字", en: "text" },
  (json): json is string => typeof json === "string",
);

export const yesOrNo: Shape<boolean> = single(
  { type: "boolean" },
  false,
  { zh: "true 或 false", en: "true or false" },
  (json): json is boolean => typeof json === "boolean",
);

/** Text of the whole pattern, which is read as the schema reads it: with the flag "u". */
export function textLike(pattern: string, expected: Text): Shape<string> {
  const expression = new RegExp(pattern, "u");
  return single(
    { type: "string", pattern },
    "",
    expected,
    (json): json is string => typeof json === "string" && expression.test(json),
  );
}

export const wholeNumber = (min: number, max: number, expected: Text): Shape<number> =>
  single(
    { type: "integer", minimum: min, maximum: max },
    Math.max(0, min),
    expected,
    (json): json is number =>
      typeof json === "number" && Number.isInteger(json) && json >= min && json <= max,
  );

/** A number with at most three decimals, as people write points. */
export const decimal = (most: number): Shape<number> =>
  single(
    { type: "number", minimum: -most, maximum: most },
    0,
    { zh: "最多三位小数的数字", en: "a number with at most three decimals" },
    (json): json is number =>
      typeof json === "number" && Math.abs(json) <= most && /^-?\d+(?:\.\d{1,3})?$/.test(`${json}`),
  );

export function oneOf<const Value extends string>(
  values: readonly [Value, ...Value[]],
): Shape<Value> {
  const names = values.join(", ");
  return {
    schema: { enum: values },
    fallback: values[0],
    read: (json, place, refuse) => {
      const value = values.find((candidate) => candidate === json);
      if (value !== undefined) return value;
      const meant = suggestion(typeof json === "string" ? json : "", values);
      const { zh, en } = found(json);
      refuse(
        "value",
        place,
        `这里应是下列之一：${names}，而不是${zh}。${meant.zh}`,
        `Expected here: one of ${names}, not ${en}.${meant.en}`,
      );
      return values[0];
    },
  };
}

/** "Is … meant?", or nothing where nothing is near. */
export function suggestion(written: string, candidates: Iterable<string>): Text {
  const near = nearest(written, candidates);
  return near === null
    ? { zh: "", en: "" }
    : { zh: `是否指“${near}”？`, en: ` Is “${near}” meant?` };
}

export const listOf = <Value>(item: Shape<Value>, fewest = 0): Shape<readonly Value[]> => ({
  schema: { type: "array", items: item.schema, ...(fewest > 0 ? { minItems: fewest } : {}) },
  fallback: [],
  read: (json, place, refuse) => {
    if (!Array.isArray(json)) {
      refuseValue(json, { zh: "列表 […]", en: "a list […]" }, place, refuse);
      return [];
    }
    if (json.length < fewest) {
      refuse(
        "too-short",
        place,
        `这个列表至少应有 ${fewest} 项。`,
        `This list must have at least ${fewest} item${fewest === 1 ? "" : "s"}.`,
      );
    }
    return json.map((one: unknown, index) => item.read(one, at(place, index), refuse));
  },
});

/** An object whose keys are data, such as ids of schools. */
export const mapOf = <Value>(
  key: Shape<string>,
  value: Shape<Value>,
): Shape<Readonly<Record<string, Value>>> => ({
  schema: { type: "object", propertyNames: key.schema, additionalProperties: value.schema },
  fallback: {},
  read: (json, place, refuse) => {
    if (!isObject(json)) {
      refuseValue(json, { zh: "对象 {…}", en: "an object {…}" }, place, refuse);
      return {};
    }
    return Object.fromEntries(
      Object.entries(json).map(([name, one]) => {
        const here = at(place, name);
        return [key.read(name, here, refuse), value.read(one, here, refuse)];
      }),
    );
  },
});

/** One of two shapes, told apart by the kind of the JSON value. */
export const either = <First, Second>(
  isFirst: (json: unknown) => boolean,
  first: Shape<First>,
  second: Shape<Second>,
): Shape<First | Second> => ({
  schema: { anyOf: [first.schema, second.schema] },
  fallback: first.fallback,
  read: (json, place, refuse) => (isFirst(json) ? first : second).read(json, place, refuse),
});

interface Optional<Value> {
  readonly optional: Shape<Value>;
}

/** A key that may be left out. */
export const optional = <Value>(shape: Shape<Value>): Optional<Value> => ({ optional: shape });

/** A shape for each key; keys that the type may lack are `optional`. */
type Fields<Value> = {
  readonly [Key in keyof Value]-?: object extends Pick<Value, Key>
    ? Optional<NonNullable<Value[Key]>>
    : Shape<Value[Key]>;
};

interface Field {
  readonly shape: Shape<unknown>;
  readonly needed: boolean;
}

/** An object with exactly these keys; `note` goes into the schema for whoever reads it. */
export function record<Value extends object>(
  fields: Fields<Value>,
  more: JsonSchema = {},
): Shape<Value> {
  const known = new Map<string, Field>(
    Object.entries<Shape<unknown> | Optional<unknown>>(fields).map(([name, field]) => [
      name,
      "optional" in field
        ? { shape: field.optional, needed: false }
        : { shape: field, needed: true },
    ]),
  );
  const needed = [...known].filter(([, field]) => field.needed);
  const entries = (valueOf: (field: Field, name: string) => unknown): Value =>
    Object.fromEntries(needed.map(([name, field]) => [name, valueOf(field, name)])) as Value;
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries([...known].map(([name, { shape }]) => [name, shape.schema])),
      required: needed.map(([name]) => name),
      additionalProperties: false,
      ...more,
    },
    fallback: entries(({ shape }) => shape.fallback),
    read: (json, place, refuse) => {
      if (!isObject(json)) {
        refuseValue(json, keysExpected(known), place, refuse);
        return entries(({ shape }) => shape.fallback);
      }
      refuseUnknownKeys(json, known, place, refuse);
      const value: Record<string, unknown> = {};
      for (const [name, { shape, needed }] of known) {
        if (Object.hasOwn(json, name))
          value[name] = shape.read(json[name], at(place, name), refuse);
        else if (needed) {
          value[name] = shape.fallback;
          refuse("missing-key", place, `缺少“${name}”。请补上。`, `“${name}” is missing. Add it.`);
        }
      }
      return value as Value;
    },
  };
}

function keysExpected(known: ReadonlyMap<string, Field>): Text {
  const names = [...known.keys()].join(", ");
  return { zh: `含有 ${names} 的对象`, en: `an object with the keys ${names}` };
}

function refuseUnknownKeys(
  json: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, Field>,
  place: Place | null,
  refuse: Refuse,
): void {
  for (const name of Object.keys(json)) {
    if (known.has(name)) continue;
    const meant = suggestion(name, known.keys());
    const names = [...known.keys()].join(", ");
    refuse(
      "unknown-key",
      at(place, name),
      `没有这个键。${meant.zh}可以写的键：${names}。`,
      `There is no such key.${meant.en} Possible keys: ${names}.`,
    );
  }
}
