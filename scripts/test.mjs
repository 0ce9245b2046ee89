// `npm test`: all checks, then all tests (unit, property, database, browser). The output ends with
// the test runner's own summary. Arguments go to the test runner.
import { CHECKS } from "./check.mjs";
import { runSteps } from "./steps.mjs";

const tests = { name: "tests", command: "vitest", args: ["run", ...process.argv.slice(2)] };
runSteps([...CHECKS, tests]);
