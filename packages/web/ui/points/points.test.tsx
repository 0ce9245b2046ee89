import { expect, it } from "vitest";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { PointsBreakdown } from "./index.tsx";

const line = {
  item: "time",
  label: text("时间", "Time"),
  rule: { source: "n", article: "第三条", demoChoice: false },
  points: pointsOf(10_000),
  uncapped: pointsOf(12_050),
  how: text("241 个月", "241 months"),
  lines: [],
};

it("tells a capped item's points from what was counted", () => {
  const html = htmlOf(
    <PointsBreakdown page={testPage()} lines={[line]} total={pointsOf(10_000)} />,
  );
  expect(textOf(html)).toContain("Time 241 months (before the cap: 12.05) 第三条 10 Total 10");
});

it("reads out which lines are parts of another", () => {
  const parent = { ...line, lines: [{ ...line, item: "lease", label: text("租赁", "Lease") }] };
  const html = htmlOf(
    <PointsBreakdown page={testPage()} lines={[parent]} total={pointsOf(10_000)} />,
  );
  expect(textOf(html)).toContain("of which: Lease");
});
