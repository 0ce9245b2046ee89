import { history, seasonTrail } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { Timeline } from "./index.tsx";

export const timelineExamples: ComponentExamples = {
  component: "timeline",
  purpose: "What happened, with who did it and when.",
  examples: [
    { name: "an application", render: (page) => <Timeline page={page} entries={history} /> },
    { name: "with hashes", render: (page) => <Timeline page={page} entries={seasonTrail} /> },
  ],
};
