import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolConfig } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { withClient } from "./access.ts";
import { connectDatabase } from "./connect.ts";
import { claimDataDirectory } from "./data-directory.ts";
import type { EmbeddedPostgres } from "./embedded.ts";
import { startEmbeddedPostgres } from "./embedded.ts";

const ignore = (): void => undefined;

let folder: string;
let server: EmbeddedPostgres;
let release: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yangguang-elsewhere-"));
  const directory = await claimDataDirectory(join(folder, "server"), ignore);
  if (!directory.ok) throw new Error(directory.error.message.en);
  release = directory.value.release;
  const started = await startEmbeddedPostgres({
    directory: directory.value,
    onProgress: ignore,
    settings: { fsync: "off" },
  });
  if (!started.ok) throw new Error(started.error.message.en);
  server = started.value;
  await withClient(server.admin, async (admin) => {
    await admin.query("create role bureau login createrole password 'bureau'");
    await admin.query("create role poor login password 'poor'");
    await admin.query("create role weak login password 'weak'");
    await admin.query("create role kin login noinherit password 'kin' in role bureau");
    await admin.query("create role bypassing login bypassrls password 'bypassing'");
    await admin.query("create database enrolment owner bureau");
    await admin.query("create database trial owner bureau");
    await admin.query("create database meagre owner poor");
    await admin.query(
      "create database latin owner bureau encoding 'LATIN1' locale_provider libc locale 'C' template template0",
    );
    await admin.query("create database careless owner bureau");
  });
  await withClient({ ...server.admin, database: "careless" }, (admin) =>
    admin.query("grant create on schema public to public"),
  );
});

afterAll(async () => {
  await server.stop();
  release();
  await rm(folder, { recursive: true, force: true });
});

/** The password of every role in this test is its name. */
const urlFor = (role: string, database: string): string =>
  `postgresql://${role}:${role}@localhost/${database}?host=${encodeURIComponent(server.admin.host ?? "")}`;

function connect(environment: Readonly<Record<string, string>>) {
  const config = readConfig({
    YANGGUANG_DATA_DIR: join(folder, "own"),
    YANGGUANG_MASTER_KEY: "ab".repeat(32),
    ...environment,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return connectDatabase(config.value, ignore);
}

const roleOf = (app: PoolConfig) =>
  withClient(app, async (client) => {
    const { rows } = await client.query<{ role: string }>("select current_user as role");
    return rows[0]?.role;
  });

const codeOf = (result: Awaited<ReturnType<typeof connect>>): string =>
  result.ok ? "connected" : result.error.code;

describe("a PostgreSQL server that DATABASE_URL names", () => {
  it("gets a role of the application's own for each database, the same at each start", async () => {
    const roles = [];
    for (const database of ["enrolment", "enrolment", "trial"]) {
      const connected = await connect({ DATABASE_URL: urlFor("bureau", database) });
      if (!connected.ok) throw new Error(connected.error.message.en);
      roles.push(connected.value.access.appRole, await roleOf(connected.value.access.app));
    }
    const enrolment = "yangguang_app_enrolment";
    const trial = "yangguang_app_trial";
    expect(roles).toEqual([enrolment, enrolment, enrolment, enrolment, trial, trial]);
  });

  it("gives the role a new password when the master key is another", async () => {
    const DATABASE_URL = urlFor("bureau", "enrolment");
    const first = await connect({ DATABASE_URL });
    const second = await connect({ DATABASE_URL, YANGGUANG_MASTER_KEY: "cd".repeat(32) });
    expect([codeOf(first), codeOf(second)]).toEqual(["connected", "connected"]);
    const old = first.ok ? first.value.access.app : {};
    await expect(roleOf(old)).rejects.toThrow("password");
  });

  it("needs CREATEROLE for that, or a role that somebody else made", async () => {
    const DATABASE_URL = urlFor("poor", "meagre");
    expect(codeOf(await connect({ DATABASE_URL }))).toBe("database.app-role");
    const given = await connect({
      DATABASE_URL,
      YANGGUANG_DATABASE_APP_URL: urlFor("weak", "meagre"),
    });
    expect(given.ok && given.value.access.appRole).toBe("weak");
  });

  it.each(["bureau", "kin", "bypassing"])("refuses the role %s as too mighty", async (role) => {
    const connected = await connect({
      DATABASE_URL: urlFor("bureau", "enrolment"),
      YANGGUANG_DATABASE_APP_URL: urlFor(role, "enrolment"),
    });
    expect(codeOf(connected)).toBe("database.app-role-too-mighty");
  });

  it("refuses a database in which anybody may create tables", async () => {
    const connected = await connect({ DATABASE_URL: urlFor("bureau", "careless") });
    expect(codeOf(connected)).toBe("database.app-role-too-mighty");
  });

  it("refuses a database that cannot hold Chinese names", async () => {
    const connected = await connect({ DATABASE_URL: urlFor("bureau", "latin") });
    expect(codeOf(connected)).toBe("database.encoding");
  });

  it("is told by place, never by password, when it cannot be reached", async () => {
    const DATABASE_URL = urlFor("bureau", "nowhere").replace("bureau:bureau", "bureau:s3cret");
    const connected = await connect({ DATABASE_URL });
    expect(codeOf(connected)).toBe("database.unreachable");
    const words = connected.ok ? "" : JSON.stringify(connected.error);
    expect(words).toContain("localhost/nowhere");
    expect(words).not.toContain("s3cret");
  });
});
