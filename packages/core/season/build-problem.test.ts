import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkProblem } from "../allocation/check-problem.ts";
import type { AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { KEY_WITHOUT_VALUE } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import type { ChoiceBonus, Policy, PolicyStep, School } from "../policy/document.ts";
import { parsePolicy } from "../policy/parse.ts";
import { buildProblem, factsUsedOnRoll } from "./build-problem.ts";
import type { RollRow } from "./roll.ts";

function policyOf(id: string): Policy {
  const parsed = parsePolicy(
    readFileSync(new URL(`../../../policies/${id}.yaml`, import.meta.url), "utf8"),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const yongkang = policyOf("yongkang-urban-primary-2024");
const rule = { source: "notice-2024", article: "1", demoChoice: true };

const school = (
  id: string,
  group: string,
  seats: number,
  location: School["location"],
  zones: readonly string[],
): School => ({ id, name: { zh: id, en: id }, group, seats, location, zones });

/** Four schools in a line, a kilometre apart; the zone "mid" lies in the middle. */
const PLAN: Policy["plan"] = {
  groupNames: {},
  zones: [
    { id: "mid", name: { zh: "中", en: "Mid" }, center: [1500, 0] },
    { id: "edge", name: { zh: "边", en: "Edge" }, center: [0, 300] },
  ],
  schools: [
    school("s2", "town", 10, [2000, 0], ["mid"]),
    school("s1", "town", 7, [1000, 0], ["mid"]),
    school("s0", "town", 5, [0, 0], ["edge"]),
    school("s3", "village", 3, [3000, 0], ["mid"]),
  ],
};

const STEP: PolicyStep = {
  id: "only",
  label: { zh: "一", en: "One" },
  rule,
  mechanism: "deferred-acceptance",
  lotScope: "one",
  categories: ["M"],
  lists: "choices",
  redistribution: false,
  order: [],
};

const BONUS: ChoiceBonus = {
  id: "bonus",
  label: { zh: "加分", en: "Bonus" },
  rule,
  rank: 1,
  points: pointsOf(2500),
  schools: "shared-zone",
};

const withSteps = (steps: readonly Partial<PolicyStep>[], bonuses: ChoiceBonus[] = []): Policy => ({
  ...yongkang,
  plan: PLAN,
  steps: steps.map((step) => ({ ...STEP, ...step })),
  points: { ...yongkang.points, choiceBonuses: bonuses },
  choices: { min: 0, max: 4, groupsByCategory: { M: ["town", "village"], C: ["town"] } },
});

const ROW: RollRow = {
  pid: "0".repeat(32),
  version: 2,
  status: "eligible",
  category: "M",
  zone: "mid",
  points: pointsOf(120_000),
  items: { common: pointsOf(90_000) },
  facts: {},
  choices: [],
  consentsToRedistribution: true,
  lotGroup: null,
};

const row = (pid: string, rest: Partial<RollRow> = {}): RollRow => ({ ...ROW, ...rest, pid });

function stepOf(policy: Policy, roll: readonly RollRow[]): AllocationStep {
  const [step] = buildProblem(policy, roll, {}).steps;
  if (step === undefined) throw new Error("no step");
  return step;
}

const listsOf = (step: Partial<PolicyStep>, roll: readonly RollRow[]) =>
  Object.fromEntries(stepOf(withSteps([step]), roll).entries.map(({ pid, list }) => [pid, list]));

describe("lists", () => {
  it("own-zone: what the family listed first, then the plan's order; nothing without a zone", () => {
    expect(
      listsOf({ lists: "own-zone" }, [
        row("plain"),
        row("listed", { choices: ["s0", "s3", "s1", "s3"] }),
        row("edge", { zone: "edge" }),
        row("homeless", { zone: null }),
      ]),
    ).toEqual({ plain: ["s2", "s1", "s3"], listed: ["s3", "s1", "s2"], edge: ["s0"] });
  });

  it("own-zone: only schools of the step's groups", () => {
    expect(listsOf({ lists: "own-zone", groups: ["village"] }, [row("a")])).toEqual({ a: ["s3"] });
    expect(
      listsOf({ lists: "own-zone", groups: ["village"] }, [row("a", { zone: "edge" })]),
    ).toEqual({});
  });

  it("choices: what the category may list and the step offers, each once", () => {
    const choices = ["s3", "s9", "s1", "s3", "s0"];
    const roll = [row("m", { choices }), row("c", { category: "C", choices }), row("none")];
    expect(listsOf({ categories: ["M", "C"] }, roll)).toEqual({
      m: ["s3", "s1", "s0"],
      c: ["s1", "s0"],
    });
    expect(listsOf({ categories: ["M", "C"], groups: ["village"] }, roll)).toEqual({ m: ["s3"] });
  });

  it("first-choice: the first alone, and none where the step does not offer it", () => {
    const roll = [row("a", { choices: ["s1", "s3"] }), row("b", { choices: ["s3", "s1"] })];
    expect(listsOf({ lists: "first-choice", groups: ["town"] }, roll)).toEqual({ a: ["s1"] });
  });

  it("nearest: by distance from the zone's centre, equally near ones by id", () => {
    expect(listsOf({ lists: "nearest" }, [row("a"), row("b", { zone: "edge" })])).toEqual({
      a: ["s1", "s2", "s0", "s3"],
      b: ["s0", "s1", "s2", "s3"],
    });
  });

  it("nearest: without a zone from home, then lease; else in the plan's order", () => {
    const lost = { zone: null };
    expect(
      listsOf({ lists: "nearest", groups: ["town"] }, [
        row("home", { ...lost, facts: { "home.zone": "edge", "lease.zone": "mid" } }),
        row("lease", { ...lost, facts: { "home.zone": null, "lease.zone": "mid" } }),
        row("gone", { ...lost, facts: { "lease.zone": "Z99" } }),
      ]),
    ).toEqual({ home: ["s0", "s1", "s2"], lease: ["s1", "s2", "s0"], gone: ["s2", "s1", "s0"] });
  });
});

describe("who competes", () => {
  it("only the step's categories, with points enough", () => {
    const listed = { choices: ["s1"] };
    const roll = [
      row("exact", { ...listed, points: pointsOf(120_000) }),
      row("short", { ...listed, points: pointsOf(119_999) }),
      row("unscored", { ...listed, points: null }),
      row("other", { ...listed, category: "C" }),
    ];
    expect(Object.keys(listsOf({ pointsAtLeast: pointsOf(120_000) }, roll))).toEqual(["exact"]);
  });

  it("in redistribution only those who consent, unless consent is assumed", () => {
    const roll = [row("yes"), row("no", { consentsToRedistribution: false })];
    const policy = withSteps([{ lists: "nearest", redistribution: true }]);
    const pidsOf = (policy: Policy) => stepOf(policy, roll).entries.map(({ pid }) => pid);
    expect(pidsOf(policy)).toEqual(["yes"]);
    expect(pidsOf({ ...policy, redistribution: { consent: "assumed" } })).toEqual(["yes", "no"]);
  });

  it("passes on the quota, the share of seats (rounded down) and the lots", () => {
    const policy = withSteps([{ competitorsAtMost: 5, seatsPercent: 40, lotScope: "per-school" }]);
    const lots = { s1: { a: "00" } };
    const problem = buildProblem(policy, [row("a", { lotGroup: "twins" }), row("b")], lots);
    expect(problem.lots).toBe(lots);
    expect(problem.lotGroups).toEqual({ a: "twins" });
    expect(problem.schools).toEqual([
      { school: "s2", seats: 10 },
      { school: "s1", seats: 7 },
      { school: "s0", seats: 5 },
      { school: "s3", seats: 3 },
    ]);
    expect(problem.steps[0]).toMatchObject({
      lotScope: "per-school",
      competitorsAtMost: 5,
      seatsAtMost: { s2: 4, s1: 2, s0: 2, s3: 1 },
    });
  });
});

describe("keys", () => {
  const keysOf = (order: PolicyStep["order"], rest: Partial<RollRow>) => {
    const roll = [row("a", { choices: ["s1"], ...rest })];
    return stepOf(withSteps([{ order }]), roll).entries[0]?.keys;
  };

  it("put more points first, then more of an item, then earlier and later dates", () => {
    const order = [
      { by: "points" },
      { by: "item", item: "common" },
      { by: "term", term: "child.hukouSince", first: "smallest" },
      { by: "term", term: "insurance.months", first: "largest" },
      { by: "term", term: "lease.months", first: "largest" },
    ] as const;
    const facts = {
      "child.hukouSince": "2019-03-05",
      "insurance.months": 48,
      "lease.since": "2022-06-22",
    };
    expect(keysOf(order, { facts })).toEqual([[-120_000, -90_000, 20_190_305, -48, -24]]);
  });

  it("put whatever is unknown or not there last", () => {
    const last = KEY_WITHOUT_VALUE;
    const order = [
      { by: "points" },
      { by: "item", item: "toString" },
      { by: "term", term: "child.hukouSince", first: "smallest" },
      { by: "term", term: "child.hukouSince", first: "largest" },
    ] as const;
    expect(keysOf(order, { points: null })).toEqual([[last, last, last, last]]);
    expect(keysOf(order, { points: pointsOf(0), facts: { "child.hukouSince": null } })).toEqual([
      [0, last, last, last],
    ]);
  });
});

describe("choice bonuses", () => {
  const byPoints = { order: [{ by: "points" }] } as const;
  const entryOf = (
    step: Partial<PolicyStep>,
    rest: Partial<RollRow>,
    bonuses: ChoiceBonus[] = [BONUS],
  ): StepEntry | undefined => stepOf(withSteps([step], bonuses), [row("a", rest)]).entries[0];

  it("count at the listed school alone, where it shares the child's zone", () => {
    expect(entryOf({ ...byPoints, lists: "own-zone" }, { choices: ["s1", "s2"] })).toMatchObject({
      list: ["s1", "s2", "s3"],
      keys: [[-122_500], [-120_000], [-120_000]],
      points: [122_500, 120_000, 120_000],
    });
  });

  it.each([
    ["no choice was made", { choices: [] }],
    ["the first choice lies outside the zone", { choices: ["s0", "s1"] }],
    ["the zone has one school only", { zone: "edge", choices: ["s0"] }],
    ["the child has no zone", { zone: null, choices: ["s1"] }],
    ["the child has no points", { points: null, choices: ["s1"] }],
  ] as const)("do not count where %s", (_, rest) => {
    expect(entryOf(byPoints, { ...rest, choices: [...rest.choices, "s3"] })?.keys).toHaveLength(1);
  });

  it("do not count where nearness or another order decides", () => {
    const choices = ["s1"];
    expect(entryOf({ ...byPoints, lists: "nearest" }, { choices })?.keys).toEqual([[-120_000]]);
    expect(entryOf({ order: [] }, { choices })?.keys).toEqual([[]]);
  });

  it("count at any school where the policy says so", () => {
    const anywhere: ChoiceBonus = { ...BONUS, rank: 2, schools: "any" };
    expect(entryOf(byPoints, { choices: ["s1", "s0"] }, [anywhere])?.keys).toEqual([
      [-120_000],
      [-122_500],
    ]);
  });
});

describe("factsUsedOnRoll", () => {
  it("names what orders and nearest lists look at, and nothing else", () => {
    expect(factsUsedOnRoll(yongkang)).toEqual(["child.hukouSince", "property.since", "lease.zone"]);
    expect(factsUsedOnRoll(policyOf("shenzhen-baoan"))).toEqual([
      "child.hukouSince",
      "parent.hukouSince",
      "lease.zone",
    ]);
  });
});

describe.each([
  "yongkang-urban-primary-2024",
  "zhejiang-common-points",
  "shenzhen-longgang",
  "shenzhen-baoan",
])("a random roll under %s", (id) => {
  const policy = policyOf(id);
  const schools = policy.plan.schools.map(({ id }) => id);
  const zones = policy.plan.zones.map(({ id }) => id);
  const rows = fc.array(
    fc.record({
      category: fc.constantFrom(...policy.categories.map(({ id }) => id)),
      zone: fc.option(fc.constantFrom(...zones)),
      points: fc.option(fc.integer({ min: 0, max: 200_000 }).map(pointsOf)),
      items: fc.constant({}),
      facts: fc.record(
        { "lease.zone": fc.option(fc.constantFrom(...zones)) },
        { requiredKeys: [] },
      ),
      choices: fc.array(fc.constantFrom(...schools), { maxLength: 4 }),
      consentsToRedistribution: fc.boolean(),
      lotGroup: fc.constant(null),
    }),
  );

  it("gives a problem that the engine takes", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const roll: RollRow[] = rows.map((row, index) => ({ ...ROW, ...row, pid: pidOf(index) }));
        const lots = Object.fromEntries(roll.map(({ pid }) => [pid, lotOf(pid)]));
        const draws = Object.fromEntries(["*", ...schools].map((draw) => [draw, lots]));
        const checked = checkProblem(buildProblem(policy, roll, draws));
        expect(checked.ok ? [] : checked.error).toEqual([]);
      }),
      { seed: 21, numRuns: 60 },
    );
  });
});

const pidOf = (index: number): string => index.toString(16).padStart(32, "0");

const lotOf = (pid: string): string => pid.padStart(64, "f");
