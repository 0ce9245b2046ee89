import { factGroups } from "../../examples/decisions.ts";
import type { ComponentExamples } from "../examples.ts";
import { FactGroups } from "./index.tsx";

export const factsExamples: ComponentExamples = {
  component: "facts",
  purpose: "What the agencies say, item by item, each with its state.",
  examples: [
    {
      name: "every state",
      render: (page) => <FactGroups page={page} groups={factGroups} heading="h3" />,
    },
  ],
};
