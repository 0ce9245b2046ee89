import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv } from "./csv.ts";
import { TOY_POLICY } from "./fixtures-policy.ts";
import type { ReadChildren } from "./read-children.ts";
import type { ParsedChild } from "./read-row.ts";
import type { ChildOutcome, SeasonRunResult, Standing } from "./run-result.ts";
import type { SeasonSummary } from "./tally.ts";
import { writeRejections, writeSeasonResults } from "./write-results.ts";

const rule = { source: "notice", article: "1", demoChoice: true };

const parsed = (row: number, name: string, choices: readonly string[]): ParsedChild => ({
  row,
  child: { name, document: { kind: "passport", number: `X000${row}`, birthDate: null, sex: null } },
  guardian: null,
  choices,
  consentsToRedistribution: false,
  lotSharedWith: null,
  lotGroup: null,
  facts: {},
});

const decided = (points: number): Decision => ({
  kind: "decided",
  category: "M",
  admitted: true,
  zone: null,
  points: pointsOf(points),
  breakdown: [
    {
      item: "age",
      label: text("年龄", "Age"),
      rule,
      points: pointsOf(points),
      uncapped: pointsOf(points),
      how: text("", ""),
      lines: [],
    },
  ],
  reasons: [
    {
      about: "A",
      met: "no",
      rule,
      message: text("户籍不在施教区。", "Not registered in the zone."),
    },
    {
      about: "M",
      met: "yes",
      rule,
      message: text("属于“随迁子女”：居住证有效", "In “Migrants”: the permit is valid"),
    },
  ],
});

const cutoff = (school: string, points: number) => ({
  school,
  step: "choices",
  admitted: 1,
  binding: true,
  key: [-points],
  points: pointsOf(points),
  lot: "0f".repeat(32),
});

const own = (points: number) => ({
  key: [-points],
  points: pointsOf(points),
  lot: "aa".repeat(32),
});

const BEATEN: SchoolVerdict = {
  step: "choices",
  school: "jiefang",
  listRank: 1,
  verdict: "beaten-by-key",
  decidedBy: { by: "points" },
  own: own(63_600),
  cutoff: cutoff("jiefang", 80_000),
};

const outcome = (
  row: number,
  name: string,
  decision: Decision | null,
  standing: Standing,
  verdicts: readonly SchoolVerdict[] = [],
): ChildOutcome => ({
  child: parsed(row, name, ["jiefang", "minzhu"]),
  pid: standing.kind === "refused" ? null : String(row).padStart(32, "0"),
  decision,
  standing,
  verdicts,
});

const OUTCOMES: readonly ChildOutcome[] = [
  outcome(
    2,
    "应大友",
    decided(63_600),
    { kind: "placed", offer: { school: "minzhu", step: "choices", listRank: 2 } },
    [
      BEATEN,
      {
        step: "choices",
        school: "minzhu",
        listRank: 2,
        verdict: "admitted",
        own: own(63_600),
        cutoff: cutoff("minzhu", 63_600),
      },
    ],
  ),
  outcome(3, "欧阳娜娜", decided(80_000), {
    kind: "placed",
    offer: { school: "jiefang", step: "choices", listRank: 1 },
  }),
  outcome(4, "𬭊", decided(5_000), { kind: "unplaced" }, [BEATEN]),
  outcome(
    5,
    "John Smith",
    { kind: "undecided", missing: ["insurance.months"], reasons: [] },
    {
      kind: "review",
      reasons: [failure("review.missing-facts", "缺少社保月数。", "Insured months are missing.")],
    },
  ),
  outcome(
    6,
    "李四",
    {
      kind: "not-admitted",
      reasons: [
        { about: "six", met: "no", rule, message: text("2018年9月3日出生", "born 2018-09-03") },
      ],
    },
    { kind: "review", reasons: [failure("review.not-admitted", "未满六周岁。", "Not yet six.")] },
  ),
  outcome(7, "王五", null, {
    kind: "refused",
    reason: failure("choices.too-few", "请至少填报1个志愿。", "List at least 1 school."),
  }),
];

async function* childrenOf(): AsyncGenerator<ChildOutcome> {
  yield* OUTCOMES;
}

const result = (): SeasonRunResult => ({
  policy: TOY_POLICY,
  policyHash: "ab".repeat(32),
  seed: "cd".repeat(32),
  drawSeed: "ef".repeat(32),
  rollRoot: "01".repeat(32),
  run: {
    pids: [],
    problem: { schools: [], steps: [], lots: {} },
    outcome: {
      placements: [],
      cutoffs: [cutoff("jiefang", 80_000), cutoff("minzhu", 63_600)],
      seatsLeft: TOY_POLICY.plan.schools.map(({ id, seats }) => ({
        school: id,
        seats: id === "jiefang" || id === "minzhu" ? seats - 1 : seats,
      })),
    },
  },
  children: childrenOf(),
});

const READ: ReadChildren = {
  rows: OUTCOMES.map(({ child }) => child),
  rejections: [
    {
      row: 8,
      column: "儿童姓名",
      code: "name.character",
      message: text("姓名的第1个字符“=”不能用于姓名。", "Character 1 cannot be part of a name."),
      value: '=HYPERLINK("http://x.invalid","点")',
    },
  ],
  rowsRead: 7,
};

describe("the files of a season", () => {
  let directory = "";
  let summary: SeasonSummary;
  const records = async (file: string): Promise<readonly (readonly string[])[]> =>
    [...parseCsv((await readFile(join(directory, file), "utf8")).replace("\ufeff", ""), ",")].map(
      (record) => (record.ok ? record.value : []),
    );

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "season-"));
    const settings = { directory: join(directory), language: "zh" as const, onChildren: () => {} };
    await writeRejections(settings, READ.rejections);
    summary = await writeSeasonResults(settings, READ, result(), {
      end: () => {},
      timings: () => [{ phase: "读取文件", seconds: 1.25 }],
    });
  });

  afterAll(() => rm(directory, { recursive: true }));

  test("each child's row: masked name, result, school and reasons in both languages", async () => {
    const [headings, first, , third, ...others] = await records("results.csv");
    expect(headings).toContain("公开编号");
    expect(first?.slice(0, 12)).toEqual([
      "2",
      "0".repeat(31) + "2",
      "*大友",
      "M",
      "随迁子女",
      "63.6",
      "年龄 63.6",
      "已录取",
      "minzhu",
      "民主小学",
      "积分志愿",
      "2",
    ]);
    expect(first?.[12]).toMatch(
      /^属于“随迁子女”：居住证有效。积分：63\.6（年龄 63\.6）。.*解放小学.*80.*民主小学/u,
    );
    expect(first?.[13]).toMatch(/the permit is valid\..*63\.6.*below the 80.*Minzhu School/u);
    expect(first?.join()).not.toContain("户籍不在施教区");
    expect(third?.slice(7, 12)).toEqual(["未录取", "", "", "", ""]);
    expect(others.map((row) => [row[7], row[12]])).toEqual([
      ["待人工核实", "缺少社保月数。"],
      ["不符合报名条件", "未满六周岁。"],
      ["报名未受理", "请至少填报1个志愿。"],
    ]);
  });

  test("no file tells a whole name or a document's number", async () => {
    for (const file of [
      "results.csv",
      "schools.csv",
      "cutoffs.csv",
      "summary.json",
      "summary.md",
    ]) {
      const content = await readFile(join(directory, file), "utf8");
      expect(content).not.toMatch(/应大友|欧阳|John Smith|X000|2018-09-03/u);
    }
  });

  test("the workbook holds the same rows", async () => {
    const workbook = await readXlsx(await readFile(join(directory, "results.xlsx")));
    const rows = workbook.sheets[0]?.rows.map((row) => row.map((cell) => String(cell ?? ""))) ?? [];
    expect(rows).toEqual(await records("results.csv"));
  });

  test("seats add up at every school", async () => {
    const [headings, ...rows] = await records("schools.csv");
    expect(headings?.slice(5)).toEqual(["施教区录取", "积分志愿"]);
    expect(rows.slice(0, 3)).toEqual([
      ["jiefang", "解放小学", "2", "1", "1", "0", "1"],
      ["minzhu", "民主小学", "2", "1", "1", "0", "1"],
      ["dasi", "大司小学", "2", "0", "2", "0", "0"],
    ]);
  });

  test("cutoffs are as the outcome has them", async () => {
    const [, first] = await records("cutoffs.csv");
    expect(first).toEqual([
      "积分志愿",
      "jiefang",
      "解放小学",
      "1",
      "是",
      "",
      "80",
      "[-80000]",
      "0f".repeat(32),
    ]);
  });

  test("the summary counts every child once", async () => {
    const written = JSON.parse(
      await readFile(join(directory, "summary.json"), "utf8"),
    ) as SeasonSummary;
    expect(written).toEqual(summary);
    expect(written.rows).toEqual({ read: 7, good: 6, rejected: 1 });
    expect(written.results).toEqual({
      placed: 2,
      unplaced: 1,
      undecided: 1,
      "not-admitted": 1,
      "outside-steps": 0,
      refused: 1,
    });
    expect(written.seats).toEqual({ planned: 10, filled: 2, left: 8 });
    expect(written.categories).toMatchObject([
      { category: "A", children: 0 },
      { category: "M", children: 3, placed: 2, unplaced: 1 },
      { category: "N", children: 0 },
    ]);
    expect(written.steps.map(({ placed }) => placed)).toEqual([0, 2]);
    expect(written.choiceRanks).toEqual([
      { rank: 1, children: 1 },
      { rank: 2, children: 1 },
    ]);
    expect(written.heldBack).toEqual([
      {
        reason: text("来源没有答复：社会保险缴费月数", "No answer: Social insurance: months paid"),
        children: 1,
      },
      { reason: text("不符合：年满六周岁", "Not met: Six years old"), children: 1 },
      { reason: text("请至少填报1个志愿。", "List at least 1 school."), children: 1 },
    ]);
    const page = await readFile(join(directory, "summary.md"), "utf8");
    expect(page).toContain("| 读取文件 | 1.25 |");
    expect(page).toContain(`| 名册根 | ${"01".repeat(32)} |`);
  });

  test("rejected cells are told with their row, and none runs as a formula", async () => {
    const bytes = await readFile(join(directory, "rejected.csv"));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [, row] = await records("rejected.csv");
    expect(row).toEqual([
      "8",
      "儿童姓名",
      "name.character",
      "姓名的第1个字符“=”不能用于姓名。",
      "Character 1 cannot be part of a name.",
      `'=HYPERLINK("http://x.invalid","点")`,
    ]);
  });
});

test("a season in English is written in English", async () => {
  const directory = await mkdtemp(join(tmpdir(), "season-"));
  await writeSeasonResults({ directory, language: "en", onChildren: () => {} }, READ, result(), {
    end: () => {},
    timings: () => [],
  });
  const csv = await readFile(join(directory, "results.csv"), "utf8");
  expect(csv).toContain("Public number");
  expect(csv).toContain("Minzhu School");
  expect(await readFile(join(directory, "summary.md"), "utf8")).toContain("## By step");
  await rm(directory, { recursive: true });
});
