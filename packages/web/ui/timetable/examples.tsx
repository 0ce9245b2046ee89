import { season } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { Countdown, TimetableList } from "./index.tsx";

export const timetableExamples: ComponentExamples = {
  component: "timetable",
  purpose: "When each window opens and closes, and what is open now.",
  examples: [
    {
      name: "windows",
      render: (page) => <TimetableList page={page} timetable={season().timetable} />,
    },
    {
      name: "countdown",
      render: (page) => (
        <Countdown page={page} timetable={season().timetable} window="application" />
      ),
    },
  ],
};
