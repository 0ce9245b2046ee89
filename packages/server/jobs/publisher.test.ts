import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logPosition } from "../registry/log-tree.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { startTestPlatform } from "../testing/platform.ts";
import type { TestWitnesses } from "../testing/public-log.ts";
import { addEntries, testWitnesses } from "../testing/public-log.ts";
import { startPublisher } from "./publisher.ts";

let platform: TestPlatform;
let folder: string;
let witnesses: TestWitnesses;
let lines: string[];
beforeEach(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), "yangguang-log-"));
  witnesses = testWitnesses(platform.services);
  lines = [];
});
afterEach(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

function start() {
  const { services } = platform;
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  return startPublisher(services, witnesses.publisher(services, folder), log);
}

const published = async () => (await logPosition(platform.services.db)).published;
const PATIENCE = { timeout: 30_000 };

test("publishes by itself whatever comes, and not after it was stopped", async () => {
  const publisher = start();
  for (const size of [1, 2, 3]) {
    await addEntries(platform.services, size, 1);
    await expect.poll(published, PATIENCE).toBe(size);
  }
  await publisher.stop();
  await publisher.stop();
  expect(lines).toEqual([]);
});

test("tells once why nothing is published, goes on trying, and tells when it is over", async () => {
  witnesses.down.add("notary").add("parents");
  await addEntries(platform.services, 0, 2);
  const publisher = start();
  await expect.poll(() => lines.length, PATIENCE).toBe(1);
  // The next attempts have nothing new to tell.
  await addEntries(platform.services, 2, 1);
  await expect.poll(async () => (await logPosition(platform.services.db)).leaves, PATIENCE).toBe(3);
  expect(await published()).toBe(0);
  witnesses.down.clear();
  await expect.poll(published, PATIENCE).toBe(3);
  await expect.poll(() => lines.length, PATIENCE).toBe(2);
  await publisher.stop();
  expect(lines[0]).toContain("Too few witnesses have signed");
  expect(lines[1]).toContain("published again");
});
