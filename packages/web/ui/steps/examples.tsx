import type { ComponentExamples } from "../examples.ts";
import { routes } from "../../routes.ts";
import { t } from "../../text/translate.ts";
import { Steps } from "./index.tsx";

export const stepsExamples: ComponentExamples = {
  component: "steps",
  purpose: "Where somebody is in a form of several pages.",
  examples: [
    {
      name: "the third of four",
      render: (page) => (
        <Steps
          page={page}
          current={2}
          steps={(["start", "facts", "choices", "review"] as const).map((step) => ({
            label: t(page, `apply.step.${step}`),
            href: routes.components.path(),
          }))}
        />
      ),
    },
  ],
};
