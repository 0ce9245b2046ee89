import { expect, it } from "vitest";
import { text } from "@yangguang/core/domain/text.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Verdicts } from "./index.tsx";

it("says of each school what came out, why, and how far off it was", () => {
  const html = htmlOf(
    <Verdicts
      page={testPage()}
      verdicts={[
        {
          school: text("甲校", "School A"),
          step: text("C 类", "Step C"),
          listRank: 1,
          verdict: "beaten-by-key",
          why: [text("积分较低。", "Fewer points.")],
          compared: [{ what: text("积分", "Points"), own: "63.6", last: "68.7" }],
        },
      ]}
    />,
  );
  expect(textOf(html)).toBe(
    "School A Others came first Step C · choice 1 Fewer points. " +
      "Compared with the last one admitted Your child Last admitted Points 63.6 68.7",
  );
});
