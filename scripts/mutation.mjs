// `npm run mutation [files]`: breaks the allocation engine in thousands of small ways and counts
// how many of them the tests notice; see docs/benchmarks.md. Takes hours; files are paths such as
// packages/core/allocation/kernel/ring.ts.
import { runSteps } from "./steps.mjs";

const files = process.argv.slice(2);
const some = files.length > 0 ? ["--mutate", files.join(",")] : [];
runSteps([
  {
    name: "mutation testing of the allocation engine",
    command: "stryker",
    args: ["run", "scripts/mutation.stryker.json", ...some],
  },
]);
