import { failure } from "@yangguang/core/domain/result.ts";
import type { ComponentExamples } from "../examples.ts";
import { ErrorSummary } from "./index.tsx";

export const errorSummaryExamples: ComponentExamples = {
  component: "error-summary",
  purpose: "What was wrong with a form, above it, each error leading to its field.",
  examples: [
    {
      name: "two errors, one of a field",
      render: (page) => (
        <ErrorSummary
          page={page}
          failures={[
            failure("example.field", "请填写姓名。", "Please enter the name.", "example-text"),
            failure("example.whole", "报名已截止。", "Applications are closed."),
          ]}
        />
      ),
    },
  ],
};
