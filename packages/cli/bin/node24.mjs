// Plain JavaScript that any Node from 18 on can run: finds the Node that the product runs on.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** Where npm puts the programs of packages, Node 24 among them on Linux x64. */
export const BIN = join(ROOT, "node_modules", ".bin");

const majorOf = (version) => Number.parseInt(version.replace(/^v/, ""), 10);

/** The path of a Node that is new enough: this one, or the one that npm installed. */
export function findNode() {
  if (majorOf(process.version) >= NEEDED_MAJOR) return process.execPath;
  const installed = join(BIN, "node");
  if (!existsSync(installed)) return undefined;
  const { stdout } = spawnSync(installed, ["--version"], { encoding: "utf8" });
  return majorOf(stdout ?? "") >= NEEDED_MAJOR ? installed : undefined;
}

export const TOO_OLD = [
  `需要 Node ${NEEDED_MAJOR} 或更新的版本（当前 ${process.version}）。Linux x64 上请先运行 npm ci，它会一并装好；其他系统请从 https://nodejs.org 安装。`,
  `Node ${NEEDED_MAJOR} or newer is needed (this is ${process.version}). On Linux x64 run npm ci first, which brings it along; elsewhere install it from https://nodejs.org.`,
].join("\n");

/**
 * Runs the same program on another Node and ends as it ends. Signals go to the other one, which
 * stops in its own time; should this process be killed outright, the kernel tells it.
 */
export function runOn(node) {
  const tie = ["setpriv", "--pdeathsig", "TERM"];
  const tied = spawnSync(tie[0], [...tie.slice(1), "true"], { stdio: "ignore" }).status === 0;
  const [program, ...args] = [...(tied ? tie : []), node, ...process.argv.slice(1)];
  const child = spawn(program, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
