import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure, Result } from "../../domain/result.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { ALLOCATION_SCHEMA } from "./form.ts";
import type { ReadDocument } from "./read-document.ts";
import { readDocument } from "./read-document.ts";
import { hasGrades, readGrades } from "./read-grades.ts";
import written from "./schema.json" with { type: "json" };
import { documentArbitrary, gradesArbitrary, spoiltArbitrary } from "./testing/documents.ts";
import { fits } from "./testing/json-schema.ts";
import { explanationWriter } from "./write-explanation.ts";
import { writeOutcome } from "./write-outcome.ts";

const RUNS = { seed: 20_250_901, numRuns: 1500 };

const anyDocument = fc.oneof(documentArbitrary, gradesArbitrary);
const spoilt = spoiltArbitrary(anyDocument);

const readAny = (json: unknown): Result<unknown, readonly Failure[]> =>
  hasGrades(json) ? readGrades(json) : readDocument(json);

/** What the reader alone can say: a schema counts no decimals. */
const DECIMALS = /最多三位小数/;
/** Mistakes of single values and of keys, which a schema can see. */
const SHAPE = /^document\.(?:value|missing-key|unknown-key|too-short|rules-beside-steps)$/;

const shapeMistakes = (json: unknown) => {
  const read = readAny(json);
  return read.ok ? [] : read.error.filter(({ code }) => SHAPE.test(code));
};

function allocated(read: ReadDocument) {
  const outcome = allocate(read.problem);
  expect(checkOutcome(read.problem, outcome)).toEqual([]);
  return outcome;
}

describe("whatever JSON comes", () => {
  it("any value is read or refused, each refusal in both languages", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), spoilt), (json) => {
        const read = readAny(json);
        if (read.ok) return;
        expect(read.error.length).toBeGreaterThan(0);
        for (const { message } of read.error) {
          expect(message.zh).not.toMatch(/undefined|NaN|\[object/);
          expect(message.en).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
      RUNS,
    );
  });

  it("the reader refuses the shape of a document where the schema does, and nowhere else", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), spoilt, anyDocument), (json) => {
        const mistakes = shapeMistakes(json);
        fc.pre(mistakes.every(({ message }) => !DECIMALS.test(message.zh)));
        if (mistakes.length > 0) refused += 1;
        expect(mistakes.length === 0).toBe(fits(ALLOCATION_SCHEMA, json));
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(RUNS.numRuns / 10);
    expect(refused).toBeLessThan((RUNS.numRuns * 9) / 10);
  });

  it("the schema file is the schema of the reader", () => {
    expect(written).toEqual(ALLOCATION_SCHEMA);
  });
});

describe("whatever document is accepted", () => {
  it("is allocated, and the checker finds nothing; the order of its rows does not matter", () => {
    let accepted = 0;
    fc.assert(
      fc.property(documentArbitrary, (json) => {
        const read = readDocument(json);
        if (!read.ok) return;
        accepted += 1;
        const outcome = writeOutcome(read.value, allocated(read.value));
        const { schools, applicants } = json as {
          readonly schools: readonly unknown[];
          readonly applicants: readonly unknown[];
        };
        const turned = readDocument({
          ...json,
          schools: schools.toReversed(),
          applicants: applicants.toReversed(),
        });
        if (!turned.ok) throw new Error("refused in another order of rows");
        expect(JSON.stringify(writeOutcome(turned.value, allocate(turned.value.problem)))).toBe(
          JSON.stringify(outcome),
        );
      }),
      { ...RUNS, numRuns: 800 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it("is explained to everybody, down to the school received", () => {
    fc.assert(
      fc.property(documentArbitrary, (json) => {
        const read = readDocument(json);
        if (!read.ok) return;
        const outcome = allocate(read.value.problem);
        const { placements } = writeOutcome(read.value, outcome);
        const explain = explanationWriter(read.value, outcome);
        for (const { id, choices, guaranteed } of read.value.document.applicants) {
          const verdicts = explain(id);
          const appended = guaranteed !== undefined && !choices.includes(guaranteed) ? 1 : 0;
          expect(verdicts).toHaveLength(placements[id]?.choice ?? choices.length + appended);
          expect(verdicts.filter(({ verdict }) => verdict === "admitted")).toHaveLength(
            placements[id] === undefined ? 0 : 1,
          );
          expect(JSON.stringify(verdicts)).not.toContain("\\u0000");
        }
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});
