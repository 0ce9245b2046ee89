import { describe, expect, it } from "vitest";
import type {
  AllocationProblem,
  AllocationStep,
  SchoolVerdict,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { text } from "../domain/text.ts";
import { allocate } from "./allocate.ts";
import { checkProblem } from "./check-problem.ts";
import { explain } from "./explain.ts";
import { lotsInOrder } from "./testing/towns.ts";
import { verdictText } from "./verdict-text.ts";

const NAMES = {
  school: (id: string) => text(`${id}校`, `School ${id}`),
  step: (id: string) => text(`第${id}步`, `Step ${id}`),
  keyPart: () => text("积分", "points"),
  pool: (id: string) => text(`${id}学位`, `seats for ${id}`),
};

const asks = (pid: string, list: readonly string[], more: Partial<StepEntry> = {}): StepEntry => ({
  pid,
  category: "x",
  list,
  keys: [[]],
  points: [pointsOf(0)],
  ...more,
});

function told(
  seats: Readonly<Record<string, number>>,
  rules: Partial<AllocationStep> & Pick<AllocationStep, "mechanism" | "entries">,
  pid: string,
): readonly { readonly verdict: SchoolVerdict; readonly zh: string; readonly en: string }[] {
  const problem: AllocationProblem = {
    schools: Object.entries(seats).map(([school, count]) => ({ school, seats: count })),
    steps: [{ id: "1", lotScope: "one", keyParts: [], ...rules }],
    lots: { "*": lotsInOrder(rules.entries.map((entry) => entry.pid)) },
  };
  const checked = checkProblem(problem);
  expect(checked.ok ? [] : checked.error).toEqual([]);
  return explain(problem, allocate(problem), pid).map((verdict) => ({
    verdict,
    ...verdictText(verdict, NAMES),
  }));
}

describe("a refusal is told by what decided it", () => {
  it("in a ring draw: the place in the published order", () => {
    const entries = ["p", "q", "r"].map((pid) => asks(pid, ["a"]));
    const [only] = told(
      { a: 1 },
      { mechanism: "ring-draw", ring: { start: 2, step: 2 }, entries },
      "r",
    );
    expect(only).toMatchObject({
      verdict: { verdict: "beaten-by-call", own: { call: 3 }, cutoff: { call: 1 }, rank: 3 },
      zh: "在“第1步”这一步，a校按公布的次序录取到第 1 位；这个孩子排第 3 位。",
      en: "In the step “Step 1”, School a admitted down to place 1 of the published order; this child stands at place 3.",
    });
  });

  it("by a call list with rates", () => {
    const entries = [asks("p", ["a"]), asks("q", ["a"], { groups: ["grant"] })];
    const rates = { a: [{ group: "grant", percentAtLeast: 20 }] };
    const [only] = told({ a: 1 }, { mechanism: "deferred-acceptance", rates, entries }, "p");
    expect(only?.verdict).toMatchObject({ verdict: "beaten-by-call", own: { call: 2 } });
  });

  it("in top trading cycles: the round in which the last seat went", () => {
    const entries = [
      asks("p", ["b", "a"]),
      asks("q", ["a", "b"], { rights: {} }),
      asks("r", ["b", "a", "c"]),
    ];
    const [first, second, third] = told(
      { a: 1, b: 1, c: 1 },
      { mechanism: "top-trading-cycles", entries },
      "r",
    );
    expect(first).toMatchObject({
      verdict: { verdict: "traded-away", cutoff: { round: 1 } },
      zh: "在“第1步”这一步，b校的学位在第 1 轮交换中已全部换出；到那时，这个孩子还没有可以换得它的优先资格。",
      en: "In the step “Step 1”, the seats of School b had all been exchanged by round 1; until then this child had no priority to offer for one.",
    });
    expect(second?.verdict).toMatchObject({ verdict: "traded-away", cutoff: { round: 2 } });
    expect(third?.verdict).toMatchObject({ verdict: "admitted", cutoff: { round: 3 } });
  });

  it("where no one of a tie is admitted", () => {
    const scored = (pid: string, points: number) =>
      asks(pid, ["a"], { keys: [[-points]], points: [pointsOf(points)] });
    const rules = {
      mechanism: "serial-dictatorship",
      keyParts: [{ by: "points" }],
      ties: "admit-none",
      entries: [
        scored("x90", 90_000),
        scored("x80", 80_000),
        scored("y80", 80_000),
        scored("z", 1),
      ],
    } as const;
    const [tied] = told({ a: 2 }, rules, "y80");
    expect(tied).toMatchObject({
      verdict: { verdict: "tied-at-last-seat", rank: 2, wanted: 4, cutoff: { admitted: 1 } },
      zh: "在“第1步”这一步，a校剩下的学位不够录取所有与这个孩子条件相同的孩子；按公布的规则，一个也不录取。",
      en: "In the step “Step 1”, the seats left at School a did not suffice for all children who are equal to this child; by the published rule none of them was admitted.",
    });
    expect(told({ a: 2 }, rules, "z")[0]?.verdict.verdict).toBe("beaten-by-key");
    expect(
      told({ a: 1 }, { ...rules, entries: rules.entries.slice(1) }, "x80")[0]?.verdict,
    ).toEqual(expect.not.objectContaining({ cutoff: expect.anything() as unknown }));
  });

  it("where all of a tie are admitted, nobody is refused for it", () => {
    const scored = (pid: string, points: number) =>
      asks(pid, ["a"], { keys: [[-points]], points: [pointsOf(points)] });
    const rules = {
      mechanism: "serial-dictatorship",
      keyParts: [{ by: "points" }],
      ties: "admit-all",
      entries: [
        scored("x90", 90_000),
        scored("x80", 80_000),
        scored("y80", 80_000),
        scored("z", 1),
      ],
    } as const;
    expect(told({ a: 2 }, rules, "y80")[0]?.verdict.verdict).toBe("admitted");
    expect(told({ a: 2 }, rules, "z")[0]?.verdict).toMatchObject({
      verdict: "beaten-by-key",
      cutoff: { admitted: 3 },
    });
  });

  it("where a family wants one school", () => {
    const entries = [asks("p", ["a", "b"]), asks("q", ["a", "b"])];
    const [first, second] = told(
      { a: 1, b: 2 },
      { mechanism: "deferred-acceptance", together: { smith: ["p", "q"] }, entries },
      "p",
    );
    expect(first).toMatchObject({
      verdict: { verdict: "not-all-together", school: "a" },
      en: "The family wants one school for its children; in the step “Step 1”, School a could not admit all of them.",
    });
    expect(second?.verdict.verdict).toBe("admitted");
  });

  it("where the child's group has its share", () => {
    const entries = ["p", "q", "r"].map((pid) =>
      asks(pid, ["a"], pid === "r" ? {} : { groups: ["m"] }),
    );
    const pools = [{ id: "open", group: null, handOn: null }];
    const divisions = { a: { pools, caps: [{ group: "m", atMost: 1 }] } };
    const [only] = told({ a: 2 }, { mechanism: "lots-only", divisions, entries }, "q");
    expect(only).toMatchObject({
      verdict: { verdict: "cap-reached", pool: "open" },
      zh: "在“第1步”这一步，a校录取的这一群体的孩子已达公布的上限。这个孩子最接近录取的是“公开学位”。",
    });
    const none = { a: { pools, caps: [{ group: "m", atMost: 0 }] } };
    const refused = told(
      { a: 1 },
      { mechanism: "lots-only", divisions: none, entries: entries.slice(0, 2) },
      "p",
    );
    expect(refused[0]?.verdict).toMatchObject({ verdict: "cap-reached" });
  });

  it("where all seats are set apart for others", () => {
    const pools = [
      { id: "heroes", group: "heroes", seats: 2, handOn: null },
      { id: "open", group: null, handOn: null },
    ];
    const entries = [asks("p", ["a"]), asks("q", ["a"], { groups: ["heroes"] })];
    const rules = { mechanism: "lots-only", divisions: { a: { pools } }, entries } as const;
    expect(told({ a: 2 }, rules, "p")[0]).toMatchObject({
      verdict: { verdict: "not-eligible" },
      en: "In the step “Step 1”, the seats of School a were set apart for groups to which this child does not belong.",
    });
    expect(told({ a: 2 }, rules, "q")[0]).toMatchObject({
      verdict: { verdict: "admitted", pool: "heroes" },
      zh: "在“第1步”这一步，a校录取了这个孩子。所占的是“heroes学位”。",
      en: "In the step “Step 1”, School a admitted this child. The seat is one of the “seats for heroes”.",
    });
  });
});
