import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { fsck } from "@yangguang/core/log/fsck.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";

const PLATFORM = fileURLToPath(new URL("../testing/publish-until-killed.ts", import.meta.url));

interface Found {
  readonly applications: readonly {
    readonly pid: string;
    readonly actions: number;
    readonly leaves: number;
  }[];
  /** Rows in the log that belong to no application. */
  readonly strays: number;
  readonly faults: readonly unknown[];
}

type Line = Partial<{
  readonly found: Found;
  readonly acknowledged: string;
  readonly published: string;
}>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-publish-crash-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the platform until a line says that it is enough, then kills it where it stands. */
async function runAndKill(
  from: number,
  enough: (acknowledged: number, published: number) => boolean,
) {
  const platform = spawn(process.execPath, [PLATFORM, folder, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => platform.once("exit", resolve));
  const acknowledged: string[] = [];
  const published: string[] = [];
  let found: Found | undefined;
  for await (const line of createInterface({ input: platform.stdout })) {
    const said = JSON.parse(line) as Line;
    if (said.found !== undefined) found = said.found;
    if (said.acknowledged !== undefined) acknowledged.push(said.acknowledged);
    if (said.published !== undefined) published.push(said.published);
    if (found !== undefined && enough(acknowledged.length, published.length)) {
      platform.kill("SIGKILL");
    }
  }
  await ended;
  if (found === undefined) throw new Error("the platform never came up");
  return { found, acknowledged, published };
}

/** The published log, computed anew, and its root at each of the sizes that were ever published. */
async function checkPublished(notes: readonly string[]): Promise<void> {
  const files = logFolder(join(folder, "log"));
  const read = (note: string) => {
    const signed = parseSignedCheckpoint(note);
    if (!signed.ok) throw new Error(signed.error.message.en);
    return signed.value.checkpoint;
  };
  const { size, root } = read(await readFile(join(folder, "log", "checkpoint"), "utf8"));
  const earlier = notes.map(read);
  const rootsOf = new Set(earlier.map((one) => one.size));
  const report = await fsck({ size, root, read: (path) => files.read(path), rootsOf });
  expect(report.findings).toEqual([]);
  for (const one of earlier) expect(report.roots.get(one.size)).toEqual(one.root);
}

test("a platform killed while it publishes forks nothing and loses nothing", async () => {
  const acknowledged: string[] = [];
  const published: string[] = [];
  const rounds = [
    (submitted: number) => submitted === 1,
    (_: number, shown: number) => shown === 2,
    (submitted: number) => submitted === 8,
    (_: number, shown: number) => shown === 5,
    (submitted: number) => submitted === 1,
  ];
  for (const [round, enough] of rounds.entries()) {
    const life = await runAndKill(100 * (round + 1), enough);
    const { applications, strays, faults } = life.found;
    const leaves = new Map(applications.map((one) => [one.pid, one.leaves]));
    for (const pid of acknowledged) expect(leaves.get(pid), pid).toBe(1);
    for (const one of applications) expect(one.leaves).toBe(one.actions);
    expect([strays, faults]).toEqual([0, []]);
    acknowledged.push(...life.acknowledged);
    published.push(...life.published);
    await checkPublished(published);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  expect(published.length).toBeGreaterThanOrEqual(10);
});
