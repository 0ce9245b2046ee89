import { describe, expect, it, test } from "vitest";
import { allocate } from "../allocate.ts";
import { readDocument } from "./read-document.ts";
import { explanationWriter } from "./write-explanation.ts";
import { writeOutcome } from "./write-outcome.ts";

type Json = Readonly<Record<string, unknown>>;

/** Sound: c1 ranks s1 before the tied s2 and s3; everybody is at c2 by lot. */
const SOUND = {
  mechanism: "deferred-acceptance",
  schools: [
    { id: "c1", seats: 1, priority: ["s1", ["s2", "s3"]] },
    { id: "c2", seats: 1 },
  ],
  applicants: [
    { id: "s1", choices: ["c1", "c2"], lot: 3 },
    { id: "s2", choices: ["c1", "c2"], lot: 2 },
    { id: "s3", choices: ["c1"], lot: 1 },
  ],
};

const withSchool = (change: Json, index = 0): Json => ({
  ...SOUND,
  schools: SOUND.schools.with(index, { ...SOUND.schools[index], ...change } as never),
});
const withApplicant = (change: Json, index = 0): Json => ({
  ...SOUND,
  applicants: SOUND.applicants.with(index, { ...SOUND.applicants[index], ...change } as never),
});

/** Code and place of everything refused. */
function refusals(json: unknown): readonly (readonly [string, string | undefined])[] {
  const read = readDocument(json);
  return read.ok
    ? []
    : read.error.map(({ code, place }) => [code.replace("document.", ""), place] as const);
}

function assignment(json: unknown): Readonly<Record<string, string | null>> {
  const read = readDocument(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return writeOutcome(read.value, allocate(read.value.problem)).assignment;
}

it("a sound document is read and allocated", () => {
  expect(assignment(SOUND)).toEqual({ s1: "c1", s2: "c2", s3: null });
});

test.each<[string, unknown, string, string | undefined]>([
  ["no object", 7, "value", undefined],
  ["a misspelt key", { ...SOUND, mechansim: "x" }, "unknown-key", "mechansim"],
  ["no mechanism", { ...SOUND, mechanism: undefined }, "value", "mechanism"],
  ["an unknown mechanism", { ...SOUND, mechanism: "boston" }, "value", "mechanism"],
  ["negative seats", withSchool({ seats: -1 }), "value", "schools[0].seats"],
  ["fractional seats", withSchool({ seats: 1.5 }), "value", "schools[0].seats"],
  ["seats as text", withSchool({ seats: "1" }), "value", "schools[0].seats"],
  ["an id as a number", withSchool({ id: 1 }), "value", "schools[0].id"],
  ["an id with space at its end", withSchool({ id: "c1 " }), "value", "schools[0].id"],
  ["a school twice", withSchool({ id: "c1" }, 1), "repeated-id", "schools[1].id"],
  ["an applicant twice", withApplicant({ id: "s1" }, 1), "repeated-id", "applicants[1].id"],
  [
    "an unknown choice",
    withApplicant({ choices: ["c1", "c9"] }),
    "unknown-school",
    "applicants[0].choices[1]",
  ],
  [
    "a choice twice",
    withApplicant({ choices: ["c1", "c1"] }),
    "repeated",
    "applicants[0].choices[1]",
  ],
  [
    "an unknown applicant",
    withSchool({ priority: ["s1", ["s2", "s9"]] }),
    "unknown-applicant",
    "schools[0].priority[1][1]",
  ],
  [
    "an applicant ranked twice",
    withSchool({ priority: ["s1", ["s2", "s1"]] }),
    "repeated",
    "schools[0].priority[1][1]",
  ],
  ["an empty tie", withSchool({ priority: [[]] }), "too-short", "schools[0].priority[0]"],
  ["points with four decimals", withApplicant({ points: 1.2345 }), "value", "applicants[0].points"],
  [
    "points at an unknown school",
    withApplicant({ points: { c9: 1 } }),
    "unknown-school",
    "applicants[0].points.c9",
  ],
  ["a lot that is no hex", withApplicant({ lot: "xyz" }), "value", "applicants[0].lot"],
  ["a lot too large to be exact", withApplicant({ lot: 2 ** 53 }), "value", "applicants[0].lot"],
  [
    "numbers and hex as lots",
    withApplicant({ lot: "0x1" }, 1),
    "kinds-of-lots",
    "applicants[1].lot",
  ],
  [
    "an unknown guaranteed school",
    withApplicant({ guaranteed: "c9" }),
    "unknown-school",
    "applicants[0].guaranteed",
  ],
  [
    "more reserved than there is",
    withSchool({ reserves: [{ group: "g", seats: 2 }] }),
    "too-many-reserved",
    "schools[0].reserves",
  ],
  [
    "a reserve named open",
    withSchool({ reserves: [{ group: "open", seats: 1 }] }),
    "reserved-name",
    "schools[0].reserves[0].group",
  ],
  [
    "seats handed on to nobody",
    withSchool({ reserves: [{ group: "g", seats: 1, handOn: "h" }] }),
    "hand-on",
    "schools[0].reserves[0].handOn",
  ],
  [
    "hard seats handed on",
    withSchool({ reserves: [{ group: "g", seats: 1, handOn: "open", hard: true }] }),
    "hard-hand-on",
    "schools[0].reserves[0].handOn",
  ],
  [
    "an order without all seats",
    withSchool({ reserves: [{ group: "g", seats: 1 }], precedence: ["g"] }),
    "precedence-missing",
    "schools[0].precedence",
  ],
  [
    "an order with unknown seats",
    withSchool({ precedence: ["open", "g"] }),
    "precedence-unknown",
    "schools[0].precedence[1]",
  ],
  ["a line beside deferred acceptance", { ...SOUND, order: ["s1"] }, "not-for-mechanism", "order"],
  [
    "a line that lacks somebody",
    { ...SOUND, mechanism: "serial-dictatorship", order: ["s1", "s2"] },
    "order-missing",
    "order",
  ],
  [
    "an unknown value",
    { ...SOUND, compare: [{ value: "months", first: "largest" }] },
    "unknown-value",
    "compare[0].value",
  ],
  ["too few choices", { ...SOUND, minimumChoices: 2 }, "too-few-choices", "applicants[2].choices"],
  [
    "rules beside steps",
    { ...SOUND, steps: [{ id: "A", mechanism: "lots-only" }] },
    "rules-beside-steps",
    "mechanism",
  ],
  [
    "a family with two lists",
    { ...SOUND, together: { f: ["s1", "s3"] } },
    "together-lists",
    "together.f[1]",
  ],
  ["a ring draw without a ring", { ...SOUND, mechanism: "ring-draw" }, "allocation.ring", "ring"],
  [
    "reserves in trading",
    { ...withSchool({ reserves: [{ group: "g", seats: 1 }] }), mechanism: "top-trading-cycles" },
    "allocation.rules-clash",
    "schools[0].reserves",
  ],
  [
    "more guaranteed than there is",
    { ...SOUND, applicants: SOUND.applicants.map((one) => ({ ...one, guaranteed: "c1" })) },
    "allocation.guarantee",
    "applicants",
  ],
])("%s is refused with its place", (_, json, code, place) => {
  expect(refusals(json)).toContainEqual([code, place]);
});

it("all mistakes are told at once, and none that only follows from another", () => {
  const json = {
    ...withSchool({ id: 5, seats: -1 }),
    applicants: [{ id: "s1", choices: ["c1"], choises: [] }, { choices: ["c1"] }],
  };
  expect(refusals(json)).toEqual([
    ["value", "schools[0].id"],
    ["value", "schools[0].seats"],
    ["unknown-key", "applicants[0].choises"],
    ["missing-key", "applicants[1]"],
  ]);
});

it("a guaranteed seat stands in for choices that are too few", () => {
  const json = withApplicant({ guaranteed: "c2" }, 2);
  expect(refusals({ ...json, minimumChoices: 2 })).toEqual([]);
});

it("a line goes by the one lot, though schools have lots of their own", () => {
  const applicants = [
    { id: "s1", choices: ["c1"], lot: 1, lots: { c1: 9 } },
    { id: "s2", choices: ["c1"], lot: 2, lots: { c1: 1 } },
  ];
  const document = {
    ...SOUND,
    mechanism: "serial-dictatorship",
    applicants,
    schools: SOUND.schools.slice(0, 1).map(({ id }) => ({ id, seats: 1 })),
  };
  expect(assignment(document)).toEqual({ s1: "c1", s2: null });
});

it("a slip of the pen is told with what may be meant", () => {
  const read = readDocument(withApplicant({ choices: ["c1", "c22"], chioces: [] }));
  const said = read.ok ? "" : read.error.map(({ message }) => message.en).join("\n");
  expect(said).toContain("Is “choices” meant?");
  expect(said).toContain("Is “c2” meant?");
});

describe("ties and lots", () => {
  const without = (id: string): Json => ({
    ...SOUND,
    applicants: SOUND.applicants.map(({ lot, ...one }) => (one.id === id ? one : { ...one, lot })),
  });

  it("a tie without a lot is refused at the inner list that makes it", () => {
    expect(refusals(without("s3"))).toEqual([["unresolved-tie", "schools[0].priority[1]"]]);
  });

  it("at a school without priority it is refused at the applicant", () => {
    expect(refusals(without("s1"))).toEqual([["unresolved-tie", "applicants[0]"]]);
  });

  it("nobody needs a lot where nothing has to be decided by it", () => {
    const bare = SOUND.applicants.map(({ id, choices }) => ({ id, choices }));
    const ranked = [{ id: "c1", seats: 1, priority: ["s3", "s2", "s1"] }];
    const enough = [...ranked, { id: "c2", seats: 2 }];
    expect(assignment({ ...SOUND, schools: enough, applicants: bare })).toEqual({
      s1: "c2",
      s2: "c2",
      s3: "c1",
    });
    expect(
      refusals({ ...SOUND, schools: [...ranked, { id: "c2", seats: 1 }], applicants: bare }),
    ).toEqual([["unresolved-tie", "applicants[0]"]]);
    const noSeats = [...ranked, { id: "c2", seats: 0 }];
    expect(assignment({ ...SOUND, schools: noSeats, applicants: bare })["s3"]).toBe("c1");
  });

  it("who has enough seats has none to spare for a group: lots are needed", () => {
    const reserves = [{ group: "g", seats: 1, hard: true }];
    const schools = [
      { id: "c1", seats: 3, reserves },
      { id: "c2", seats: 9 },
    ];
    expect(refusals({ ...without("s3"), schools })).toEqual([["unresolved-tie", "applicants[2]"]]);
  });

  it("immediate acceptance compares the place of the list first, so no lot is needed there", () => {
    const applicants = [
      { id: "s1", choices: ["c1", "c2"] },
      { id: "s2", choices: ["c2", "c1"] },
    ];
    const schools = [
      { id: "c1", seats: 1 },
      { id: "c2", seats: 1 },
    ];
    const document = { ...SOUND, schools, applicants };
    expect(assignment({ ...document, mechanism: "immediate-acceptance" })).toEqual({
      s1: "c1",
      s2: "c2",
    });
    expect(refusals(document)).toEqual([["unresolved-tie", "applicants[0]"]]);
  });

  it("in top trading cycles those who are ranked have rights, listed or not", () => {
    const schools = [
      { id: "a", seats: 1, priority: [["s1", "s2"]] },
      { id: "b", seats: 1, priority: ["s1", "s2"] },
    ];
    const applicants = [
      { id: "s1", choices: ["b"] },
      { id: "s2", choices: ["b", "a"] },
    ];
    const document = { mechanism: "top-trading-cycles", schools, applicants };
    expect(refusals(document)).toEqual([["unresolved-tie", "schools[0].priority[0]"]]);
    expect(refusals({ ...document, mechanism: "deferred-acceptance" })).toEqual([]);
  });

  it("equal lots are refused where they would have to decide, but for a family", () => {
    expect(refusals(withApplicant({ lot: 2 }, 2))).toEqual([["equal-lots", "applicants[2].lot"]]);
    const family = SOUND.applicants.map((one) => ({ ...one, lot: 2, family: "f" }));
    expect(assignment({ ...SOUND, applicants: family })).toEqual({ s1: "c1", s2: "c2", s3: null });
    const apart = [...SOUND.applicants.slice(0, 2), { id: "s3", choices: [], lot: 2 }];
    expect(refusals({ ...SOUND, applicants: apart })).toEqual([]);
  });

  it("hex lots compare as numbers, however many digits and in whatever case", () => {
    const lots = ["0x1f", "A", `${"0".repeat(62)}1e`];
    const applicants = SOUND.applicants.map((one, index) => ({
      ...one,
      choices: ["c2"],
      lot: lots[index],
    }));
    expect(assignment({ ...SOUND, applicants })).toEqual({ s1: null, s2: "c2", s3: null });
  });

  it("negative lots come before positive ones", () => {
    const applicants = [5, -7, -6].map((lot, index) => ({
      id: `s${index + 1}`,
      choices: ["c2"],
      lot,
    }));
    expect(assignment({ ...SOUND, applicants })).toEqual({ s1: null, s2: "c2", s3: null });
  });

  it("a school's own lots hold there, the one lot elsewhere", () => {
    const applicants = [
      { id: "s1", choices: ["c1"], lot: 1, lots: { c1: 9 } },
      { id: "s2", choices: ["c1"], lot: 2 },
      { id: "s3", choices: ["c2"], lot: 3 },
    ];
    const schools = [
      { id: "c1", seats: 1 },
      { id: "c2", seats: 1 },
    ];
    expect(assignment({ ...SOUND, schools, applicants })).toEqual({ s1: null, s2: "c1", s3: "c2" });
    const document = { ...SOUND, schools, applicants, lotScope: "one" };
    expect(assignment(document)).toEqual({ s1: "c1", s2: null, s3: "c2" });
  });

  it("admitting all or none of a tie needs no lots", () => {
    const bare = SOUND.applicants.map(({ id }) => ({ id, choices: ["c2"] }));
    const document = { ...SOUND, applicants: bare };
    expect(assignment({ ...document, ties: "admit-all" })).toEqual({
      s1: "c2",
      s2: "c2",
      s3: "c2",
    });
    expect(assignment({ ...document, ties: "admit-none" })).toEqual({
      s1: null,
      s2: null,
      s3: null,
    });
    expect(refusals({ ...document, ties: "admit-none", competitorsAtMost: 2 })).toEqual([
      ["unresolved-tie", "applicants[0]"],
    ]);
  });
});

describe("an applicant whom a school does not rank", () => {
  const schools = [
    { id: "c1", seats: 5, priority: ["s2"] },
    { id: "c2", seats: 1, priority: ["s1", "s2"] },
  ];

  it("is refused, whatever seats are free, and told so", () => {
    const document = {
      ...SOUND,
      schools,
      applicants: [
        { id: "s1", choices: ["c1", "c2"] },
        { id: "s2", choices: ["c2"] },
      ],
    };
    const read = readDocument(document);
    if (!read.ok) throw new Error("refused");
    const outcome = allocate(read.value.problem);
    expect(writeOutcome(read.value, outcome)).toMatchObject({
      assignment: { s1: "c2", s2: null },
      unfilled: { c1: 5 },
      placements: { s1: { school: "c2", choice: 2 } },
    });
    expect(explanationWriter(read.value, outcome)("s1")).toMatchObject([
      { school: "c1", choice: 1, verdict: "unacceptable" },
      { school: "c2", choice: 2, verdict: "admitted" },
    ]);
  });

  it("still counts as a place of the list in immediate acceptance", () => {
    const applicants = [
      { id: "s1", choices: ["c1", "c2"] },
      { id: "s2", choices: ["c2"] },
    ];
    const document = { mechanism: "immediate-acceptance", schools, applicants };
    expect(assignment(document)).toEqual({ s1: null, s2: "c2" });
  });

  it("keeps a guaranteed seat all the same", () => {
    const applicants = [
      { id: "s1", choices: [], guaranteed: "c1" },
      { id: "s2", choices: ["c1"] },
    ];
    const one = [{ ...schools[0], seats: 1 }, schools[1]];
    expect(assignment({ ...SOUND, schools: one, applicants })).toEqual({ s1: "c1", s2: null });
  });

  it("is of no account in mechanisms with one line", () => {
    const applicants = [
      { id: "s1", choices: ["c1"], lot: 1 },
      { id: "s2", choices: [], lot: 2 },
    ];
    for (const mechanism of ["serial-dictatorship", "lots-only"]) {
      expect(assignment({ mechanism, schools, applicants })["s1"]).toBe("c1");
    }
  });
});

describe("points", () => {
  const schools = [{ id: "c1", seats: 1 }];
  const applicants = [
    { id: "a", choices: ["c1"], points: 80.125, lot: 2 },
    { id: "b", choices: ["c1"], points: 80.25, lot: 3 },
    { id: "c", choices: ["c1"], lot: 1 },
  ];

  it.each(["deferred-acceptance", "immediate-acceptance", "serial-dictatorship"])(
    "order where nothing else does: %s",
    (mechanism) => {
      expect(assignment({ mechanism, schools, applicants })).toEqual({ a: null, b: "c1", c: null });
    },
  );

  it("who has none comes last, after points below 0 too", () => {
    const negative = applicants.map((one) => (one.id === "a" ? { ...one, points: -1 } : one));
    const two = [{ id: "c1", seats: 2 }];
    expect(
      assignment({ mechanism: "deferred-acceptance", schools: two, applicants: negative }),
    ).toEqual({ a: "c1", b: "c1", c: null });
  });

  it("equal ones go by lot", () => {
    const two = [{ id: "c1", seats: 2 }];
    const equal = applicants.map(({ points, ...one }) =>
      points === undefined ? one : { ...one, points: 80 },
    );
    expect(
      assignment({ mechanism: "deferred-acceptance", schools: two, applicants: equal }),
    ).toEqual({ a: "c1", b: "c1", c: null });
    expect(assignment({ mechanism: "deferred-acceptance", schools, applicants: equal })["a"]).toBe(
      "c1",
    );
  });

  it("do not count at a school with its own priority, unless the document says so", () => {
    const ranked = [{ id: "c1", seats: 1, priority: [["a", "b", "c"]] }];
    const document = { mechanism: "deferred-acceptance", schools: ranked, applicants };
    expect(assignment(document)["c"]).toBe("c1");
    expect(assignment({ ...document, compare: ["priority", "points"] })["b"]).toBe("c1");
  });

  it("may differ from school to school", () => {
    const document = {
      mechanism: "deferred-acceptance",
      schools: [...schools, { id: "c2", seats: 1 }],
      applicants: [
        { id: "a", choices: ["c1", "c2"], points: { c1: 1, c2: 2 }, lot: 1 },
        { id: "b", choices: ["c1", "c2"], points: { c1: 2, c2: 1 }, lot: 2 },
      ],
    };
    expect(assignment(document)).toEqual({ a: "c2", b: "c1" });
  });

  it("other values may be compared too, from either end", () => {
    const document = {
      mechanism: "serial-dictatorship",
      schools,
      applicants: [
        { id: "a", choices: ["c1"], values: { months: 30 }, lot: 2 },
        { id: "b", choices: ["c1"], values: { months: 40 }, lot: 1 },
      ],
    };
    const by = (first: string) =>
      assignment({ ...document, compare: [{ value: "months", first }] });
    expect([by("largest")["b"], by("smallest")["a"]]).toEqual(["c1", "c1"]);
  });
});

it("seats without members go to whom the reserve names", () => {
  const reserves = (handOn: string) => [
    { group: "none", seats: 1, handOn },
    { group: "g", seats: 1 },
  ];
  const document = (handOn: string) => ({
    mechanism: "deferred-acceptance",
    schools: [{ id: "c1", seats: 3, reserves: reserves(handOn) }],
    applicants: [
      { id: "x", choices: ["c1"], lot: 1 },
      { id: "y", choices: ["c1"], lot: 2 },
      { id: "z", choices: ["c1"], lot: 3, groups: ["g"] },
      { id: "zz", choices: ["c1"], lot: 4, groups: ["g"] },
    ],
  });
  expect(assignment(document("open"))).toEqual({ x: "c1", y: "c1", z: "c1", zz: null });
  expect(assignment(document("g"))).toEqual({ x: "c1", y: null, z: "c1", zz: "c1" });
});

it("a guaranteed seat is the last wish of those who do not list it", () => {
  const applicants = [
    { id: "s1", choices: ["c1"], lot: 1, guaranteed: "c2" },
    { id: "s2", choices: ["c2"], lot: 2 },
  ];
  const schools = [
    { id: "c1", seats: 1 },
    { id: "c2", seats: 1 },
  ];
  expect(assignment({ ...SOUND, schools, applicants })).toEqual({ s1: "c1", s2: "c2" });
});

it("ids that every object has by birth are ids like others", () => {
  const document = {
    mechanism: "deferred-acceptance",
    schools: [{ id: "constructor", seats: 1 }],
    applicants: [{ id: "toString", choices: ["constructor"] }],
  };
  expect(assignment(document)).toEqual({ toString: "constructor" });
});

it("lots stand in the outcome as they were written, and made-up ones not at all", () => {
  const read = readDocument({
    ...SOUND,
    schools: [
      { id: "c1", seats: 1 },
      { id: "c2", seats: 1, priority: ["s3"] },
    ],
    applicants: [
      { id: "s1", choices: ["c1"], lot: "0x0A" },
      { id: "s2", choices: ["c1"], lot: "0x0b" },
      { id: "s3", choices: ["c2"] },
    ],
  });
  if (!read.ok) throw new Error("refused");
  expect(writeOutcome(read.value, allocate(read.value.problem)).cutoffs).toEqual({
    c1: [{ admitted: 1, binding: true, lot: "0x0A" }],
    c2: [{ admitted: 1, binding: false, priorityClass: 1 }],
  });
});
