import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const WRITER = fileURLToPath(new URL("../testing/crash-writer.ts", import.meta.url));

interface Known {
  readonly known: readonly {
    readonly pid: string;
    readonly actions: number;
    readonly logged: number;
    readonly waiting: number;
  }[];
  readonly jobs: number;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-crash-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the writer until it has acknowledged `count` submissions, then kills it where it stands. */
async function writeAndKill(from: number, count: number) {
  const writer = spawn(process.execPath, [WRITER, folder, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => writer.once("exit", resolve));
  const acknowledged: string[] = [];
  let found: Known | null = null;
  for await (const line of createInterface({ input: writer.stdout })) {
    const said = JSON.parse(line) as Partial<Known> & { readonly acknowledged?: string };
    if (said.known !== undefined) found = said as Known;
    if (said.acknowledged !== undefined) acknowledged.push(said.acknowledged);
    if (acknowledged.length === count) writer.kill("SIGKILL");
  }
  await ended;
  if (found === null) throw new Error("the writer never came up");
  return { found, acknowledged };
}

test("a server killed at any point restarts with nothing acknowledged lost", async () => {
  const acknowledged: string[] = [];
  let from = 100;
  for (const count of [1, 7, 20, 1]) {
    const round = await writeAndKill(from, count);
    const known = new Map(round.found.known.map(({ pid, actions }) => [pid, actions]));
    for (const pid of acknowledged) expect(known.get(pid), pid).toBe(1);
    // An application that was not acknowledged may be there; half of one may not.
    for (const actions of known.values()) expect(actions).toBe(1);
    expect(round.found.jobs).toBe(known.size);
    // Whatever was acknowledged will be in the public log, and nothing else.
    for (const { actions, logged, waiting } of round.found.known) {
      expect([logged, waiting]).toEqual([actions, actions]);
    }
    acknowledged.push(...round.acknowledged);
    from += 100;
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(28);
});
