import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { BIN, findNode, ROOT, TOO_OLD } from "../packages/cli/bin/node24.mjs";

/** Runs installed commands one after another, on Node 24; ends the process at the first failure. */
export function runSteps(steps) {
  const node = findNode();
  if (node === undefined) {
    console.error(TOO_OLD);
    process.exit(1);
  }
  const path = [dirname(node), BIN, process.env.PATH].join(delimiter);
  for (const { name, command, args } of steps) {
    console.log(`\n— ${name}`);
    const { status, error } = spawnSync(join(BIN, command), args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, PATH: path },
    });
    if (error) console.error(error.message);
    if (status !== 0) process.exit(status ?? 1);
  }
}
