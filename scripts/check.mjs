// `npm run check`: format, lint, types, unused code. Ends with a non-zero code at the first failure.
import { runSteps } from "./steps.mjs";

export const CHECKS = [
  { name: "format", command: "oxfmt", args: ["--check"] },
  { name: "lint", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "types", command: "tsc", args: ["--noEmit"] },
  {
    name: "types of core, which knows neither Node nor the DOM",
    command: "tsc",
    args: ["--noEmit", "-p", "packages/core"],
  },
  {
    name: "types of the browser's scripts, which know the DOM",
    command: "tsc",
    args: ["--noEmit", "-p", "packages/web/browser"],
  },
  { name: "unused code and dependencies", command: "knip", args: [] },
];

if (process.argv[1] === new URL(import.meta.url).pathname) runSteps(CHECKS);
