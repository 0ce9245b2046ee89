import { text } from "@yangguang/core/domain/text.ts";
import { schoolName } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { Verdicts } from "./index.tsx";

export const verdictsExamples: ComponentExamples = {
  component: "verdicts",
  purpose: "School by school: admitted, or why not.",
  examples: [
    {
      name: "refused by points, then admitted",
      render: (page) => (
        <Verdicts
          page={page}
          verdicts={[
            {
              school: schoolName(0),
              step: text("随迁", "Migrants"),
              listRank: 1,
              verdict: "beaten-by-key",
              why: [text("积分低于最后一名录取者。", "Fewer points than the last one admitted.")],
              compared: [{ what: text("积分", "Points"), own: "63.6", last: "68.7" }],
            },
            {
              school: schoolName(1),
              step: text("随迁", "Migrants"),
              listRank: 2,
              verdict: "admitted",
              why: [],
              compared: [],
            },
          ]}
        />
      ),
    },
  ],
};
