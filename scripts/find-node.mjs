// Finds Node 24 for scripts that may have been started by an older one. Plain JavaScript that any
// Node from 18 on can run.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WANTED = 24;
const BUNDLED = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));

const majorOf = (version) => Number(/^v(\d+)/.exec(version)?.[1] ?? 0);

/** The path of a Node of the wanted version: this one, or the one that npm installed. */
export function findNode() {
  if (majorOf(process.version) >= WANTED) return process.execPath;
  if (existsSync(BUNDLED)) {
    const { stdout } = spawnSync(BUNDLED, ["--version"], { encoding: "utf8" });
    if (majorOf(stdout ?? "") >= WANTED) return BUNDLED;
  }
  console.error(
    `需要 Node ${WANTED} 或更新版本，当前是 ${process.version}。请安装后重试：https://nodejs.org\n` +
      `Node ${WANTED} or newer is needed; this is ${process.version}. Install it and try again.`,
  );
  process.exit(1);
}
