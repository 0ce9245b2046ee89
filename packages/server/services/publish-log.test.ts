import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkQuorum, parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { fsck } from "@yangguang/core/log/fsck.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";
import { newestCheckpoint } from "../registry/log-tree.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { startTestPlatform } from "../testing/platform.ts";
import type { TestWitnesses } from "../testing/public-log.ts";
import { addEntries, testWitnesses } from "../testing/public-log.ts";
import type { LogFiles } from "./context.ts";
import { UNWATCHED } from "./context.ts";
import { LogPublisher } from "./publish-log.ts";

let platform: TestPlatform;
let folder: string;
let witnesses: TestWitnesses;
beforeEach(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), "yangguang-log-"));
  witnesses = testWitnesses(platform.services);
});
afterEach(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

const publisher = (at = folder) => witnesses.publisher(platform.services, at);

/** Size of the log that a folder shows, after everything in it has been computed anew. */
async function wholeLog(at = folder): Promise<number> {
  const note = await readFile(join(at, "checkpoint"), "utf8");
  const quorum = checkQuorum(note, witnesses.trust);
  if (!quorum.ok) throw new Error(quorum.error.message.en);
  const { size, root } = quorum.value.checkpoint;
  const { rows } = await platform.pool.query<{ size: number; root: string }>(
    "select size::int, root from log_checkpoint",
  );
  const files = logFolder(at);
  const rootsOf = new Set(rows.map((row) => row.size));
  const entries: string[] = [];
  const report = await fsck({
    size,
    root,
    read: (path) => files.read(path),
    rootsOf,
    visit: (entry) => entries.push(Buffer.from(entry).toString()),
  });
  expect(report.findings).toEqual([]);
  // The log of every checkpoint that was ever published is the beginning of this one.
  for (const row of rows.filter((one) => one.size <= size)) {
    expect(Buffer.from(report.roots.get(row.size) ?? []).toString("hex")).toBe(row.root);
  }
  const leaves = await platform.pool.query<{ body: string; index: number }>(
    "select body, index::int from log_leaf join log_entry using (seq) order by index limit $1",
    [size],
  );
  expect(leaves.rows.map(({ index }) => index)).toEqual(entries.map((_, index) => index));
  expect(leaves.rows.map(({ body }) => body)).toEqual(entries);
  return size;
}

/** As nobody may, not even the application: the owner of the database. */
async function alterEntry(index: number): Promise<void> {
  await platform.owner.query("alter table log_entry disable trigger append_only");
  await platform.owner.query(
    "update log_entry set body = '{}' where seq = (select seq from log_leaf where index = $1)",
    [index],
  );
  await platform.owner.query("alter table log_entry enable trigger append_only");
}

describe("publishing the log", () => {
  it("lays out whatever waits, cosigned, and then has nothing to do", async () => {
    const one = publisher();
    expect(await one.publish()).toEqual({ kind: "idle" });
    for (const [from, count] of [
      [0, 1],
      [1, 254],
      [255, 1],
      [256, 300],
    ] as const) {
      await addEntries(platform.services, from, count);
      expect(await one.publish()).toEqual({
        kind: "published",
        size: from + count,
        complaints: [],
      });
      expect(await wholeLog()).toBe(from + count);
    }
    expect(await one.publish()).toEqual({ kind: "idle" });
  });

  it("publishes a checkpoint right after every moment of a run", async () => {
    await addEntries(platform.services, 0, 1, "open");
    await addEntries(platform.services, 1, 3);
    await addEntries(platform.services, 4, 1, "freeze");
    await addEntries(platform.services, 5, 2, "commit");
    await publisher().publish();
    const { rows } = await platform.pool.query<{ size: number }>(
      "select size::int from log_checkpoint order by size",
    );
    expect(rows.map(({ size }) => size)).toEqual([1, 5, 7]);
  });

  it("keeps the old checkpoint until enough witnesses have cosigned the new one", async () => {
    const one = publisher();
    await addEntries(platform.services, 0, 3);
    await one.publish();
    witnesses.down.add("notary").add("discipline");
    await addEntries(platform.services, 3, 4);
    const failed = await one.publish();
    expect(failed).toMatchObject({ kind: "unwitnessed", size: 7 });
    expect(failed.kind === "unwitnessed" && failed.complaints.map(({ code }) => code)).toEqual([
      "witness.refused",
      "witness.refused",
      "log.quorum",
    ]);
    expect(await wholeLog()).toBe(3);
    witnesses.down.delete("discipline");
    await addEntries(platform.services, 7, 2);
    expect(await one.publish()).toMatchObject({ kind: "published", size: 9 });
    // The one that was away is told how the log grew since it last looked.
    witnesses.down.delete("notary");
    await addEntries(platform.services, 9, 1);
    expect(await one.publish()).toEqual({ kind: "published", size: 10, complaints: [] });
    expect(await wholeLog()).toBe(10);
  });

  it("does not count two of the government alone", async () => {
    witnesses.down.add("notary").add("parents");
    await addEntries(platform.services, 0, 1);
    expect(await publisher().publish()).toMatchObject({ kind: "unwitnessed" });
  });

  it("goes on after a restart, also where files are missing or damaged", async () => {
    await addEntries(platform.services, 0, 300);
    await publisher().publish();
    await addEntries(platform.services, 300, 1);
    await publisher().publish();
    expect(await wholeLog()).toBe(301);

    await rm(join(folder, "tile", "entries"), { recursive: true });
    await addEntries(platform.services, 301, 1);
    await publisher().publish();
    expect(await wholeLog()).toBe(302);

    const edge = join(folder, "tile", "0", "001.p", "46");
    const bytes = await readFile(edge);
    await writeFile(edge, bytes.fill(0, 0, 1));
    await addEntries(platform.services, 302, 1);
    await publisher().publish();
    expect(await wholeLog()).toBe(303);

    await rm(folder, { recursive: true });
    await publisher().publish();
    expect(await wholeLog()).toBe(303);
  });

  it("goes on wherever it was cut off", async () => {
    await addEntries(platform.services, 0, 250);
    await publisher().publish();
    const whole = logFolder(folder);
    let size = 250;
    let cuts = 0;
    for (let survived = 0; ; survived += 1) {
      await addEntries(platform.services, size, 3);
      size += 3;
      let left = survived;
      const cutOff = (): void => {
        left -= 1;
        if (left < 0) throw new Error("cut off");
      };
      const files: LogFiles = {
        ...whole,
        write: async (path, bytes) => {
          cutOff();
          await whole.write(path, bytes);
        },
      };
      const links = witnesses.links.map((link) => ({
        ...link,
        addCheckpoint: async (body: string) => {
          const answer = await link.addCheckpoint(body);
          cutOff();
          return answer;
        },
      }));
      const publicLog = { ...UNWATCHED, quorum: 2, files };
      const dying = new LogPublisher({ ...platform.services, publicLog }, witnesses.trust, links);
      const done = await dying.publish().catch(String);
      if (typeof done !== "string") break;
      expect(done).toBe("Error: cut off");
      cuts += 1;
      // What is public is whole at any time, and the next one brings the rest.
      expect(await wholeLog()).toBeLessThan(size);
      await publisher().publish();
      expect(await wholeLog()).toBe(size);
    }
    // Bundle and tiles, three witnesses, the keys, the checkpoint.
    expect(cuts).toBeGreaterThanOrEqual(7);
  });

  it("gives one log where two servers publish from one database", async () => {
    const second = await mkdtemp(join(tmpdir(), "yangguang-log-"));
    const [one, two] = [publisher(), publisher(second)];
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([
        addEntries(platform.services, round * 10, 7),
        one.publish(),
        addEntries(platform.services, round * 10 + 7, 3),
        two.publish(),
      ]);
    }
    // One of them may have found the other at work.
    for (const each of [one, two, one, two]) await each.publish();
    const sizes = [await wholeLog(), await wholeLog(second)];
    await rm(second, { recursive: true });
    expect(sizes).toEqual([120, 120]);
  });
});

describe("publishing stops, and says so,", () => {
  it("where an entry was altered after it was signed", async () => {
    await addEntries(platform.services, 0, 5);
    await publisher().publish();
    await alterEntry(2);
    await addEntries(platform.services, 5, 1);
    const elsewhere = publisher(join(folder, "elsewhere"));
    await expect(elsewhere.publish()).rejects.toThrow("the database was altered");
    await expect(elsewhere.publish()).rejects.toThrow("the database was altered");
    expect((await newestCheckpoint(platform.services.db))?.size).toBe(5);
  });

  it("where another tree of that size was signed but never published", async () => {
    await addEntries(platform.services, 0, 5);
    witnesses.down.add("parents").add("notary");
    await publisher().publish();
    witnesses.down.clear();
    await alterEntry(4);
    await expect(publisher().publish()).rejects.toThrow("the database was altered");
  });

  it("where the folder shows more than the database knows", async () => {
    await addEntries(platform.services, 0, 5);
    await publisher().publish();
    const shown = await readFile(join(folder, "checkpoint"), "utf8");
    await platform.owner.query("truncate log_waiting");
    for (const table of ["log_checkpoint", "log_signed", "log_leaf"]) {
      await platform.owner.query(`alter table ${table} disable trigger append_only`);
      await platform.owner.query(`truncate ${table}`);
    }
    await addEntries(platform.services, 5, 2);
    await expect(publisher().publish()).rejects.toThrow("older backup");
    expect(await readFile(join(folder, "checkpoint"), "utf8")).toBe(shown);
  });

  it("where the witnesses have seen another or a larger log", async () => {
    await addEntries(platform.services, 0, 5);
    await publisher().publish();
    const other = await startTestPlatform();
    const there = witnesses.publisher(other.services, join(folder, "other"));
    await addEntries(other.services, 100, 3);
    const ahead = await there.publish();
    await addEntries(other.services, 103, 2);
    const forked = await there.publish();
    await other.stop();
    const codes = [ahead, forked].map((one) =>
      one.kind === "unwitnessed" ? one.complaints.map(({ code }) => code) : [],
    );
    expect(codes[0]?.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "witness.ahead"));
    expect(codes[1]?.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "witness.forked"));
  });

  it("under another name than the log had", async () => {
    await addEntries(platform.services, 0, 1);
    await publisher().publish();
    const note = (await readFile(join(folder, "checkpoint"), "utf8")).replaceAll("log.test", "x");
    await writeFile(join(folder, "checkpoint"), note);
    expect(parseSignedCheckpoint(note).ok).toBe(true);
    await addEntries(platform.services, 1, 1);
    await expect(publisher().publish()).rejects.toThrow("under another name or key");
  });
});
