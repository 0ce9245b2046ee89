import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { ProcessEnd } from "@yangguang/server/database/tied-process.ts";
import { endOf, spawnTied } from "@yangguang/server/database/tied-process.ts";

/** A server that runs beside ours as a process of its own, and dies with it. */
export interface Beside {
  /** What it printed when it was ready; the caller knows its shape. */
  readonly ready: unknown;
  /** When it has ended although nobody asked it to. */
  readonly lost: Promise<Failure>;
  readonly stop: () => Promise<void>;
}

export interface BesideSettings {
  readonly name: Text;
  /** A file that Node runs as it is. */
  readonly script: string;
  /** All it is given: our own environment holds keys that are none of its business. */
  readonly environment: Readonly<Record<string, string>>;
}

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 5_000;
const MOST_COMPLAINT_CHARACTERS = 2_000;

const ended = (name: Text, how: string, said: string): Failure =>
  failure(
    "start.beside",
    `${name.zh}意外停止（${how}）。${said}`,
    `${name.en}: stopped unexpectedly (${how}). ${said}`,
  );

/** Starts it and waits until it prints a line of JSON on standard output. */
export async function startBeside(settings: BesideSettings): Promise<Result<Beside>> {
  const { name, script, environment } = settings;
  const child = spawnTied({
    command: [process.execPath, script],
    deathSignal: "TERM",
    options: {
      // Its standard input closes when we die, by which it notices where the kernel tells nobody.
      stdio: ["pipe", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], ...environment },
    },
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    said = (said + chunk).slice(-MOST_COMPLAINT_CHARACTERS);
  });
  child.stdin?.on("error", () => undefined);
  const end = endOf(child);
  let asked = false;
  const whenLost = ({ code, signal }: ProcessEnd): Failure | Promise<never> =>
    asked ? new Promise(() => undefined) : ended(name, String(signal ?? code), said.trim());
  const lost = end.then(whenLost);
  const stop = async (): Promise<void> => {
    asked = true;
    child.kill("SIGTERM");
    const impatient = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
    await end;
    clearTimeout(impatient);
  };
  const firstLine = new Promise<string>((resolve) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once("line", resolve);
  });
  const tooLate = sleep(START_PATIENCE_MS, undefined, { ref: false }).then(() =>
    ended(name, `${START_PATIENCE_MS / 1000} s`, said.trim()),
  );
  const first = await Promise.race([firstLine, lost, tooLate]);
  if (typeof first === "string") return ok({ ready: JSON.parse(first) as unknown, lost, stop });
  await stop();
  return err(first);
}
