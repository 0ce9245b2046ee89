import { child } from "../../examples/data.ts";
import { t } from "../../text/translate.ts";
import type { ComponentExamples } from "../examples.ts";
import { Details } from "./index.tsx";

export const detailsExamples: ComponentExamples = {
  component: "details",
  purpose: "Names and values of one thing.",
  examples: [
    {
      name: "a child",
      render: (page) => (
        <Details
          items={[
            { term: t(page, "child.name"), value: child.name },
            { term: t(page, "child.birthDate"), value: child.birthDate },
          ]}
        />
      ),
    },
  ],
};
