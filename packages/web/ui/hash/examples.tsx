import { HASH, PID } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { Hash } from "./index.tsx";

export const hashExamples: ComponentExamples = {
  component: "hash",
  purpose: "Hexadecimal digits in groups that people can compare.",
  examples: [
    { name: "public number", render: () => <Hash value={PID} /> },
    { name: "SHA-256", render: () => <Hash value={HASH} /> },
  ],
};
