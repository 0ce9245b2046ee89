import { describe, expect, it } from "vitest";
import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { checkProblem } from "./check-problem.ts";
import { lotNumber } from "./testing/towns.ts";

const ENTRY: StepEntry = {
  pid: "p",
  category: "x",
  list: ["a", "b"],
  keys: [[-1]],
  points: [pointsOf(1)],
};

const STEP: AllocationStep = {
  id: "one",
  mechanism: "deferred-acceptance",
  lotScope: "one",
  keyParts: [{ by: "points" }],
  entries: [ENTRY, { ...ENTRY, pid: "q" }],
};

const PROBLEM: AllocationProblem = {
  schools: [
    { school: "a", seats: 1 },
    { school: "b", seats: 0 },
  ],
  steps: [STEP],
  lots: { "*": { p: lotNumber(1), q: lotNumber(2) } },
};

/** "code @ place" of each failure. */
function refusals(problem: AllocationProblem): readonly string[] {
  const checked = checkProblem(problem);
  if (checked.ok) return [];
  for (const { message } of checked.error) {
    expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(message.en).toMatch(/[a-z]/);
  }
  return checked.error.map(({ code, place }) => `${code} @ ${place}`);
}

const withStep = (change: Partial<AllocationStep>): AllocationProblem => ({
  ...PROBLEM,
  steps: [{ ...STEP, ...change }],
});

const withEntry = (change: Partial<StepEntry>): AllocationProblem =>
  withStep({ entries: [{ ...ENTRY, ...change }] });

describe("checkProblem", () => {
  it("gives a sound problem back", () => {
    expect(checkProblem(PROBLEM)).toEqual({ ok: true, value: PROBLEM });
  });

  it.each([
    ["negative", -1],
    ["fractional", 0.5],
    ["missing", NaN],
  ])("refuses %s seats", (_, seats) => {
    expect(
      refusals({
        ...PROBLEM,
        schools: [
          { school: "a", seats },
          { school: "b", seats: 0 },
        ],
      }),
    ).toEqual(["allocation.seats @ schools[0].seats"]);
    expect(refusals(withStep({ seatsAtMost: { b: seats } }))).toEqual([
      "allocation.seats @ steps[0].seatsAtMost.b",
    ]);
    expect(refusals(withStep({ competitorsAtMost: seats }))).toEqual([
      "allocation.competitors @ steps[0].competitorsAtMost",
    ]);
  });

  it("refuses unknown, reserved and repeated schools", () => {
    expect(refusals(withEntry({ list: ["a", "z"] }))).toEqual([
      "allocation.school-unknown @ steps[0].entries[0].list[1]",
    ]);
    expect(refusals(withStep({ seatsAtMost: { z: 1 } }))).toEqual([
      "allocation.school-unknown @ steps[0].seatsAtMost",
    ]);
    const more = (school: string) => [...PROBLEM.schools, { school, seats: 1 }];
    expect(refusals({ ...PROBLEM, schools: more("a") })).toEqual([
      "allocation.school-id @ schools[2].school",
    ]);
    expect(refusals({ ...PROBLEM, schools: more("*") })).toEqual([
      "allocation.school-id @ schools[2].school",
    ]);
  });

  it("refuses a choice, a child or a step that stands twice", () => {
    expect(refusals(withEntry({ list: ["a", "b", "a"] }))).toEqual([
      "allocation.choice-repeated @ steps[0].entries[0].list[2]",
    ]);
    expect(refusals(withStep({ entries: [ENTRY, ENTRY] }))).toEqual([
      "allocation.pid-repeated @ steps[0].entries[1].pid",
    ]);
    expect(refusals({ ...PROBLEM, steps: [STEP, STEP] })).toEqual([
      "allocation.step-repeated @ steps[1].id",
    ]);
  });

  it("refuses keys and points that do not fit", () => {
    expect(refusals(withEntry({ keys: [] }))).toEqual([
      "allocation.count @ steps[0].entries[0].keys",
    ]);
    expect(refusals(withEntry({ list: ["a"], keys: [[1], [1]] }))).toEqual([
      "allocation.count @ steps[0].entries[0].keys",
    ]);
    expect(refusals(withEntry({ list: [], keys: [], points: [] }))).toEqual([
      "allocation.count @ steps[0].entries[0].keys",
      "allocation.count @ steps[0].entries[0].points",
    ]);
    expect(refusals(withEntry({ keys: [[1], [1, 2]] }))).toEqual([
      "allocation.key @ steps[0].entries[0].keys[1]",
    ]);
    expect(refusals(withEntry({ keys: [[0.5]] }))).toEqual([
      "allocation.key @ steps[0].entries[0].keys[0]",
    ]);
    const half = 0.5 as StepEntry["points"][number];
    expect(refusals(withEntry({ points: [half] }))).toEqual([
      "allocation.points @ steps[0].entries[0].points[0]",
    ]);
  });

  it("refuses in a serial dictatorship, and only there, a key that gets better down the list", () => {
    const line = {
      mechanism: "serial-dictatorship",
      entries: [{ ...ENTRY, keys: [[-1], [-2]] }],
    } as const;
    expect(refusals(withStep(line))).toEqual([
      "allocation.key-improves @ steps[0].entries[0].keys[1]",
    ]);
    expect(refusals(withStep({ ...line, mechanism: "deferred-acceptance" }))).toEqual([]);
    expect(refusals(withStep({ ...line, entries: [{ ...ENTRY, keys: [[-2], [-1]] }] }))).toEqual(
      [],
    );
  });

  it("refuses one lot per school in a serial dictatorship", () => {
    const lots = { ...PROBLEM.lots, a: PROBLEM.lots["*"] ?? {}, b: PROBLEM.lots["*"] ?? {} };
    const perSchool = withStep({ mechanism: "serial-dictatorship", lotScope: "per-school" });
    expect(refusals({ ...perSchool, lots })).toEqual(["allocation.lot-scope @ steps[0].lotScope"]);
  });

  it("refuses missing and malformed lots of every draw that a step uses", () => {
    expect(refusals({ ...PROBLEM, lots: { "*": { p: lotNumber(1) } } })).toEqual([
      "allocation.lot-missing @ steps[0].entries[1]",
    ]);
    for (const lot of ["", "1", lotNumber(1).toUpperCase().replace("0", "A"), `${lotNumber(1)}0`]) {
      expect(refusals({ ...PROBLEM, lots: { "*": { p: lot, q: lotNumber(2) } } })).toEqual([
        "allocation.lot-malformed @ lots.*.p",
      ]);
    }
    const perSchool = withStep({ lotScope: "per-school" });
    expect(refusals({ ...perSchool, lots: { a: PROBLEM.lots["*"] ?? {} } })).toEqual([
      "allocation.lot-missing @ steps[0].entries[0]",
      "allocation.lot-missing @ steps[0].entries[1]",
    ]);
  });

  it("asks for the one lot beside those per school where competitors are limited", () => {
    const all = PROBLEM.lots["*"] ?? {};
    const step = withStep({ lotScope: "per-school" });
    expect(refusals({ ...step, lots: { a: all, b: all } })).toEqual([]);
    const limited = withStep({ lotScope: "per-school", competitorsAtMost: 1 });
    expect(refusals({ ...limited, lots: { a: all, b: all } })).toHaveLength(2);
  });

  it("refuses equal lots unless a family shares them", () => {
    const equal = { ...PROBLEM, lots: { "*": { p: lotNumber(1), q: lotNumber(1) } } };
    expect(refusals(equal)).toEqual(["allocation.lot-equal @ lots.*.q"]);
    expect(refusals({ ...equal, lotGroups: { p: "family", q: "other" } })).toHaveLength(1);
    expect(refusals({ ...equal, lotGroups: { p: "family", q: "family" } })).toEqual([]);
  });

  it("names everything that is wrong at once", () => {
    const broken = withStep({
      competitorsAtMost: -1,
      entries: [{ ...ENTRY, list: ["z"], keys: [[]], points: [] }],
    });
    expect(refusals(broken)).toHaveLength(4);
  });
});
