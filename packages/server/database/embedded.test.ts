import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../config.ts";
import { readConfig } from "../config.ts";
import { withClient } from "./access.ts";
import type { ConnectedDatabase } from "./connect.ts";
import { connectDatabase } from "./connect.ts";
import { claimFreeDataDirectory, isAlive } from "./data-directory.ts";

const INSERTER = join(import.meta.dirname, "insert-until-killed.ts");
const ignore = (): void => undefined;

let folder: string;
/** One data folder for nearly all tests, as one would have it for years: making one takes a second. */
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-embedded-"));
  path = join(folder, "data");
  await (await start(path)).close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function configFor(directory: string): Config {
  const config = readConfig({ YANGGUANG_DATA_DIR: directory });
  if (!config.ok) throw new Error("the test's configuration is wrong");
  return config.value;
}

async function start(directory: string): Promise<ConnectedDatabase> {
  const database = await connectDatabase(configFor(directory), ignore);
  if (!database.ok) throw new Error(database.error.message.en);
  return database.value;
}

/** Starts a process that adds rows, and waits until it has been told of `count` of them. */
async function insertRows(
  directory: string,
  count: number,
): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const child = spawn(process.execPath, [INSERTER], {
    env: { PATH: process.env["PATH"], YANGGUANG_DATA_DIR: directory },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let last = 0;
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      last = (JSON.parse(line) as { acknowledged?: number }).acknowledged ?? last;
      if (last >= count) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the inserter ended with ${code}`)));
  });
  return { child, acknowledged: () => last };
}

const countRows = (database: ConnectedDatabase): Promise<number> =>
  withClient(database.access.owner, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from acknowledged",
    );
    return rows[0]?.n ?? -1;
  });

const roleOf = (database: ConnectedDatabase): Promise<string | undefined> =>
  withClient(database.access.app, async (client) => {
    const { rows } = await client.query<{ role: string }>("select current_user as role");
    return rows[0]?.role;
  });

/** Starts with a file changed, or taken away, and puts it back. */
async function startWithout(name: string, content?: string): Promise<string> {
  const file = join(path, name);
  const kept = await readFile(file);
  await rm(file);
  if (content !== undefined) await writeFile(file, content);
  const started = await connectDatabase(configFor(path), ignore);
  await writeFile(file, kept, { mode: 0o600 });
  return started.ok ? "started" : started.error.code;
}

describe("the embedded PostgreSQL", () => {
  it("keeps what was written when it is stopped and started again", async () => {
    const first = await start(path);
    const key = first.masterKey;
    await withClient(first.access.owner, (client) =>
      client.query("create table kept as select '𬭊'::text as name"),
    );
    await first.close();
    const second = await start(path);
    const { rows } = await withClient(second.access.owner, (client) =>
      client.query("select name from kept"),
    );
    await second.close();
    expect(rows).toEqual([{ name: "𬭊" }]);
    expect(second.masterKey).toEqual(key);
  });

  it("gives the application a role that can neither create, own nor bypass anything", async () => {
    const database = await start(path);
    const { app, owner } = database.access;
    await withClient(owner, (client) => client.query("create table owned (n integer)"));
    const refused = await withClient(app, async (client) => {
      const answers = [];
      for (const statement of [
        "create table mine (n integer)",
        "create temporary table mine (n integer)",
        "create schema mine",
        "insert into owned values (1)",
        "drop table owned",
        "alter table owned disable trigger all",
        "set role yangguang_owner",
      ]) {
        answers.push(
          await client.query(statement).then(
            () => `done: ${statement}`,
            (error: { code: string }) => error.code,
          ),
        );
      }
      return answers;
    });
    const { rows } = await withClient(app, (client) =>
      client.query(
        "select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = current_user",
      ),
    );
    await database.close();
    expect(new Set(refused)).toEqual(new Set(["42501"]));
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolreplication: false,
        rolbypassrls: false,
      },
    ]);
  });

  it("writes to the disk before it acknowledges, and listens to no network", async () => {
    const database = await start(path);
    const { rows } = await withClient(database.access.app, (client) =>
      client.query(
        'select name, setting from pg_settings where name = any($1) order by name collate "C"',
        [
          [
            "fsync",
            "full_page_writes",
            "listen_addresses",
            "synchronous_commit",
            "server_encoding",
          ],
        ],
      ),
    );
    await database.close();
    expect(rows).toEqual([
      { name: "fsync", setting: "on" },
      { name: "full_page_writes", setting: "on" },
      { name: "listen_addresses", setting: "" },
      { name: "server_encoding", setting: "UTF8" },
      { name: "synchronous_commit", setting: "on" },
    ]);
  });

  it("keeps secrets readable for their owner alone", async () => {
    await (await start(path)).close();
    for (const name of ["database-passwords.json", "master-key", "postgres.log"]) {
      const { mode } = await stat(join(path, name));
      expect([name, mode & 0o777]).toEqual([name, 0o600]);
    }
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it("works in a folder whose path is too long for a socket", async () => {
    const database = await start(join(folder, "很长的目录名".repeat(10), "data"));
    const role = await roleOf(database);
    await database.close();
    expect(role).toBe("yangguang_app");
  });

  it("loses nothing that was acknowledged when its process is killed, and starts again", async () => {
    const { child, acknowledged } = await insertRows(path, 200);
    child.kill("SIGKILL");
    await once(child, "exit");
    const database = await start(path);
    const kept = await countRows(database);
    await database.close();
    expect(kept).toBeGreaterThanOrEqual(acknowledged());
  });

  it("loses nothing that was acknowledged when the server itself is killed", async () => {
    const { child, acknowledged } = await insertRows(path, 200);
    const pid = Number.parseInt(
      await readFile(join(path, "postgres", "postmaster.pid"), "utf8"),
      10,
    );
    process.kill(pid, "SIGKILL");
    await once(child, "exit");
    const database = await start(path);
    const kept = await countRows(database);
    await database.close();
    expect(kept).toBeGreaterThanOrEqual(acknowledged());
  });

  it("is not held up by a process that has the number of a server long gone", async () => {
    const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
    const lines = [stranger.pid, join(path, "postgres"), 1, 5432, "", "", "", "ready"];
    await writeFile(join(path, "postgres", "postmaster.pid"), `${lines.join("\n")}\n`);
    const database = await start(path);
    const role = await roleOf(database);
    await database.close();
    stranger.kill();
    expect(role).toBe("yangguang_app");
  });

  it("leaves no socket folder behind, not even a killed run's", async () => {
    const { child } = await insertRows(path, 1);
    const { socketDirectory } = JSON.parse(await readFile(join(path, "lock"), "utf8")) as {
      socketDirectory: string;
    };
    child.kill("SIGKILL");
    await once(child, "exit");
    const database = await start(path);
    const { host = "" } = database.access.app;
    expect(await readdir(host)).toContain(".s.PGSQL.5432");
    await database.close();
    for (const left of [socketDirectory, host]) {
      await expect(stat(left)).rejects.toThrow("ENOENT");
    }
  });
});

describe.runIf(process.platform === "linux")("a process", () => {
  it("that stands in the cluster's folder keeps us out of it", async () => {
    const cluster = join(path, "postgres");
    const byHand = spawn("sleep", ["600"], { stdio: "ignore", cwd: cluster });
    await writeFile(join(cluster, "postmaster.pid"), `${byHand.pid}\n`);
    const started = await connectDatabase(configFor(path), ignore);
    byHand.kill();
    expect(started).toMatchObject({ ok: false, error: { code: "database.started-by-hand" } });
  });

  it("that was killed is dead, though nobody has buried it", async () => {
    // The second sleep takes the shell's place and never asks what became of the first.
    const keeper = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(createInterface({ input: keeper.stdout }), "line")) as [string];
    const pid = Number(line);
    const before = isAlive(pid);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isAlive(pid)).toBe(false);
    const stillThere = process.kill(pid, 0);
    keeper.kill();
    expect({ before, stillThere }).toEqual({ before: true, stillThere: true });
  });
});

describe("a data folder in use", () => {
  it("is refused where it was chosen, and the message names it", async () => {
    const first = await start(path);
    const second = await connectDatabase(configFor(path), ignore);
    await first.close();
    const named = expect.stringContaining(path) as string;
    expect(second).toEqual({
      ok: false,
      error: { code: "data.in-use", message: { zh: named, en: named } },
    });
  });

  it("gives way to the next free one where it is the default, and says so", async () => {
    const preferred = join(folder, ".data");
    const told: string[] = [];
    const claim = () => claimFreeDataDirectory(preferred, (what) => told.push(what.en));
    const claims = [await claim(), await claim(), await claim()];
    const paths = claims.map((claimed) => claimed.ok && claimed.value.path);
    for (const claimed of claims) if (claimed.ok) claimed.value.release();
    expect(paths).toEqual([preferred, `${preferred}-2`, `${preferred}-3`]);
    expect(told).toHaveLength(3);
  });

  it("is never given to two of many that ask at once", async () => {
    const preferred = join(folder, ".data");
    const claims = await Promise.all(
      Array.from({ length: 5 }, () => claimFreeDataDirectory(preferred, ignore)),
    );
    const paths = claims.map((claimed) => claimed.ok && claimed.value.path);
    for (const claimed of claims) if (claimed.ok) claimed.value.release();
    expect(new Set(paths).size).toBe(5);
  });
});

describe("what a data folder has lost", () => {
  it("is not made anew: the master key", async () => {
    expect(await startWithout("master-key")).toBe("data.master-key");
  });

  it("is not made anew: the database's passwords", async () => {
    expect(await startWithout("database-passwords.json")).toBe("database.passwords-lost");
  });

  it("is not overwritten: a cluster of another version", async () => {
    const version = join("postgres", "PG_VERSION");
    expect(await startWithout(version, "17\n")).toBe("database.other-version");
  });
});
