import { describe, expect, it } from "vitest";
import type {
  AllocationProblem,
  AllocationStep,
  SeatPool,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { checkProblem } from "./check-problem.ts";
import { lotNumber } from "./testing/towns.ts";

const ENTRY: StepEntry = {
  pid: "p",
  category: "x",
  list: ["a", "b"],
  keys: [[]],
  points: [pointsOf(0)],
};

const STEP: AllocationStep = {
  id: "one",
  mechanism: "deferred-acceptance",
  lotScope: "one",
  keyParts: [],
  entries: [ENTRY, { ...ENTRY, pid: "q" }],
};

const PROBLEM: AllocationProblem = {
  schools: [
    { school: "a", seats: 2 },
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

const refused = (change: Partial<AllocationStep>): readonly string[] =>
  refusals({ ...PROBLEM, steps: [{ ...STEP, ...change }] });

const open: SeatPool = { id: "open", group: null, handOn: null };
const reserve: SeatPool = { id: "m", group: "m", seats: 1, handOn: "open" };
const together = { smith: ["p", "q"] };

describe("what does not go together", () => {
  it.each<[string, Partial<AllocationStep>, string]>([
    ["trading and reserves", { mechanism: "top-trading-cycles", divisions: {} }, "divisions"],
    ["trading and rates", { mechanism: "top-trading-cycles", rates: {} }, "rates"],
    ["choices first and call lists", { mechanism: "immediate-acceptance", rates: {} }, "rates"],
    ["a line and families", { mechanism: "serial-dictatorship", together }, "together"],
    ["lots only and families", { mechanism: "lots-only", together }, "together"],
    ["whole ties and reserves", { ties: "admit-all", divisions: {} }, "divisions"],
    ["whole ties and families", { ties: "admit-none", together }, "together"],
    ["families and call lists", { together, rates: {} }, "rates"],
    ["families and reserves", { together, divisions: {} }, "divisions"],
  ])("%s", (_, change, part) => {
    expect(refused(change)).toContain(`allocation.rules-clash @ steps[0].${part}`);
  });

  it("whole ties and mechanisms without keys or with trading", () => {
    for (const mechanism of ["lots-only", "top-trading-cycles"] as const) {
      expect(refused({ mechanism, ties: "admit-all" })).toEqual([
        "allocation.rules-clash @ steps[0].ties",
      ]);
    }
  });

  it("whole ties and guaranteed seats", () => {
    const entries = [{ ...ENTRY, guaranteed: "a" }];
    expect(refused({ ties: "admit-none", entries })).toEqual([
      "allocation.rules-clash @ steps[0].entries[0].guaranteed",
    ]);
  });

  it("a family and a guaranteed seat", () => {
    const entries = [
      { ...ENTRY, guaranteed: "a" },
      { ...ENTRY, pid: "q" },
    ];
    expect(refused({ together, entries })).toEqual([
      "allocation.rules-clash @ steps[0].entries[0].guaranteed",
    ]);
  });
});

describe("rings and lots", () => {
  const ring = { start: 6, step: 3 };

  it("takes a ring for a ring draw, and only for it", () => {
    expect(refused({ mechanism: "ring-draw", ring })).toEqual([]);
    expect(refused({ mechanism: "ring-draw" })).toEqual(["allocation.ring @ steps[0].ring"]);
    expect(refused({ ring })).toEqual(["allocation.ring @ steps[0].ring"]);
  });

  it.each([0, -1, 1.5])("refuses a step of %s", (step) => {
    expect(refused({ mechanism: "ring-draw", ring: { start: 1, step } })).toEqual([
      "allocation.ring @ steps[0].ring.step",
    ]);
  });

  it.each(["ring-draw", "lots-only"] as const)("compares no keys in %s", (mechanism) => {
    const entries = [{ ...ENTRY, keys: [[1]] }];
    const change = mechanism === "ring-draw" ? { mechanism, ring } : { mechanism };
    expect(refused({ ...change, keyParts: [{ by: "points" }], entries })).toEqual([
      "allocation.key-parts @ steps[0].keyParts",
    ]);
  });

  it("has one line in a ring", () => {
    expect(refused({ mechanism: "ring-draw", ring, lotScope: "per-school" })).toContain(
      "allocation.lot-scope @ steps[0].lotScope",
    );
  });
});

describe("divisions", () => {
  const divided = (...pools: readonly SeatPool[]) => refused({ divisions: { a: { pools } } });
  const at = "steps[0].divisions.a";

  it("takes pools of which one is open and has the rest", () => {
    expect(divided(reserve, open)).toEqual([]);
  });

  it("refuses an unknown school", () => {
    expect(refused({ divisions: { z: { pools: [open] } } })).toEqual([
      "allocation.school-unknown @ steps[0].divisions.z",
    ]);
  });

  it("refuses ids that stand twice or are reserved", () => {
    expect(divided(reserve, { ...reserve, group: "n" }, open)).toEqual([
      `allocation.pool-id @ ${at}.pools`,
    ]);
    expect(divided({ ...reserve, id: "guaranteed" }, open)).toEqual([
      `allocation.pool-id @ ${at}.pools`,
    ]);
  });

  it("refuses none or two pools with the rest, and a rest that is not open", () => {
    const wrong = [`allocation.open-pool @ ${at}.pools`];
    expect(divided({ ...reserve, handOn: null })).toEqual(wrong);
    expect(divided(open, { ...open, id: "other" })).toEqual(wrong);
    expect(divided({ ...open, group: "m" })).toEqual(wrong);
  });

  it("refuses seats that cannot be counted and hand-ons that lead nowhere", () => {
    expect(divided({ ...reserve, seats: -1 }, open)).toEqual([
      `allocation.seats @ ${at}.pools[0].seats`,
    ]);
    for (const handOn of ["m", "nowhere"]) {
      expect(divided({ ...reserve, handOn }, open)).toEqual([
        `allocation.hand-on @ ${at}.pools[0].handOn`,
      ]);
    }
  });

  it("refuses more groups than a school can tell apart", () => {
    const pools = Array.from({ length: 31 }, (_, index) => ({
      ...reserve,
      id: `g${index}`,
      group: `g${index}`,
    }));
    expect(divided(...pools, open)).toEqual([`allocation.groups @ ${at}`]);
    expect(divided(...pools.slice(1), open)).toEqual([]);
  });

  it("refuses caps that are no counts or stand twice", () => {
    const capped = (...atMost: readonly number[]) =>
      refused({
        divisions: {
          a: { pools: [open], caps: atMost.map((most) => ({ group: "m", atMost: most })) },
        },
      });
    expect(capped(0)).toEqual([]);
    expect(capped(0.5)).toEqual([`allocation.cap @ ${at}.caps[0]`]);
    expect(capped(1, 1)).toEqual([`allocation.cap @ ${at}.caps[1]`]);
  });

  it("refuses a child in two capped groups, or in a capped one and another's reserve", () => {
    const caps = [
      { group: "m", atMost: 1 },
      { group: "n", atMost: 1 },
    ];
    const child = (groups: readonly string[], list = ["a"]) => [{ ...ENTRY, list, groups }];
    const wrong = [`allocation.cap-overlap @ ${at}.caps`];
    const pools = [reserve, open];
    expect(refused({ divisions: { a: { pools, caps } }, entries: child(["m"]) })).toEqual([]);
    expect(refused({ divisions: { a: { pools, caps } }, entries: child(["m", "n"]) })).toEqual(
      wrong,
    );
    const other = { a: { pools, caps: caps.slice(1) } };
    expect(refused({ divisions: other, entries: child(["m", "n"]) })).toEqual(wrong);
    expect(refused({ divisions: other, entries: child(["m", "n"], ["b"]) })).toEqual([]);
  });
});

describe("caps and precedence", () => {
  const caps = [{ group: "m", atMost: 1 }];
  const other: SeatPool = { id: "n", group: "n", seats: 1, handOn: "open" };
  const withCaps = (...pools: readonly SeatPool[]) =>
    refused({ divisions: { a: { pools, caps } } });
  const wrong = ["allocation.cap-precedence @ steps[0].divisions.a.pools"];

  it("takes groups first, capped ones handing on to the open pool", () => {
    expect(withCaps(reserve, other, open)).toEqual([]);
    expect(withCaps({ ...other, handOn: null }, reserve, open)).toEqual([]);
  });

  it("refuses a reserve behind the open pool", () => {
    expect(withCaps(open, other)).toEqual(wrong);
  });

  it("refuses a capped group's seats that stay empty or go to another group", () => {
    expect(withCaps({ ...reserve, handOn: null }, open)).toEqual(wrong);
    expect(withCaps({ ...reserve, handOn: "n" }, other, open)).toEqual(wrong);
  });
});

describe("rates", () => {
  it.each([-1, 101, 12.5])("refuses %s per cent", (percentAtLeast) => {
    expect(refused({ rates: { a: [{ group: "m", percentAtLeast }] } })).toEqual([
      "allocation.rate @ steps[0].rates.a[0].percentAtLeast",
    ]);
  });

  it("refuses an unknown school and takes a known one", () => {
    expect(refused({ rates: { z: [] } })).toEqual(["allocation.school-unknown @ steps[0].rates.z"]);
    expect(refused({ rates: { a: [{ group: "m", percentAtLeast: 20 }] } })).toEqual([]);
  });
});

describe("families", () => {
  const wrong = ["allocation.family @ steps[0].together.smith"];

  it("takes two children with one list", () => {
    expect(refused({ together })).toEqual([]);
  });

  it("refuses one child alone, a stranger, and different lists", () => {
    expect(refused({ together: { smith: ["p"] } })).toEqual(wrong);
    expect(refused({ together: { smith: ["p", "stranger"] } })).toEqual(wrong);
    expect(refused({ together: { smith: ["stranger", "p"] } })).toEqual(wrong);
    const entries = [ENTRY, { ...ENTRY, pid: "q", list: ["b"] }];
    expect(refused({ together, entries })).toEqual(wrong);
  });

  it("refuses a child in two families", () => {
    expect(refused({ together: { jones: ["p", "q"], smith: ["p", "q"] } })).toEqual(wrong);
  });
});

describe("guarantees", () => {
  const holders = (...schools: readonly string[]) =>
    ["p", "q"].map((pid, index): StepEntry => {
      const guaranteed = schools[index];
      return guaranteed === undefined ? { ...ENTRY, pid } : { ...ENTRY, pid, guaranteed };
    });

  it("takes as many as there are seats", () => {
    expect(refused({ entries: holders("a", "a") })).toEqual([]);
  });

  it("refuses more than the school has, or than the step may give", () => {
    expect(refused({ entries: holders("b") })).toEqual(["allocation.guarantee @ steps[0].entries"]);
    expect(refused({ entries: holders("a", "a"), seatsAtMost: { a: 1 } })).toEqual([
      "allocation.guarantee @ steps[0].entries",
    ]);
  });

  it("refuses a school that the child does not list", () => {
    const entries = [{ ...ENTRY, list: ["b"], guaranteed: "a" }];
    expect(refused({ entries })).toEqual([
      "allocation.guarantee-unlisted @ steps[0].entries[0].guaranteed",
    ]);
  });

  it("refuses what an earlier step might give away", () => {
    const later = { ...STEP, id: "two", entries: holders("a") };
    const steps = (earlier: Partial<AllocationStep>) =>
      refusals({ ...PROBLEM, steps: [{ ...STEP, ...earlier }, later] });
    expect(steps({})).toEqual(["allocation.guarantee @ steps[1].entries"]);
    expect(steps({ seatsAtMost: { a: 1 } })).toEqual([]);
    expect(steps({ entries: [ENTRY] })).toEqual([]);
  });
});

describe("rights", () => {
  const trading = { mechanism: "top-trading-cycles" } as const;
  const owner = (rights: Readonly<Record<string, readonly number[]>>) => [
    { ...ENTRY, list: ["b"], rights },
  ];

  it("belong to trading", () => {
    expect(refused({ ...trading, entries: owner({ a: [] }) })).toEqual([]);
    expect(refused({ entries: owner({ a: [] }) })).toEqual([
      "allocation.rights @ steps[0].entries[0].rights",
    ]);
  });

  it("need a known school, a fitting key, and a lot in the school's draw", () => {
    expect(refused({ ...trading, entries: owner({ z: [] }) })).toEqual([
      "allocation.school-unknown @ steps[0].entries[0].rights.z",
    ]);
    expect(refused({ ...trading, entries: owner({ a: [1] }) })).toEqual([
      "allocation.key @ steps[0].entries[0].rights.a",
    ]);
    const lots = { b: { p: lotNumber(1) } };
    const steps = [
      { ...STEP, ...trading, lotScope: "per-school", entries: owner({ a: [] }) } as const,
    ];
    expect(refusals({ ...PROBLEM, steps, lots })).toEqual([
      "allocation.lot-missing @ steps[0].entries[0].rights.a",
    ]);
  });
});
