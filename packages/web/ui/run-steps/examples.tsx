import { runSteps } from "../../examples/ceremony-data.ts";
import type { ComponentExamples } from "../examples.ts";
import { RunSteps } from "./index.tsx";

export const runStepsExamples: ComponentExamples = {
  component: "run-steps",
  purpose: "What happened in a run, as the public log records it.",
  examples: [
    { name: "watched", render: (page) => <RunSteps page={page} steps={runSteps} watched /> },
    { name: "empty", render: (page) => <RunSteps page={page} steps={[]} watched={false} /> },
  ],
};
