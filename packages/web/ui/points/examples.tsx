import { decided } from "../../examples/decisions.ts";
import type { ComponentExamples } from "../examples.ts";
import { PointsBreakdown } from "./index.tsx";

export const pointsExamples: ComponentExamples = {
  component: "points",
  purpose: "How points add up, item by item.",
  examples: [
    {
      name: "with parts and a cap",
      render: (page) =>
        decided.kind === "decided" && decided.points !== null ? (
          <PointsBreakdown page={page} lines={decided.breakdown} total={decided.points} />
        ) : (
          <></>
        ),
    },
  ],
};
