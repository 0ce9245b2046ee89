import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationProblem, Mechanism } from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { checkProblem } from "../check-problem.ts";
import { mixedTown } from "../testing/featured-towns.ts";
import { literatureTown, seatsByChild } from "../testing/towns.ts";
import type { Family, Grade } from "./grades.ts";
import { allocateGrades } from "./grades.ts";

/** Grades with sibling priority in the same steps. */
type Unruled = Omit<Grade, "siblingsFirstIn">;
interface GradeRules {
  readonly families: Readonly<Record<string, Family>>;
  readonly siblingsFirstIn: readonly string[];
}

const run = (grades: readonly Unruled[], { families, siblingsFirstIn }: GradeRules) =>
  allocateGrades(
    grades.map((grade) => ({ ...grade, siblingsFirstIn })),
    families,
  );

function solve(grades: readonly Unruled[], rules: GradeRules) {
  const solved = run(grades, rules);
  if (!solved.ok) throw new Error(JSON.stringify(solved.error));
  for (const { problem, outcome } of solved.value) {
    expect(checkProblem(problem)).toMatchObject({ ok: true });
    expect(checkOutcome(problem, outcome)).toEqual([]);
  }
  return solved.value;
}

const seatsOf = (grades: readonly Unruled[], rules: GradeRules) =>
  Object.assign({}, ...solve(grades, rules).map(({ outcome }) => seatsByChild(outcome)));

describe("family application, as in Chile (Correa et al. 2022, School Choice in Chile)", () => {
  const town = (choices: Record<string, readonly string[]>, lots: readonly string[]) =>
    literatureTown({
      mechanism: "deferred-acceptance",
      choices,
      priorities: { A: [lots], B: [lots] },
      lots,
    });
  const grades: readonly Unruled[] = [
    {
      id: "grade 2",
      problem: town({ o: ["A", "B"], r2: ["A"] }, ["r2", "o"]),
      families: { o: "oy" },
    },
    {
      id: "grade 1",
      problem: town({ y: ["A", "B"], r1: ["B", "A"] }, ["r1", "y"]),
      families: { y: "oy" },
    },
  ];
  const rules = (family: Family, siblingsFirstIn: readonly string[]): GradeRules => ({
    families: { oy: family },
    siblingsFirstIn,
  });

  it("together: the younger one follows the elder", () => {
    expect(seatsOf(grades, rules({ together: true }, ["only"]))).toEqual({
      o: "B",
      r2: "A",
      y: "B",
      r1: "A",
    });
    expect(solve(grades, rules({ together: true }, ["only"])).map(({ turned }) => turned)).toEqual([
      [],
      ["y"],
    ]);
  });

  it("apart: each asks for itself", () => {
    expect(seatsOf(grades, rules({ together: false }, []))).toMatchObject({ y: "A", r1: "B" });
  });

  it("the list is turned, but without the priority the better lot has the seat", () => {
    expect(seatsOf(grades, rules({ together: true }, []))).toMatchObject({ y: "A", r1: "B" });
  });

  it("the priority alone counts at the elder's school only, and the list stays", () => {
    expect(seatsOf(grades, rules({ together: false }, ["only"]))).toMatchObject({
      y: "A",
      r1: "B",
    });
    const [elder, younger] = grades;
    if (elder === undefined || younger === undefined) throw new Error("two grades");
    const problem = town({ y: ["B", "A"], r1: ["B", "A"] }, ["r1", "y"]);
    const both = [elder, { ...younger, problem }];
    expect(seatsOf(both, rules({ together: false }, ["only"]))).toMatchObject({ y: "B", r1: "A" });
    expect(seatsOf(both, rules({ together: false }, []))).toMatchObject({ y: "A", r1: "B" });
  });

  it("a sibling enrolled in earlier years gives the priority, and turns no list", () => {
    const [, younger] = grades;
    if (younger === undefined) throw new Error("two grades");
    const problem = town({ y: ["A", "B"], r1: ["A", "B"] }, ["r1", "y"]);
    const alone = [{ ...younger, problem }];
    const enrolled = (school: string): Family => ({ together: true, enrolledAt: [school] });
    expect(seatsOf(alone, rules(enrolled("A"), ["only"]))).toEqual({ y: "A", r1: "B" });
    expect(seatsOf(alone, rules(enrolled("B"), ["only"]))).toEqual({ y: "B", r1: "A" });
    expect(solve(alone, rules(enrolled("B"), ["only"]))[0]?.turned).toEqual([]);
  });
});

it("keys go along with their schools, but in a serial dictatorship stay at their places", () => {
  const grade = (id: string, mechanism: Mechanism): Unruled => {
    const problem: AllocationProblem = literatureTown({
      mechanism,
      choices: { [id]: ["A", "B"] },
      priorities: { A: [[id]], B: [[], [id]] },
    });
    return { id, problem, families: { [id]: "f" } };
  };
  const elder: Unruled = {
    id: "elder",
    problem: literatureTown({
      mechanism: "deferred-acceptance",
      choices: { e: ["B"] },
      priorities: { A: [["e"]], B: [["e"]] },
    }),
    families: { e: "f" },
  };
  const entryAs = (mechanism: Mechanism) =>
    solve([elder, grade("x", mechanism)], {
      families: { f: { together: true } },
      siblingsFirstIn: [],
    }).at(-1)?.problem.steps[0]?.entries[0];
  expect(entryAs("deferred-acceptance")).toMatchObject({ list: ["B", "A"], keys: [[1], [0]] });
  expect(entryAs("serial-dictatorship")).toMatchObject({ list: ["B", "A"], keys: [[0], [1]] });
});

it("refuses what does not fit together, with its place", () => {
  const problem = literatureTown({
    mechanism: "serial-dictatorship",
    choices: { x: ["A"] },
    priorities: { A: [["x"]] },
  });
  const grade: Unruled = { id: "g", problem, families: { x: "unknown" } };
  const refused = run([grade, grade], { families: {}, siblingsFirstIn: ["only"] });
  expect(refused.ok ? [] : refused.error.map(({ code, place }) => `${code} @ ${place}`)).toEqual([
    "allocation.family-unknown @ grades[0].families.x",
    "allocation.sibling-priority @ grades[0].problem.steps[0].mechanism",
    "allocation.grade-repeated @ grades[1].id",
    "allocation.grade-child @ grades[1].problem",
    "allocation.family-unknown @ grades[1].families.x",
    "allocation.sibling-priority @ grades[1].problem.steps[0].mechanism",
  ]);
});

const NO_OUTCOME = { placements: [], cutoffs: [], seatsLeft: [] };

/** The same town with other children. */
const renamed = (problem: AllocationProblem): AllocationProblem => {
  const name = (pid: string): string => `younger ${pid}`;
  const keys = <Value>(record: Readonly<Record<string, Value>> | undefined) =>
    Object.fromEntries(Object.entries(record ?? {}).map(([pid, value]) => [name(pid), value]));
  return {
    ...problem,
    steps: problem.steps.map(({ together, ...step }) => ({
      ...step,
      ...(together === undefined
        ? {}
        : {
            together: Object.fromEntries(
              Object.entries(together).map(([family, pids]) => [family, pids.map(name)]),
            ),
          }),
      entries: step.entries.map((entry) => ({ ...entry, pid: name(entry.pid) })),
    })),
    lots: Object.fromEntries(
      Object.entries(problem.lots).map(([draw, lots]) => [draw, keys(lots)]),
    ),
    lotGroups: keys(problem.lotGroups),
  };
};

it("leaves a grade without siblings alone, and keeps every grade's own guarantees", () => {
  fc.assert(
    fc.property(mixedTown, (town) => {
      const alone = { id: "elder", problem: town, families: {} };
      const younger = { id: "younger", problem: renamed(town), families: {} };
      const [first] = solve([alone], { families: {}, siblingsFirstIn: [] });
      expect(first?.outcome).toEqual(allocate(town));
      // Twins who ask together share their lists, so they are siblings of the same child or of none.
      if (town.steps.some(({ together }) => together !== undefined)) return;
      const rules: GradeRules = {
        families: { f: { together: true }, g: { together: false } },
        siblingsFirstIn: town.steps
          .filter(({ mechanism }) => /deferred|immediate|trading/.test(mechanism))
          .map(({ id }) => id),
      };
      const [same, next] = solve(
        [
          { ...alone, families: { p3: "f", p4: "g" } },
          { ...younger, families: { "younger p3": "f", "younger p4": "g" } },
        ],
        rules,
      );
      expect(seatsByChild(same?.outcome ?? NO_OUTCOME)).toEqual(seatsByChild(allocate(town)));
      expect(next?.turned.filter((pid) => pid !== "younger p3")).toEqual([]);
    }),
    { seed: 5, numRuns: 300 },
  );
});

it("a grade's own steps say where siblings stand first", () => {
  const town = (pid: string, other: string): AllocationProblem =>
    literatureTown({
      mechanism: "deferred-acceptance",
      choices: { [pid]: ["A"], [other]: ["A"] },
      priorities: { A: [[other, pid]] },
      lots: [other, pid],
    });
  const grade = (id: string, siblingsFirstIn: readonly string[]): Grade => ({
    id,
    problem: town(id, `other ${id}`),
    families: { [id]: id },
    siblingsFirstIn,
  });
  const enrolled: Family = { together: false, enrolledAt: ["A"] };
  const grades = [grade("x", []), grade("y", ["only"])];
  const solved = allocateGrades(grades, { x: enrolled, y: enrolled });
  expect(solved.ok && solved.value.map(({ outcome }) => seatsByChild(outcome))).toEqual([
    { x: null, "other x": "A" },
    { y: "A", "other y": null },
  ]);
});
