import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { startTestPlatform } from "../testing/platform.ts";
import { addEntries, testWitnesses } from "../testing/public-log.ts";
import { checkLog } from "./check-log.ts";

let platform: TestPlatform;
let folder: string;
const publish = () =>
  testWitnesses(platform.services).publisher(platform.services, folder).publish();
const check = (repair = false) => checkLog(platform.services.db, logFolder(folder), repair);
const told = (texts: readonly { readonly en: string }[]) => texts.map(({ en }) => en);

beforeEach(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), "yangguang-log-"));
  await addEntries(platform.services, 0, 300);
  await publish();
  await addEntries(platform.services, 300, 5);
});
afterEach(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

const WHOLE = { faults: [], files: [], repaired: false };

test("a whole log is whole, whatever still waits", async () => {
  expect(await check()).toMatchObject({ ...WHOLE, leaves: 300, published: 300 });
});

test("files that are missing or altered are named, and written anew on request", async () => {
  const edge = join(folder, "tile", "entries", "001.p", "44");
  const before = await readFile(edge);
  await writeFile(edge, before.subarray(1));
  await rm(join(folder, "tile", "1"), { recursive: true });
  await writeFile(join(folder, "checkpoint"), "");
  const files = [
    "tile/entries/001.p/44 is not what the database says",
    "tile/1/000.p/1 is missing",
    "checkpoint is not what the database says",
  ];
  expect(told((await check()).files)).toEqual(files);
  const repairing = await check(true);
  expect(repairing).toMatchObject({ faults: [], repaired: true });
  expect(told(repairing.files)).toEqual(files);
  expect(await check()).toMatchObject(WHOLE);
  expect(await readFile(edge)).toEqual(before);
});

test.each([
  [
    "an altered entry",
    "update log_entry set body = '{}' where seq = (select seq from log_leaf where index = 7)",
    ["the first 300 entries are not those that were signed: the database was altered"],
  ],
  [
    "a dropped leaf",
    "delete from log_leaf where index = 299",
    [
      "300 entries were signed, the database holds 299: it may come from an older backup",
      "1 entries are on no way into the log",
    ],
  ],
  [
    "a dropped place",
    "update log_leaf set index = 400 where index = 299",
    ["101 places of the log are empty"],
  ],
  [
    "an entry that lost its way",
    "delete from log_waiting where seq = (select max(seq) from log_waiting)",
    ["1 entries are on no way into the log"],
  ],
])("%s is found, and nothing is repaired", async (_, change, faults) => {
  for (const table of ["log_entry", "log_leaf"]) {
    await platform.owner.query(`alter table ${table} disable trigger append_only`);
  }
  await platform.owner.query(change);
  await rm(join(folder, "checkpoint"));
  const report = await check(true);
  expect(told(report.faults)).toEqual(expect.arrayContaining(faults));
  expect(report.repaired).toBe(false);
  await expect(readFile(join(folder, "checkpoint"))).rejects.toThrow("ENOENT");
});
