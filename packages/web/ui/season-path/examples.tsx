import type { SeasonStage } from "@yangguang/core/domain/status-table.ts";
import { season } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { SeasonPath } from "./index.tsx";

const STAGES: readonly SeasonStage[] = ["published", "drawn", "announced", "closed"];

export const seasonPathExamples: ComponentExamples = {
  component: "season-path",
  purpose: "The season as one day, from sunrise to sunset.",
  examples: STAGES.map((stage) => ({
    name: stage,
    render: (page) => <SeasonPath page={page} season={season(stage)} />,
  })),
};
