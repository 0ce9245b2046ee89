import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";

/** Whether `setpriv` can ask the kernel for a signal at the parent's death (Linux). */
function kernelCanTie(): boolean {
  return spawnSync("setpriv", ["--pdeathsig", "INT", "true"], { stdio: "ignore" }).status === 0;
}

let tiedByKernel: boolean | undefined;

export interface TiedCommand {
  readonly command: readonly [string, ...string[]];
  /** Words that start the command as another user; the tie comes after them, or it would be lost. */
  readonly wrap?: readonly string[];
  /** Sent to it when this process dies. */
  readonly deathSignal: "INT" | "TERM" | "KILL";
  readonly options: SpawnOptions;
}

/**
 * Starts a process that does not outlive this one, not even when this one is killed. It gets a
 * session of its own: Ctrl-C in a terminal reaches this process alone, which then stops the
 * others in order.
 */
export function spawnTied({ command, wrap = [], deathSignal, options }: TiedCommand): ChildProcess {
  tiedByKernel ??= kernelCanTie();
  const tie = tiedByKernel ? ["setpriv", "--pdeathsig", deathSignal] : [];
  const [program = "", ...rest] = [...wrap, ...tie, ...command];
  const child = spawn(program, rest, { ...options, detached: true });
  if (!tiedByKernel && child.pid !== undefined) watchOver(child, child.pid, deathSignal);
  return child;
}

/** A small shell waits on a pipe from us; the pipe closes when we die. */
function watchOver(child: ChildProcess, pid: number, signal: string): void {
  const watcher = spawn("/bin/sh", ["-c", `read -r _; kill -${signal} ${pid}`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.unref();
  child.once("exit", () => watcher.kill("SIGKILL"));
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How the process ended. A program that could not be started ends with code 127. */
export function endOf(child: ChildProcess): Promise<ProcessEnd> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => {
      if (child.pid === undefined) resolve({ code: 127, signal: null });
    });
  });
}
