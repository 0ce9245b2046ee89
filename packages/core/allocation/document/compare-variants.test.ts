import { describe, expect, it } from "vitest";
import { allocate } from "../allocate.ts";
import { bureauReport } from "../report/bureau-report.ts";
import { tableText } from "../report/table-text.ts";
import type { Change } from "../what-if/variant.ts";
import { compareVariants } from "./compare-variants.ts";
import { readDocument } from "./read-document.ts";
import { writeOdds } from "./write-odds.ts";
import { documentTables, writeReport } from "./write-report.ts";

/** c2 does not rank c, whose first wish it is. */
const DOCUMENT = {
  mechanism: "immediate-acceptance",
  schools: [
    { id: "c1", seats: 1, priority: [["a", "b", "c"]] },
    { id: "c2", seats: 1, priority: ["b", "a"] },
  ],
  applicants: [
    { id: "a", choices: ["c1", "c2"], lot: 5 },
    { id: "b", choices: ["c2", "c1"], lot: 3 },
    { id: "c", choices: ["c2", "c1"], lot: 4 },
  ],
};

function readOf(json: unknown) {
  const read = readDocument(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const by = (...changes: readonly Change[]) => [{ name: "other", changes }];
const accepting: Change = {
  change: "mechanism",
  step: "allocation",
  mechanism: "deferred-acceptance",
};

describe("the report of a document", () => {
  const read = readOf(DOCUMENT);
  const report = bureauReport(read.problem, allocate(read.problem));

  it("has the document's schools alone; a wish for one that does not rank a child is a wish for it", () => {
    expect(writeReport(read, report)).toMatchObject({
      schools: [
        { school: "c1", seats: 1, admitted: 1, firstChoices: 1 },
        { school: "c2", seats: 1, admitted: 1, firstChoices: 2 },
      ],
      cutoffs: [
        { school: "c1", admitted: 1, binding: true, choice: 1, priorityClass: 1, lot: 5 },
        { school: "c2", admitted: 1, binding: false, choice: 1, priorityClass: 1, lot: 3 },
      ],
    });
  });

  it("prints cutoffs as they are written, without the columns that nothing stands in", () => {
    const table = documentTables(read, report).at(-1);
    expect(table && tableText(table, "en")).toBe(
      [
        "Cutoffs (the last one admitted)",
        "  School  Admitted  Anybody refused  Choice  Priority  Lot",
        "  c1             1  yes                   1         1    5",
        "  c2             1  no                    1         1    3",
        "",
      ].join("\n"),
    );
    const nobody = readOf({ ...DOCUMENT, applicants: [], schools: [{ id: "c1", seats: 1 }] });
    const empty = bureauReport(nobody.problem, allocate(nobody.problem));
    expect(documentTables(nobody, empty).map(({ title }) => title.en)).not.toContain(
      "Cutoffs (the last one admitted)",
    );
  });
});

describe("a document under other rules", () => {
  it("is told apart from itself in its own words", () => {
    const compared = compareVariants(readOf(DOCUMENT), by(accepting));
    expect(compared).toMatchObject({
      ok: true,
      value: {
        written: {
          base: { cutoffs: [{ lot: 5 }, { lot: 3 }] },
          variants: [
            {
              name: "other",
              report: {
                cutoffs: [
                  { school: "c1", lot: 4 },
                  { school: "c2", lot: 3 },
                ],
              },
              differences: { changed: 2, better: 1, worse: 1 },
            },
          ],
        },
      },
    });
    expect(JSON.stringify(compared)).not.toContain("\\u0000");
  });

  it("says nothing of priorities where only lots are compared", () => {
    const lots: Change = { change: "mechanism", step: "allocation", mechanism: "lots-only" };
    const compared = compareVariants(readOf(DOCUMENT), by(lots));
    const [variant] = compared.ok ? compared.value.written.variants : [];
    expect(variant?.report.cutoffs[0]).toEqual({
      school: "c1",
      admitted: 1,
      binding: true,
      lot: 4,
    });
  });

  it("is refused where lots would decide that are not there, or by the reasons of a comparison", () => {
    const applicants = DOCUMENT.applicants.map(({ id, choices }) => ({ id, choices }));
    const bare = {
      ...DOCUMENT,
      schools: [{ ...DOCUMENT.schools[0], seats: 1, priority: [["a", "b"]] }, DOCUMENT.schools[1]],
      applicants: applicants.slice(0, 2),
    };
    expect(compareVariants(readOf(bare), by(accepting))).toMatchObject({
      ok: false,
      error: [{ code: "document.unresolved-tie", place: "other: schools[0].priority[0]" }],
    });
    const fewer: Change = { change: "seats", school: "nowhere", seats: 1 };
    expect(compareVariants(readOf(bare), by(fewer))).toMatchObject({
      ok: false,
      error: [{ code: "what-if.unknown" }],
    });
  });

  it("needs lots where fewer seats make a school choose", () => {
    const room = {
      mechanism: "deferred-acceptance",
      schools: [{ id: "c1", seats: 2 }],
      applicants: [
        { id: "a", choices: ["c1"] },
        { id: "b", choices: ["c1"] },
      ],
    };
    const fewer: Change = { change: "seats", school: "c1", seats: 1 };
    expect(compareVariants(readOf(room), by(fewer))).toMatchObject({
      ok: false,
      error: [{ code: "document.unresolved-tie" }],
    });
  });
});

it("odds name each school once, also one that ranks the applicant in some steps only", () => {
  const none = { times: 0, share: 0, atLeast: 0, atMost: 1 };
  const odds = (schools: readonly string[]) =>
    writeOdds({
      pid: "c",
      draws: 9,
      seed: 1,
      schools: schools.map((school) => ({ school, ...none })),
      unplaced: none,
    });
  expect(odds(["\u0000c2", "c1", "\u0000c1"])).toEqual({
    applicant: "c",
    draws: 9,
    seed: 1,
    schools: [
      { school: "c2", ...none },
      { school: "c1", ...none },
    ],
    unplaced: none,
  });
});

it("a document before the draw may leave ties open, and nothing else", () => {
  const tied = {
    mechanism: "lots-only",
    schools: [{ id: "c1", seats: 1 }],
    applicants: [
      { id: "a", choices: ["c1"] },
      { id: "b", choices: ["c1"] },
    ],
  };
  expect(readDocument(tied).ok).toBe(false);
  expect(readDocument(tied, { beforeTheDraw: true }).ok).toBe(true);
  expect(readDocument({ ...tied, order: ["a"] }, { beforeTheDraw: true }).ok).toBe(false);
});
