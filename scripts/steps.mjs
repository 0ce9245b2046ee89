import { spawnSync } from "node:child_process";
import { dirname, delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./find-node.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runs installed commands one after another, on Node 24; ends the process at the first failure. */
export function runSteps(steps) {
  const bin = join(ROOT, "node_modules", ".bin");
  const path = [dirname(findNode()), bin, process.env.PATH].join(delimiter);
  for (const { name, command, args } of steps) {
    console.log(`\n— ${name}`);
    const { status, error } = spawnSync(join(bin, command), args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, PATH: path },
    });
    if (error) console.error(error.message);
    if (status !== 0) process.exit(status ?? 1);
  }
}
