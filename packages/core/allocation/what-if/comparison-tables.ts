import { text } from "../../domain/text.ts";
import type { BureauReport } from "../report/bureau-report.ts";
import type { Table } from "../report/tables.ts";
import type { Comparison } from "./compare-runs.ts";

/** The runs side by side, one column each; then where schools differ. */
export function comparisonTables({ base, variants }: Comparison): readonly Table[] {
  const reports = [base, ...variants.map(({ report }) => report)];
  const names = [text("现方案", "As it stands"), ...variants.map(({ name }) => text(name, name))];
  const row = (zh: string, en: string, figure: (report: BureauReport) => number) => [
    text(zh, en),
    ...reports.map(figure),
  ];
  const differing = (
    zh: string,
    en: string,
    figure: (differences: Comparison["variants"][number]["differences"]) => number,
  ) => [text(zh, en), "–", ...variants.map(({ differences }) => figure(differences))];
  const ranks = new Set(reports.flatMap(({ byChoice }) => byChoice.map(({ rank }) => rank)));
  return [
    {
      title: text("方案对比", "Side by side"),
      columns: [text("项目", "What"), ...names],
      rows: [
        row("已录取", "Placed", ({ children }) => children.placed),
        row("未录取", "Without a seat", ({ children }) => children.unplaced),
        ...[...ranks]
          .toSorted((a, b) => a - b)
          .map((rank) =>
            row(
              `第 ${rank} 志愿录取`,
              `Placed at choice ${rank}`,
              ({ byChoice }) => byChoice.find((one) => one.rank === rank)?.children ?? 0,
            ),
          ),
        row("空余学位", "Seats unfilled", ({ schools }) =>
          schools.reduce((sum, { unfilled }) => sum + unfilled, 0),
        ),
        row("未能同校的家庭", "Families parted", ({ fellApart }) => fellApart.length),
        differing("结果不同的儿童", "Children with another result", ({ changed }) => changed),
        differing("按本人志愿更好", "Better off by their own list", ({ better }) => better),
        differing("按本人志愿更差", "Worse off by their own list", ({ worse }) => worse),
        differing("无法比较", "Not comparable", ({ incomparable }) => incomparable),
      ],
    },
    ...variants.map(({ name, differences }) => ({
      title: text(`“${name}”各校的变化`, `Schools under “${name}”`),
      columns: [
        text("学校", "School"),
        text("录取增减", "Admitted, more or fewer"),
        text("空余增减", "Unfilled, more or fewer"),
        text("新录取", "Come"),
        text("不再录取", "Gone"),
      ],
      rows: differences.schools.map((one) => [
        one.school,
        one.admitted,
        one.unfilled,
        one.come,
        one.gone,
      ]),
    })),
  ].filter(({ rows }) => rows.length > 0);
}
