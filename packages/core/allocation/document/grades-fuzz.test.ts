import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOutcome } from "../check-outcome.ts";
import { checkProblem } from "../check-problem.ts";
import type { ReadGrades } from "./read-grades.ts";
import { readGrades } from "./read-grades.ts";
import { runGrades } from "./run-grades.ts";
import { gradesArbitrary } from "./testing/documents.ts";
import { explanationWriter } from "./write-explanation.ts";
import { writeOutcome } from "./write-outcome.ts";

const RUNS = { seed: 20_261_123, numRuns: 1000 };

describe("whatever grades are accepted", () => {
  const accepted = gradesArbitrary.map((json) => ({ json, read: readGrades(json) }));

  it("run as sound problems, and everybody is told of the seat received", () => {
    const seen = { accepted: 0, turned: 0, first: 0 };
    fc.assert(
      fc.property(accepted, ({ read }) => {
        if (!read.ok) return;
        seen.accepted += 1;
        for (const { read: grade, outcome, turned } of runGrades(read.value)) {
          expect(checkProblem(grade.problem)).toMatchObject({ ok: true });
          expect(checkOutcome(grade.problem, outcome)).toEqual([]);
          const { cutoffs, placements } = writeOutcome(grade, outcome);
          const explain = explanationWriter(grade, outcome);
          for (const { id } of grade.document.applicants) {
            const admitted = explain(id).filter(({ verdict }) => verdict === "admitted");
            const own = placements[id];
            expect(admitted.map(({ school }) => school)).toEqual(own ? [own.school] : []);
          }
          seen.turned += turned.length;
          seen.first += Object.values(cutoffs)
            .flat()
            .filter(({ sibling }) => sibling).length;
        }
      }),
      RUNS,
    );
    expect(seen.accepted).toBeGreaterThan(100);
    expect(seen.turned).toBeGreaterThan(5);
    expect(seen.first).toBeGreaterThan(5);
  });

  it("come out the same under other ids: no tie is decided by them in secret", () => {
    let compared = 0;
    /** s1 becomes s5, and so on. */
    const renamed = <Value>(value: Value): Value =>
      JSON.parse(
        JSON.stringify(value).replace(
          /"([st])(\d)"/g,
          (_, kind, number) => `"${kind}${6 - number}"`,
        ),
      ) as Value;
    const seats = (read: ReadGrades) =>
      runGrades(read).map(({ read: grade, outcome }) => writeOutcome(grade, outcome).assignment);
    fc.assert(
      fc.property(accepted, ({ json, read }) => {
        // Who shares a lot in a family stands by id, as the document's page says.
        if (!read.ok || JSON.stringify(json).split('"lot":7,').length > 2) return;
        compared += 1;
        const other = readGrades(renamed(json));
        if (!other.ok) throw new Error("refused under other ids");
        expect(seats(other.value)).toEqual(renamed(seats(read.value)));
      }),
      RUNS,
    );
    expect(compared).toBeGreaterThan(100);
  });
});
