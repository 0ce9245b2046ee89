import { readConfig } from "@yangguang/server/config.ts";
import type { StartOptions } from "./command.ts";
import { Life } from "./life.ts";
import { STEPS, makeNarrator } from "./narrator.ts";
import type { Problems, Start } from "./start-platform.ts";
import { startPlatform } from "./start-platform.ts";
import { welcomeLines } from "./welcome.ts";

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Longer than any part is given to stop. */
const STOP_PATIENCE_MS = 90_000;

/** Starts the platform and keeps it running. Exit code 0: it was asked to stop, and has. */
export async function runStart(options: StartOptions): Promise<number> {
  const narrator = makeNarrator({ stream: process.stdout, clock: () => performance.now() });
  const config = readConfig(process.env);
  if (!config.ok) {
    config.error.forEach(narrator.complain);
    return 1;
  }
  const life = new Life();
  // Asked again and again (both npm and the terminal pass a Ctrl-C on), it is still one request.
  const asked = new Promise<Problems>((resolve) => {
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve([]));
  });
  let code = 1;
  try {
    const start = { config: config.value, options, narrator, life };
    const problems = await Promise.race([asked, runUntilLost(start)]);
    problems.forEach(narrator.complain);
    if (problems.length === 0) code = 0;
  } catch (error) {
    console.error(error);
  }
  narrator.say(STEPS.stopping);
  setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
  await life.end();
  narrator.say(STEPS.stopped);
  // Whatever was still starting when it was interrupted must not go on.
  process.exit(code);
}

/** Returns why the platform could not start or go on. */
async function runUntilLost(start: Start): Promise<Problems> {
  const { life } = start;
  const started = await Promise.race([startPlatform(start), life.lost]);
  if ("code" in started) return [started];
  if (!started.ok) return started.error;
  process.stdout.write(`${welcomeLines(started.value).join("\n")}\n`);
  return [await life.lost];
}
