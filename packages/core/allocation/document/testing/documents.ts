import * as fc from "fast-check";

const SCHOOLS = ["c1", "c2", "c3"] as const;
const APPLICANTS = ["s1", "s2", "s3", "s4", "s5"] as const;
const GROUPS = ["minority", "girls"] as const;

type Json = Readonly<Record<string, unknown>>;

/** An optional key: the object with it, or, once in `without` times, an empty one. */
const maybe = <Value>(
  key: string,
  value: fc.Arbitrary<Value>,
  without: number,
): fc.Arbitrary<Json> =>
  fc
    .option(value, { nil: null, freq: without })
    .map((given) => (given === null ? {} : { [key]: given }));

/** A key that is there only once in so many times. */
const seldom = <Value>(key: string, value: fc.Arbitrary<Value>, once: number): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: once - 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: value.map((given) => ({ [key]: given })) },
  );

const objects = (...parts: readonly fc.Arbitrary<Json>[]): fc.Arbitrary<Json> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Json);

/** Names in any order, neighbours now and then tied. */
const ranking = (names: readonly string[]): fc.Arbitrary<readonly unknown[]> =>
  fc
    .tuple(fc.shuffledSubarray([...names]), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
    .map(([order, tied]) => {
      const classes: string[][] = [];
      for (const [index, name] of order.entries()) {
        if (tied[index] === true && classes.length > 0) classes.at(-1)?.push(name);
        else classes.push([name]);
      }
      return classes.map((names) => (names.length === 1 ? names[0] : names));
    });

const school = (id: string, applicants: readonly string[]): fc.Arbitrary<Json> =>
  objects(
    fc.record({ id: fc.constant(id), seats: fc.integer({ min: 0, max: 3 }) }),
    maybe("priority", ranking(applicants), 3),
    seldom(
      "reserves",
      fc.constantFrom(
        [{ group: "minority", seats: 1 }],
        [{ group: "girls", seats: 1, hard: true }],
        [
          { group: "girls", seats: 1, handOn: "minority" },
          { group: "minority", seats: 0 },
        ],
      ),
      4,
    ),
  );

const applicant = (id: string, index: number): fc.Arbitrary<Json> =>
  objects(
    fc.record({ id: fc.constant(id), choices: fc.shuffledSubarray([...SCHOOLS]) }),
    fc.integer({ min: -3, max: 9 }).map((lot) => ({ lot: lot * 10 + index })),
    maybe("groups", fc.subarray([...GROUPS]), 3),
    maybe("points", fc.constantFrom(60, 70.5, 80, { c1: 90, c2: 70.125 }), 3),
    seldom("guaranteed", fc.constantFrom(...SCHOOLS), 12),
  );

const mechanism = fc.constantFrom(
  { mechanism: "deferred-acceptance" },
  { mechanism: "immediate-acceptance" },
  { mechanism: "top-trading-cycles" },
  { mechanism: "serial-dictatorship" },
  { mechanism: "lots-only" },
  { mechanism: "ring-draw", ring: { start: 2, step: 3 } },
  { mechanism: "deferred-acceptance", ties: "admit-all" },
  { mechanism: "immediate-acceptance", ties: "admit-none" },
);

const contents = (applicants: readonly string[]): fc.Arbitrary<Json> =>
  objects(
    mechanism,
    fc.record({ schools: fc.tuple(...SCHOOLS.map((id) => school(id, applicants))) }),
    fc.record({ applicants: fc.tuple(...applicants.map(applicant)) }),
  );

/** Documents of three schools and five applicants; most can be allocated, some are refused. */
export const documentArbitrary: fc.Arbitrary<Json> = contents(APPLICANTS);

/** A grade; some of its applicants have brothers or sisters, some no lot or that of another one. */
const grade = (id: string, applicants: readonly string[]): fc.Arbitrary<Json> =>
  objects(
    fc.constant({ id }),
    contents(applicants).chain((own) => {
      const { applicants: all } = own as { readonly applicants: readonly Json[] };
      return fc
        .tuple(...all.map(withFamily))
        .map((applicants): Json => Object.assign({}, own, { applicants }));
    }),
    seldom("siblingsFirst", fc.constant(true), 2),
  );

const withFamily = (applicant: Json): fc.Arbitrary<Json> => {
  const { lot, ...others } = applicant;
  return objects(
    fc.constant(others),
    maybe("lot", fc.oneof({ weight: 9, arbitrary: fc.constant(lot) }, fc.constant(7)), 12),
    maybe("family", fc.constantFrom("f1", "f1", "f2"), 2),
  );
};

/** Two grades of five applicants each; many can be allocated, some are refused. */
export const gradesArbitrary: fc.Arbitrary<Json> = objects(
  fc.record({
    grades: fc.tuple(grade("2", APPLICANTS), grade("1", ["t1", "t2", "t3", "t4", "t5"])),
  }),
  maybe(
    "families",
    fc.record(
      {
        f1: fc.constantFrom<Json>({ together: true }, { together: true, enrolledAt: ["c1"] }),
        f2: fc.constantFrom<Json>({ together: false, enrolledAt: ["c2", "c1"] }, {}),
      },
      { requiredKeys: ["f1"] },
    ),
    9,
  ),
);

/** A document with one of its parts, wherever it stands, replaced by any JSON or taken out. */
export const spoiltArbitrary = (documents: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(documents, fc.nat(), spoilArbitrary).map(([document, at, spoil]) => {
    const paths = [...pathsIn(document, [])];
    return changed(document, paths[at % paths.length] ?? [], spoil);
  });

type Spoil = { readonly kind: "remove" } | { readonly kind: "put"; readonly value: unknown };

const LIKELY: readonly unknown[] = [
  "c1",
  "s1",
  "c9",
  -1,
  1.5,
  null,
  [],
  {},
  "",
  ["s1", "s1"],
  "open",
];

const spoilArbitrary: fc.Arbitrary<Spoil> = fc.oneof(
  fc.constant({ kind: "remove" } as const),
  fc.constantFrom(...LIKELY).map((value) => ({ kind: "put", value }) as const),
  fc.jsonValue({ maxDepth: 2 }).map((value) => ({ kind: "put", value }) as const),
);

type Path = readonly (string | number)[];

function* pathsIn(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield* pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]);
  }
  if (!Array.isArray(value)) yield [...path, "unheardOf"];
}

function changed(value: unknown, [step, ...rest]: Path, spoil: Spoil): unknown {
  if (step === undefined) return spoil.kind === "put" ? spoil.value : null;
  const inner = (old: unknown): readonly unknown[] =>
    rest.length === 0 && spoil.kind === "remove" ? [] : [changed(old, rest, spoil)];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => (index === step ? inner(item) : [item]));
  }
  const entries = Object.entries(value as Json).filter(([key]) => key !== step);
  const own = inner((value as Json)[step]).map((item) => [String(step), item] as const);
  return Object.fromEntries([...entries, ...own]);
}
