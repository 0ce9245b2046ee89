import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  KeyPart,
  SchoolVerdict,
} from "../domain/allocation-problem.ts";
import { KEY_WITHOUT_VALUE } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { assertNever } from "../domain/result.ts";
import { text } from "../domain/text.ts";
import { allocate } from "./allocate.ts";
import { explain, prepareExplainer } from "./explain.ts";
import { lotsInOrder, townArbitrary } from "./testing/towns.ts";
import { verdictText } from "./verdict-text.ts";

const NAMES = {
  school: (id: string) => text(`${id}校`, `School ${id}`),
  step: (id: string) => text(`第${id}步`, `Step ${id}`),
  keyPart: (part: KeyPart) =>
    part.by === "points"
      ? text("积分", "points")
      : part.by === "item"
        ? text("基础分", "base points")
        : text("入户时间", "registered since"),
  pool: (id: string) => text(`“${id}”类`, `pool ${id}`),
};

const asks = (pid: string, list: readonly string[], points: number) => ({
  pid,
  category: "x",
  list,
  keys: [[-points]],
  points: [pointsOf(points)],
});

const keyed = (pid: string, key: readonly number[]) => ({
  ...asks(pid, ["a"], 80_000),
  keys: [key],
});

const step = (
  id: string,
  entries: AllocationStep["entries"],
  rules: Partial<AllocationStep> = {},
): AllocationStep => ({
  id,
  mechanism: "serial-dictatorship",
  lotScope: "one",
  keyParts: [{ by: "points" }],
  entries,
  ...rules,
});

const solve = (
  seats: Readonly<Record<string, number>>,
  steps: readonly AllocationStep[],
  lots: AllocationProblem["lots"] = { "*": lotsInOrder(["p", "q", "r", "s"]) },
): { readonly problem: AllocationProblem; readonly outcome: AllocationOutcome } => {
  const schools = Object.entries(seats).map(([school, count]) => ({ school, seats: count }));
  const problem = { schools, steps, lots };
  return { problem, outcome: allocate(problem) };
};

/** The Chinese and English sentences of one child, one per verdict. */
function sentences(
  { problem, outcome }: ReturnType<typeof solve>,
  pid: string,
): readonly (readonly [string, string])[] {
  return explain(problem, outcome, pid).map((verdict) => {
    const { zh, en } = verdictText(verdict, NAMES);
    return [zh, en] as const;
  });
}

describe("explain", () => {
  it("follows a child through the steps, down to the school it received and no further", () => {
    const { problem, outcome } = solve({ a: 1, b: 1, c: 1, d: 1 }, [
      step("1", [asks("p", ["a"], 0)]),
      step("2", [asks("p", ["c"], 0), asks("q", ["a", "b"], 0)]),
      step("3", [asks("r", ["a", "b", "c", "d"], 0), asks("q", ["c"], 0)]),
    ]);
    const seen = (pid: string) =>
      explain(problem, outcome, pid).map(({ step, school, listRank, verdict }) => [
        step,
        school,
        listRank,
        verdict,
      ]);
    expect(seen("p")).toEqual([["1", "a", 1, "admitted"]]);
    expect(seen("q")).toEqual([
      ["2", "a", 1, "no-seats-in-step"],
      ["2", "b", 2, "admitted"],
    ]);
    expect(seen("r")).toEqual([
      ["3", "a", 1, "no-seats-in-step"],
      ["3", "b", 2, "no-seats-in-step"],
      ["3", "c", 3, "admitted"],
    ]);
    expect(seen("nobody")).toEqual([]);
  });

  it("says that points were too few", () => {
    const solved = solve({ a: 1 }, [
      step("3", [asks("p", ["a"], 80_000), asks("q", ["a"], 78_500)]),
    ]);
    expect(explain(solved.problem, solved.outcome, "q")).toMatchObject([
      {
        verdict: "beaten-by-key",
        decidedBy: { by: "points" },
        own: { points: 78_500 },
        cutoff: { points: 80_000 },
      },
    ]);
    expect(sentences(solved, "q")).toEqual([
      [
        "在“第3步”这一步，这个孩子的“积分”是 78.5，低于a校最后一名录取者的 80。",
        "In the step “Step 3”, this child's “points” is 78.5, below the 80 of the last child admitted to School a.",
      ],
    ]);
  });

  it("compares the points of the place at which the school stood, bonus and all", () => {
    const bonus = {
      ...asks("q", ["b", "a"], 0),
      keys: [[-82_500], [-80_000]],
      points: [82_500, 80_000].map(pointsOf),
    };
    const solved = solve({ a: 1, b: 1 }, [
      step("1", [asks("p", ["a"], 81_000), bonus, asks("r", ["b"], 83_000)]),
    ]);
    expect(sentences(solved, "q").map(([zh]) => zh)).toEqual([
      "在“第1步”这一步，这个孩子的“积分”是 82.5，低于b校最后一名录取者的 83。",
      "在“第1步”这一步，这个孩子的“积分”是 80，低于a校最后一名录取者的 81。",
    ]);
  });

  it("says which later part of the key decided", () => {
    const keyParts: readonly KeyPart[] = [
      { by: "points" },
      { by: "item", item: "base" },
      { by: "term", term: "since" },
    ];
    const solved = (last: readonly number[], own: readonly number[]) =>
      solve({ a: 1 }, [step("3", [keyed("p", last), keyed("q", own)], { keyParts })]);
    expect(sentences(solved([-80_000, -60_500, 1], [-80_000, -60_000, 0]), "q")).toEqual([
      [
        "在“第3步”这一步，前面比较的条件相同；这个孩子的“基础分”是 60，低于a校最后一名录取者的 60.5。",
        "In the step “Step 3”, what is compared before is equal, but this child's “base points” is 60, below the 60.5 of the last child admitted to School a.",
      ],
    ]);
    expect(sentences(solved([-80_000, -60_000, 1], [-80_000, -60_000, 2]), "q")).toEqual([
      [
        "在“第3步”这一步，前面比较的条件相同；按“入户时间”比较，这个孩子排在a校最后一名录取者之后。",
        "In the step “Step 3”, what is compared before is equal, but by “registered since” this child comes after the last child admitted to School a.",
      ],
    ]);
  });

  it("shows no figure where the child has none", () => {
    const rules = { keyParts: [{ by: "item", item: "base" }] } as const;
    const without = keyed("q", [KEY_WITHOUT_VALUE]);
    const solved = solve({ a: 1 }, [step("1", [keyed("p", [-60_000]), without], rules)]);
    expect(sentences(solved, "q").map(([zh]) => zh)).toEqual([
      "在“第1步”这一步，按“基础分”比较，这个孩子排在a校最后一名录取者之后。",
    ]);
  });

  it("says that the lot decided, with as many digits as show it", () => {
    const tail = "0".repeat(50);
    const lots = {
      "*": { p: `3a11bb77cc0012${tail}`, q: `3a11bb77cc0034${tail}`, r: `9f3ab0c144dd12${tail}` },
    };
    const solved = solve(
      { a: 1 },
      [
        step(
          "1",
          ["p", "q", "r"].map((pid) => asks(pid, ["a"], 0)),
        ),
      ],
      lots,
    );
    expect(explain(solved.problem, solved.outcome, "r")).toMatchObject([
      { verdict: "beaten-by-lot" },
    ]);
    expect(sentences(solved, "r").join()).toContain("0x9f3ab0c1… 排在 0x3a11bb77… 之后");
    expect(sentences(solved, "q").join()).toContain(
      "0x3a11bb77cc003… comes after 0x3a11bb77cc001…",
    );
  });

  it("speaks of the family's one lot where siblings share it", () => {
    const one = "1".repeat(64);
    const solved = solve(
      { a: 1 },
      [
        step(
          "1",
          ["p", "q"].map((pid) => asks(pid, ["a"], 0)),
        ),
      ],
      {
        "*": { p: one, q: one },
      },
    );
    expect(sentences(solved, "q").join()).toContain("兄弟姐妹共用一个摇号号码");
  });

  it("says that the school was full before this place of the list was looked at", () => {
    const solved = solve({ a: 1, b: 1 }, [
      step("1", [asks("p", ["a"], 2), asks("q", ["b"], 1), asks("r", ["a", "b"], 1)], {
        mechanism: "immediate-acceptance",
      }),
    ]);
    expect(explain(solved.problem, solved.outcome, "r").map(({ verdict }) => verdict)).toEqual([
      "beaten-by-key",
      "beaten-by-choice-rank",
    ]);
    expect(sentences(solved, "r")[1]).toEqual([
      "“第1步”这一步先看志愿顺序。b校录取到第 1 志愿的孩子时就已招满；这个孩子把它填在第 2 位。",
      "The step “Step 1” looks at the order of choices first. School b was full after children who listed it as choice 1; this child listed it as choice 2.",
    ]);
  });

  it("gives the own rank to a child who stood outside the competitors", () => {
    const solved = solve({ a: 9 }, [
      step("1", [asks("p", ["a"], 3), asks("q", ["a"], 2), asks("r", ["a"], 1)], {
        competitorsAtMost: 1,
      }),
    ]);
    expect(explain(solved.problem, solved.outcome, "r")).toMatchObject([
      { verdict: "outside-competitors", ranking: { rank: 3, atMost: 1 }, own: { points: 1 } },
    ]);
    expect(sentences(solved, "r")[0]?.[0]).toBe(
      "“第1步”这一步只有排在前 1 名的孩子参加，这个孩子排第 3 名，因此没有参加。",
    );
  });

  it("says that no seat was left, and that a child was admitted", () => {
    const solved = solve({ a: 1 }, [
      step("1", [asks("p", ["a"], 0)]),
      step("2", [asks("q", ["a"], 0)]),
    ]);
    expect(sentences(solved, "p")[0]?.[0]).toBe("在“第1步”这一步，a校录取了这个孩子。");
    expect(sentences(solved, "q")[0]?.[0]).toBe("轮到“第2步”这一步时，a校已没有可分配的学位。");
  });
});

/** Whether the figures that a verdict shows bear out what it says. */
function isTrue({ verdict, own, cutoff, ranking }: SchoolVerdict): boolean {
  const sameKey = JSON.stringify(own?.key) === JSON.stringify(cutoff?.key);
  const refusedThere = cutoff?.binding === true;
  switch (verdict) {
    case "admitted":
      return cutoff !== undefined;
    case "no-seats-in-step":
      return cutoff === undefined;
    case "outside-competitors":
      return ranking !== undefined && ranking.rank > ranking.atMost;
    case "beaten-by-choice-rank":
      return refusedThere && cutoff?.listRank !== undefined;
    case "beaten-by-key":
      return refusedThere && !sameKey;
    case "beaten-by-lot":
      return refusedThere && sameKey && (own?.lot ?? "") >= (cutoff?.lot ?? "");
    case "beaten-by-call":
      return refusedThere && (own?.call ?? 0) > (cutoff?.call ?? 0);
    case "traded-away":
      return refusedThere && (cutoff?.round ?? 0) > 0;
    case "tied-at-last-seat":
    case "cap-reached":
    case "not-all-together":
    case "not-eligible":
      return cutoff?.pool !== undefined || cutoff === undefined || refusedThere;
    default:
      return assertNever(verdict);
  }
}

describe("in any town", () => {
  it("explains every refusal of every child by something that is true", () => {
    fc.assert(
      fc.property(townArbitrary, (problem) => {
        const outcome = allocate(problem);
        const explainer = prepareExplainer(problem, outcome);
        for (const { pid, school, step } of outcome.placements) {
          const verdicts = explainer(pid);
          const admitted = verdicts.filter(({ verdict }) => verdict === "admitted");
          expect(admitted.map((verdict) => [verdict.school, verdict.step])).toEqual(
            school === null ? [] : [[school, step]],
          );
          expect(verdicts.filter((one) => !isTrue(one))).toEqual([]);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("never names another child", () => {
    fc.assert(
      fc.property(townArbitrary, (problem) => {
        const outcome = allocate(problem);
        for (const { pid } of outcome.placements) {
          const verdicts = explain(problem, outcome, pid);
          const told = JSON.stringify([verdicts, verdicts.map((one) => verdictText(one, NAMES))]);
          expect(told).not.toMatch(/\bp[1-5]\b/);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
