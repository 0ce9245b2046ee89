import { describe, expect, it, test } from "vitest";
import { checkOutcome } from "../check-outcome.ts";
import { readDocument } from "./read-document.ts";
import { hasGrades, readGrades } from "./read-grades.ts";
import { runGrades } from "./run-grades.ts";
import { explanationWriter } from "./write-explanation.ts";
import { writeOutcome } from "./write-outcome.ts";

type Json = Readonly<Record<string, unknown>>;

const SCHOOLS = [
  { id: "A", seats: 1 },
  { id: "B", seats: 1 },
];

const ELDER = {
  id: "2",
  mechanism: "deferred-acceptance",
  schools: SCHOOLS,
  applicants: [
    { id: "r2", choices: ["A"], lot: 1 },
    { id: "o", choices: ["A", "B"], lot: 2, family: "f1" },
  ],
};

const YOUNGER = {
  id: "1",
  mechanism: "deferred-acceptance",
  siblingsFirst: true,
  schools: SCHOOLS,
  applicants: [
    { id: "r1", choices: ["B", "A"], lot: 1 },
    { id: "y", choices: ["A", "B"], lot: 2, family: "f1" },
  ],
};

const TOGETHER = { families: { f1: { together: true } } };

const sound = (younger: Json = {}, around: Json = TOGETHER, elder: Json = {}): Json => ({
  grades: [
    { ...ELDER, ...elder },
    { ...YOUNGER, ...younger },
  ],
  ...around,
});

function run(json: unknown) {
  const read = readGrades(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return runGrades(read.value).map(({ read, outcome, turned }) => {
    expect(checkOutcome(read.problem, outcome)).toEqual([]);
    const explain = explanationWriter(read, outcome);
    return { ...writeOutcome(read, outcome), turned, explain };
  });
}

const seats = (json: unknown): Json =>
  Object.assign({}, ...run(json).map(({ assignment }) => assignment)) as Json;

function refusals(json: unknown): readonly (readonly [string, string | undefined])[] {
  const read = readGrades(json);
  return read.ok
    ? []
    : read.error.map(({ code, place }) => [code.replace("document.", ""), place] as const);
}

describe("brothers and sisters in two grades", () => {
  it("who ask together: the younger one follows, as in Chile", () => {
    expect(seats(sound())).toEqual({ r2: "A", o: "B", r1: "A", y: "B" });
    expect(run(sound()).map(({ turned }) => turned)).toEqual([[], ["y"]]);
  });

  it("who do not: the priority alone turns no list", () => {
    const apart = { families: { f1: { together: false } } };
    expect(seats(sound({}, apart))).toEqual({ r2: "A", o: "B", r1: "B", y: "A" });
    expect(seats(sound({}, {}))).toEqual(seats(sound({}, apart)));
  });

  it("stand first only in the grades that say so", () => {
    expect(seats(sound({ siblingsFirst: false }))).toMatchObject({ r1: "B", y: "A" });
    const enrolled = { families: { f1: { enrolledAt: ["A"] } } };
    expect(seats(sound({}, enrolled))["o"]).toBe("B");
    expect(seats(sound({}, enrolled, { siblingsFirst: true }))["o"]).toBe("A");
  });

  it("stand first only in the steps that say so", () => {
    const steps = (first: boolean) => {
      const { mechanism, siblingsFirst: _, ...others } = YOUNGER;
      const step = { id: "all", mechanism, siblingsFirst: first };
      return { ...TOGETHER, grades: [ELDER, { ...others, steps: [step] }] };
    };
    expect(seats(steps(true))["y"]).toBe("B");
    expect(seats(steps(false))["y"]).toBe("A");
  });

  it("stand in cutoffs and explanations as what they are", () => {
    const [, younger] = run(sound());
    expect(younger?.cutoffs["B"]).toEqual([{ admitted: 1, binding: true, sibling: true, lot: 2 }]);
    expect(younger?.explain("r1")[0]).toMatchObject({
      school: "B",
      verdict: "beaten-by-key",
      decidedBy: "sibling",
      own: { sibling: false, lot: 1 },
      sentence: { en: expect.stringContaining("“a brother or sister at the school”") },
    });
  });

  it("come before priority and points, which keep their places in cutoffs", () => {
    const [first, second] = YOUNGER.applicants;
    const [, younger] = run(
      sound({
        schools: [SCHOOLS[0], { id: "B", seats: 1, priority: [["r1", "y"]] }],
        compare: ["priority", "points"],
        applicants: [
          { ...first, points: 90 },
          { ...second, points: 80.5 },
        ],
      }),
    );
    expect(younger?.cutoffs["B"]).toEqual([
      { admitted: 1, binding: true, sibling: true, priorityClass: 1, points: 80.5, lot: 2 },
    ]);
    expect(younger?.cutoffs["A"]).toMatchObject([{ sibling: false, points: 90 }]);
  });
});

describe("lots where lists may be turned", () => {
  const [r1, y] = [
    { id: "r1", choices: ["B", "A"] },
    { id: "y", choices: ["A", "B"], family: "f1" },
  ];
  const immediate = { mechanism: "immediate-acceptance", siblingsFirst: false };

  it("are needed by those whom only the place of a choice parts", () => {
    const bare = { ...immediate, applicants: [r1, y] };
    expect(refusals(sound(bare, {}))).toEqual([]);
    expect(refusals(sound(bare))).toEqual([["unresolved-tie", "grades[1].applicants[0]"]]);
  });

  it("are not needed where no list turns", () => {
    const bare = { ...immediate, applicants: [r1, y] };
    expect(refusals(sound(bare, { families: { f1: { together: false } } }))).toEqual([]);
  });

  it("are needed at a limit of competitors, whichever choice comes first", () => {
    const limited = (pointsAtB: number) => ({
      siblingsFirst: false,
      competitorsAtMost: 1,
      schools: [...SCHOOLS, { id: "C", seats: 1 }],
      applicants: [
        { id: "r1", choices: ["A", "B"], points: { A: 4, B: 3 } },
        { ...y, choices: ["A", "B", "C"], points: { A: 5, B: pointsAtB, C: 5 } },
      ],
    });
    expect(refusals(sound(limited(4)))).toEqual([["unresolved-tie", "grades[1].applicants[0]"]]);
    expect(refusals(sound(limited(4), {}))).toEqual([]);
    expect(refusals(sound(limited(6)))).toEqual([]);
  });
});

it("siblings first is for grades, and for schools that order children differently", () => {
  const { id: _, ...alone } = YOUNGER;
  const read = readDocument(alone);
  expect(read.ok ? [] : read.error.map(({ code, place }) => [code, place])).toEqual([
    ["document.grades-only", "siblingsFirst"],
  ]);
  expect(refusals(sound({ mechanism: "lots-only", siblingsFirst: false }))).toEqual([]);
});

test.each<[string, unknown, string, string]>([
  ["no list", { grades: {} }, "value", "grades"],
  ["no grade", { grades: [] }, "too-short", "grades"],
  ["no schools", { grades: [{ ...ELDER, schools: 7 }] }, "value", "grades[0].schools"],
  ["a rule at the top", { ...sound(), mechanism: "lots-only" }, "unknown-key", "mechanism"],
  [
    "a misspelt key of a family",
    sound({}, { families: { f1: { togehter: true } } }),
    "unknown-key",
    "families.f1.togehter",
  ],
  ["no id", { grades: [{ ...ELDER, id: undefined }] }, "value", "grades[0].id"],
  ["no mechanism", sound({ mechanism: 1 }), "value", "grades[1].mechanism"],
  ["a key that is no name", sound({ "a b": 1 }), "unknown-key", 'grades[1]["a b"]'],
  ["a grade's id twice", sound({ id: "2" }), "repeated", "grades[1].id"],
  [
    "an applicant in two grades",
    sound({ applicants: [{ id: "r2", choices: [] }] }, {}),
    "repeated-id",
    "grades[1].applicants[0].id",
  ],
  [
    "an unknown school",
    sound({ applicants: [{ id: "x", choices: ["C"] }] }),
    "unknown-school",
    "grades[1].applicants[0].choices[0]",
  ],
  [
    "a family of nobody",
    sound({}, { families: { f2: { together: true } } }),
    "unknown-family",
    "families.f2",
  ],
  [
    "a school that no grade has",
    sound({}, { families: { f1: { enrolledAt: ["C"] } } }),
    "unknown-school",
    "families.f1.enrolledAt[0]",
  ],
  [
    "a school twice",
    sound({}, { families: { f1: { enrolledAt: ["A", "A"] } } }),
    "repeated",
    "families.f1.enrolledAt[1]",
  ],
  [
    "siblings first in a draw",
    sound({ mechanism: "lots-only" }),
    "not-for-mechanism",
    "grades[1].siblingsFirst",
  ],
  [
    "together, but of two families",
    sound({
      together: { twins: ["y", "z"] },
      applicants: [
        { id: "y", choices: ["A"], lot: 1, family: "f1" },
        { id: "z", choices: ["A"], lot: 2 },
      ],
    }),
    "together-family",
    "grades[1].together.twins[1]",
  ],
])("refused: %s", (_, json, code, place) => {
  expect(refusals(json)).toEqual([[code, place]]);
});

it("tells the mistakes of all grades, and those around them", () => {
  const json = { ...sound({ minimumChoices: -1 }, {}, { ties: "toss" }), famlies: {} };
  expect(refusals(json)).toEqual([
    ["unknown-key", "famlies"],
    ["value", "grades[0].ties"],
    ["value", "grades[1].minimumChoices"],
  ]);
});

it("knows a document of grades by its key", () => {
  expect([sound(), { grades: 7 }].map(hasGrades)).toEqual([true, true]);
  expect([{ schools: [] }, null, 7, [], "grades"].map(hasGrades)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
