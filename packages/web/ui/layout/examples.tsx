import type { ComponentExamples } from "../examples.ts";
import { SunMark } from "./sun-mark.tsx";

export const layoutExamples: ComponentExamples = {
  component: "layout",
  purpose: "The frame of every page; this page stands in it. Its mark:",
  examples: [{ name: "mark", render: () => <SunMark /> }],
};
