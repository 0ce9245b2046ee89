import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { SeasonSummary } from "./tally.ts";
import { RESULT_KINDS, RESULT_LABELS } from "./words.ts";

type Row = readonly (string | number)[];

/** Keeps a cell in its cell. */
const escaped = (cell: string | number): string =>
  String(cell).replaceAll("|", "\\|").replaceAll(/\s+/g, " ");

function table(headings: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${headings.map((_, place) => (place === 0 ? "---" : "---:")).join("|")}|`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
}

/** The summary as a Markdown page in one language. */
export function summaryMarkdown(summary: SeasonSummary, language: Language): string {
  const say = (zh: string, en: string): string => text(zh, en)[language];
  const own = (label: Text): string => label[language];
  const { rows, results, seats } = summary;
  const sections = [
    `# ${own(summary.policy.title)}`,
    table(
      [say("项目", "What"), say("数量", "Count")],
      [
        [say("读取行数", "Rows read"), rows.read],
        [say("退回行数（见 rejected.csv）", "Rows rejected (see rejected.csv)"), rows.rejected],
        ...RESULT_KINDS.map((kind): Row => [own(RESULT_LABELS[kind]), results[kind]]),
        [say("计划学位", "Seats planned"), seats.planned],
        [say("已用学位", "Seats filled"), seats.filled],
        [say("剩余学位", "Seats left"), seats.left],
      ],
    ),
    `## ${say("按类别", "By category")}`,
    table(
      [
        say("类别", "Category"),
        say("人数", "Children"),
        own(RESULT_LABELS.placed),
        own(RESULT_LABELS.unplaced),
      ],
      summary.categories.map(({ label, children, placed, unplaced }) => [
        own(label),
        children,
        placed,
        unplaced,
      ]),
    ),
    `## ${say("按步骤", "By step")}`,
    table(
      [say("步骤", "Step"), own(RESULT_LABELS.placed)],
      summary.steps.map(({ label, placed }) => [own(label), placed]),
    ),
    ...byChoice(summary, language),
    ...heldBack(summary, language),
    `## ${say("可复核的数据", "For checking")}`,
    table(
      [say("项目", "What"), say("值", "Value")],
      [
        [say("政策文件 SHA-256", "Policy file, SHA-256"), summary.policy.hash],
        [say("本次运行种子（--seed）", "Seed of this run (--seed)"), summary.seed],
        [say("名册根", "Root of the roll"), summary.rollRoot],
        [say("摇号种子", "Seed of the lots"), summary.drawSeed],
      ],
    ),
    `## ${say("用时", "Time")}`,
    table(
      [say("阶段", "Phase"), say("秒", "Seconds")],
      summary.timings.map(({ phase, seconds }) => [phase, seconds.toFixed(2)]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function byChoice(summary: SeasonSummary, language: Language): readonly string[] {
  if (summary.choiceRanks.length === 0) return [];
  const [title, rank] = [text("按志愿", "By choice"), text("第几志愿", "Choice")];
  return [
    `## ${title[language]}`,
    table(
      [rank[language], RESULT_LABELS.placed[language]],
      summary.choiceRanks.map(({ rank, children }) => [rank, children]),
    ),
  ];
}

function heldBack(summary: SeasonSummary, language: Language): readonly string[] {
  if (summary.heldBack.length === 0) return [];
  const [title, reason, children] = [
    text("未能自动处理的原因", "Why children were held back"),
    text("原因", "Reason"),
    text("人数", "Children"),
  ];
  return [
    `## ${title[language]}`,
    table(
      [reason[language], children[language]],
      summary.heldBack.map((one) => [one.reason[language], one.children]),
    ),
  ];
}
