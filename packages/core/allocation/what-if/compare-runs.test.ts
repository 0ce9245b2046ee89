import { describe, expect, it } from "vitest";
import type { AllocationProblem, StepEntry } from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { allocate } from "../allocate.ts";
import { checkProblem } from "../check-problem.ts";
import { tableText } from "../report/table-text.ts";
import { literatureTown, lotsInOrder, seatsByChild } from "../testing/towns.ts";
import type { Comparison } from "./compare-runs.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonTables } from "./comparison-tables.ts";
import type { Change, Variant } from "./variant.ts";
import { applyVariant } from "./variant.ts";

function compare(problem: AllocationProblem, ...variants: readonly Variant[]): Comparison {
  const compared = compareRuns(problem, variants);
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  return compared.value;
}

const only = (...changes: readonly Change[]): Variant => ({ name: "variant", changes });

/** The example of Dur, Kominers, Pathak & Sönmez 2018: half of four seats for the walk zone. */
function walkZoneTown(): AllocationProblem {
  const lots = ["w1", "w2", "o1", "w3", "o2", "o3", "w4", "o4"];
  return {
    schools: [{ school: "school", seats: 4 }],
    lots: { "*": lotsInOrder(lots) },
    steps: [
      {
        id: "only",
        mechanism: "deferred-acceptance",
        lotScope: "one",
        keyParts: [],
        divisions: {
          school: {
            pools: [
              { id: "walk", group: "zone", seats: 2, handOn: "open" },
              { id: "open", group: null, handOn: null },
            ],
          },
        },
        entries: lots.map((pid): StepEntry => ({
          pid,
          category: "x",
          list: ["school"],
          keys: [[]],
          points: [pointsOf(0)],
          groups: pid.startsWith("w") ? ["zone"] : [],
        })),
      },
    ],
  };
}

/** Abdulkadiroğlu & Sönmez 2003: what stability costs. */
const schoolChoice = literatureTown({
  mechanism: "deferred-acceptance",
  choices: { 1: ["s2", "s1", "s3"], 2: ["s1", "s2", "s3"], 3: ["s1", "s2", "s3"] },
  priorities: {
    s1: [["1"], ["3"], ["2"]],
    s2: [["2"], ["1"], ["3"]],
    s3: [["2"], ["1"], ["3"]],
  },
});

describe("two runs side by side", () => {
  it("tell whom another order of precedence admits", () => {
    const { base, variants } = compare(
      walkZoneTown(),
      only({ change: "pool-order", step: "only", order: ["open", "walk"] }),
    );
    expect(base.pools.map(({ pool, membersAdmitted }) => [pool, membersAdmitted])).toEqual([
      ["walk", 3],
      ["open", null],
    ]);
    expect(
      variants[0]?.report.pools.map(({ pool, membersAdmitted }) => [pool, membersAdmitted]),
    ).toEqual([
      ["open", null],
      ["walk", 4],
    ]);
    expect(variants[0]?.differences).toEqual({
      changed: 2,
      better: 1,
      worse: 1,
      incomparable: 0,
      unchanged: 6,
      schools: [{ school: "school", admitted: 0, unfilled: 0, come: 1, gone: 1 }],
    });
  });

  it("tell what another mechanism changes, by the children's own lists", () => {
    const { variants } = compare(
      schoolChoice,
      only({ change: "mechanism", step: "only", mechanism: "top-trading-cycles" }),
      { name: "the same", changes: [] },
    );
    expect(variants[0]?.differences).toMatchObject({ changed: 2, better: 2, worse: 0 });
    expect(variants[1]?.differences).toEqual({
      changed: 0,
      better: 0,
      worse: 0,
      incomparable: 0,
      unchanged: 3,
      schools: [],
    });
  });

  it("tell of seats that nobody gains", () => {
    const { variants } = compare(schoolChoice, only({ change: "seats", school: "s3", seats: 3 }));
    expect(variants[0]?.differences).toMatchObject({
      changed: 0,
      schools: [{ school: "s3", admitted: 0, unfilled: 2, come: 0, gone: 0 }],
    });
  });

  it("count children whose lists do not compare the two schools", () => {
    const asks = (pid: string, school: string): StepEntry => ({
      pid,
      category: "x",
      list: [school],
      keys: [[]],
      points: [pointsOf(0)],
    });
    const step = { mechanism: "serial-dictatorship", lotScope: "one", keyParts: [] } as const;
    const problem: AllocationProblem = {
      schools: ["near", "far"].map((school) => ({ school, seats: 1 })),
      lots: { "*": lotsInOrder(["p"]) },
      steps: [
        { ...step, id: "zone", entries: [asks("p", "near")] },
        { ...step, id: "rest", entries: [asks("p", "far")] },
      ],
    };
    const { variants } = compare(problem, only({ change: "steps", order: ["rest", "zone"] }));
    expect(variants[0]?.differences).toMatchObject({ changed: 1, incomparable: 1 });
  });
});

describe("a variant", () => {
  const applied = (problem: AllocationProblem, ...changes: readonly Change[]) => {
    const result = applyVariant(problem, only(...changes));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  it("may leave everything to lots, or to a ring", () => {
    const byLot = applied(schoolChoice, {
      change: "mechanism",
      step: "only",
      mechanism: "lots-only",
    });
    expect(seatsByChild(allocate(byLot))).toEqual({ 1: "s2", 2: "s1", 3: "s3" });
    const byRing = applied(schoolChoice, {
      change: "mechanism",
      step: "only",
      mechanism: "ring-draw",
      ring: { start: 3, step: 1 },
    });
    expect(seatsByChild(allocate(byRing))).toEqual({ 1: "s2", 2: "s3", 3: "s1" });
    const back = applied(byRing, {
      change: "mechanism",
      step: "only",
      mechanism: "serial-dictatorship",
    });
    expect(back.steps[0]).not.toHaveProperty("ring");
  });

  it("drops what children could trade where nothing is traded", () => {
    const [step] = schoolChoice.steps;
    if (step === undefined) throw new Error("one step");
    const [first, ...others] = step.entries;
    if (first === undefined) throw new Error("three entries");
    const [list, keys] = [first.list.slice(0, 2), first.keys.slice(0, 2)];
    const entries = [{ ...first, list, keys, rights: { s3: [1] } }, ...others];
    const trading: AllocationProblem = {
      ...schoolChoice,
      steps: [{ ...step, mechanism: "top-trading-cycles", entries }],
    };
    const accepting = applied(trading, {
      change: "mechanism",
      step: "only",
      mechanism: "deferred-acceptance",
    });
    expect(accepting.steps[0]?.entries[0]).not.toHaveProperty("rights");
    expect(checkProblem(accepting)).toMatchObject({ ok: true });
  });

  it("changes the seats set apart, those of a step, and the rule for ties", () => {
    const town = walkZoneTown();
    const changed = applied(
      town,
      { change: "pool-seats", step: "only", pool: "walk", seats: 0 },
      { change: "seats-at-most", step: "only", school: "school", seats: 3 },
    );
    expect(
      Object.entries(seatsByChild(allocate(changed))).flatMap(([pid, school]) =>
        school === null ? [] : [pid],
      ),
    ).toEqual(["o1", "w1", "w2"]);
    const again = applied(changed, {
      change: "seats-at-most",
      step: "only",
      school: "school",
      seats: null,
    });
    expect(again.steps[0]?.seatsAtMost).toEqual({});
    const tied = applied(schoolChoice, { change: "ties", step: "only", ties: "admit-none" });
    expect(tied.steps[0]?.ties).toBe("admit-none");
  });

  it("is refused where it changes what is not there, every reason told", () => {
    const refused = compareRuns(walkZoneTown(), [
      {
        name: "first",
        changes: [
          { change: "ties", step: "nowhere", ties: "lot" },
          { change: "seats", school: "nowhere", seats: 1 },
          { change: "pool-order", step: "only", school: "nowhere", order: [] },
          { change: "pool-order", step: "only", order: ["walk", "walk", "open"] },
          { change: "pool-seats", step: "only", pool: "open", seats: 1 },
          { change: "steps", order: ["only", "nowhere"] },
        ],
      },
      { name: "second", changes: [{ change: "seats", school: "school", seats: -1 }] },
      { name: "second", changes: [] },
    ]);
    expect(refused.ok ? [] : refused.error.map(({ code, place }) => [code, place])).toEqual([
      ["what-if.name-repeated", "second"],
      ["what-if.unknown", "first: changes[0]"],
      ["what-if.unknown", "first: changes[1]"],
      ["what-if.unknown", "first: changes[2]"],
      ["what-if.pool-order", "first: changes[3]"],
      ["what-if.unknown", "first: changes[4]"],
      ["what-if.unknown", "first: changes[5]"],
      ["allocation.seats", "second: schools[0].seats"],
    ]);
  });
});

it("prints runs as columns", () => {
  const [figures, schools] = comparisonTables(
    compare(
      schoolChoice,
      only({ change: "mechanism", step: "only", mechanism: "top-trading-cycles" }),
    ),
  );
  if (figures === undefined || schools === undefined) throw new Error("two tables");
  expect(tableText(figures, "en")).toContain("Better off by their own list             –        2");
  expect(tableText(schools, "en")).toContain("s1");
});
