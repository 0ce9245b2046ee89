import { text } from "@yangguang/core/domain/text.ts";
import type { ComponentExamples } from "../examples.ts";
import { Reasons } from "./index.tsx";

const article = text("2024年招生通知 第三条", "2024 notice, article 3");

export const reasonsExamples: ComponentExamples = {
  component: "reasons",
  purpose: "Why a decision came out as it did, rule by rule.",
  examples: [
    {
      name: "met, not met, not known",
      render: (page) => (
        <Reasons
          page={page}
          reasons={(["yes", "no", "unknown"] as const).map((met, index) => ({
            met,
            message: text(`第 ${index + 1} 条规则`, `Rule ${index + 1}`),
            article,
            demoChoice: met === "yes",
          }))}
        />
      ),
    },
  ],
};
