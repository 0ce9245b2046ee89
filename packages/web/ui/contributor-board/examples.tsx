import { contributors } from "../../examples/ceremony-data.ts";
import type { ComponentExamples } from "../examples.ts";
import { ContributorBoard, ContributorLines } from "./index.tsx";

export const contributorBoardExamples: ComponentExamples = {
  component: "contributor-board",
  purpose: "How far each contributor to the draw has come.",
  examples: [
    {
      name: "one absent, one complaint",
      render: (page) => <ContributorBoard page={page} contributors={contributors} />,
    },
    {
      name: "a line each",
      render: (page) => <ContributorLines page={page} contributors={contributors} />,
    },
  ],
};
