import { t } from "../../text/translate.ts";
import type { ComponentExamples } from "../examples.ts";
import { Empty } from "./index.tsx";

export const emptyExamples: ComponentExamples = {
  component: "empty",
  purpose: "What stands where there is nothing yet, and what to do about it.",
  examples: [
    {
      name: "no children",
      render: (page) => (
        <Empty title={t(page, "children.none")}>
          <p>{t(page, "children.noneHelp")}</p>
        </Empty>
      ),
    },
  ],
};
