type Schema = Readonly<Record<string, unknown>>;
type Judge = (schema: Schema, value: unknown) => boolean;

const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  array: Array.isArray,
  object: isObject,
};

const subschemas = (value: unknown): readonly Schema[] =>
  (value as readonly Schema[]).map((schema) => schema);

/** The keywords of draft 2020-12 that the document's schema uses, each as its standard says. */
const KEYWORDS: Readonly<
  Record<string, (given: unknown, value: unknown, schema: Schema) => boolean>
> = {
  $schema: () => true,
  title: () => true,
  type: (given, value) => TYPES[String(given)]?.(value) ?? false,
  enum: (given, value) => (given as readonly unknown[]).includes(value),
  pattern: (given, value) =>
    typeof value !== "string" || new RegExp(String(given), "u").test(value),
  minimum: (given, value) => typeof value !== "number" || value >= Number(given),
  maximum: (given, value) => typeof value !== "number" || value <= Number(given),
  minItems: (given, value) => !Array.isArray(value) || value.length >= Number(given),
  items: (given, value) =>
    !Array.isArray(value) || value.every((item) => fits(given as Schema, item)),
  required: (given, value) =>
    !isObject(value) || (given as readonly string[]).every((name) => Object.hasOwn(value, name)),
  properties: (given, value) =>
    !isObject(value) ||
    Object.entries(given as Record<string, Schema | boolean>).every(
      ([name, schema]) =>
        !Object.hasOwn(value, name) ||
        (typeof schema === "boolean" ? schema : fits(schema, value[name])),
    ),
  propertyNames: (given, value) =>
    !isObject(value) || Object.keys(value).every((name) => fits(given as Schema, name)),
  additionalProperties: (given, value, { properties = {} }) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([name, one]) =>
        Object.hasOwn(properties as object, name) ||
        (given !== false && fits(given as Schema, one)),
    ),
  anyOf: (given, value) => subschemas(given).some((schema) => fits(schema, value)),
  oneOf: (given, value) => subschemas(given).filter((schema) => fits(schema, value)).length === 1,
};

/**
 * Whether a value fits a JSON Schema: a plain reading of the standard, apart from the document's
 * reader, for tests to hold the two against each other.
 *
 * @throws on a keyword that it does not know.
 */
export const fits: Judge = (schema, value) =>
  Object.entries(schema).every(([keyword, given]) => {
    const judge = KEYWORDS[keyword];
    if (judge === undefined) throw new Error(`unknown keyword ${keyword}`);
    return judge(given, value, schema);
  });
