import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { PointsLine } from "@yangguang/core/policy/decision.ts";
import { describe, expect, test } from "vitest";
import { TOY_POLICY } from "./fixtures-policy.ts";
import { breakdownText, reasonText } from "./reasons.ts";
import type { ChildOutcome } from "./run-result.ts";
import { policyWords } from "./words.ts";

const outcome = (change: {
  readonly category?: string;
  readonly zone?: string | null;
  readonly choices?: readonly string[];
  readonly consents?: boolean;
  readonly verdicts?: readonly SchoolVerdict[];
}): ChildOutcome => ({
  child: {
    row: 2,
    child: {
      name: "应大友",
      document: { kind: "passport", number: "X1", birthDate: null, sex: null },
    },
    guardian: null,
    choices: change.choices ?? [],
    consentsToRedistribution: change.consents ?? true,
    lotSharedWith: null,
    lotGroup: null,
    facts: {},
  },
  pid: "0".repeat(32),
  decision: {
    kind: "decided",
    category: change.category ?? "M",
    admitted: true,
    zone: change.zone ?? null,
    points: null,
    breakdown: [],
    reasons: [],
  },
  standing: { kind: "unplaced" },
  verdicts: change.verdicts ?? [],
});

const zhOf = (change: Parameters<typeof outcome>[0], policy = TOY_POLICY): string =>
  reasonText(policyWords(policy), outcome(change)).zh;

const full = (school: string): SchoolVerdict => ({
  step: "choices",
  school,
  listRank: 1,
  verdict: "no-seats-in-step",
});

const beaten = (school: string): SchoolVerdict => ({
  ...full(school),
  verdict: "beaten-by-lot",
  own: { key: [], points: pointsOf(0), lot: "b".repeat(64) },
  cutoff: {
    school,
    step: "choices",
    admitted: 1,
    binding: true,
    key: [],
    points: pointsOf(0),
    lot: "a".repeat(64),
  },
});

const line = (
  label: string,
  thousandths: number,
  lines: readonly PointsLine[] = [],
): PointsLine => ({
  item: label,
  label: text(label, label),
  rule: { source: "notice", article: "1", demoChoice: true },
  points: pointsOf(thousandths),
  uncapped: pointsOf(thousandths),
  how: text("", ""),
  lines,
});

test("points are shown item by item, parts in brackets, nothing for nothing", () => {
  const lines = [
    line("年龄", 20_000),
    line("荣誉", 0),
    line("其他", 18_500, [line("学历", 8500), line("技能", 10_000)]),
  ];
  expect(breakdownText(lines).zh).toBe("年龄 20；其他 18.5（学历 8.5；技能 10）");
});

describe("what a child without a place is told", () => {
  test("that its category could not list a school", () => {
    expect(zhOf({ choices: ["jiefang", "closed"] })).toContain(
      "不能填报封闭小学，这些志愿没有计入。",
    );
    expect(zhOf({ choices: ["closed"], category: "A", zone: "Z1" })).not.toContain("不能填报");
  });

  test("that it did not consent, where that mattered", () => {
    const [zone, choices] = TOY_POLICY.steps;
    if (zone === undefined || choices === undefined)
      throw new Error("the toy policy has two steps");
    const policy = { ...TOY_POLICY, steps: [zone, { ...choices, redistribution: true }] };
    expect(zhOf({ consents: false }, policy)).toContain("没有同意调剂，因此没有参加“积分志愿”。");
    expect(zhOf({ consents: true }, policy)).not.toContain("调剂");
    expect(zhOf({ consents: false, category: "A" }, policy)).not.toContain("调剂");
  });

  test("that it entered no step", () => {
    expect(zhOf({})).toBe("类别：随迁子女。这个孩子没有进入任何录取步骤。");
  });

  test("schools without seats together, and so many refusals only", () => {
    const told = zhOf({ verdicts: [full("jiefang"), beaten("minzhu"), full("dasi")] });
    expect(told.match(/没有可分配的学位/gu)).toHaveLength(1);
    expect(told).toContain("解放小学、大司小学");
    const many = zhOf({ verdicts: Array.from({ length: 30 }, () => beaten("minzhu")) });
    expect(many.match(/由摇号决定/gu)).toHaveLength(8);
    expect(many).toContain("另有22所学校也未录取");
    const none = zhOf({ verdicts: Array.from({ length: 30 }, () => full("minzhu")) });
    expect(none).toContain("等30所学校");
  });
});
