import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPlatform } from "../testing/platform.ts";
import { openTestSeason, startTestPlatform, testPool } from "../testing/platform.ts";
import { createTestDatabase } from "../database/test-database.ts";
import { APPEND_ONLY_TABLES, migrate } from "./migrate.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

describe.each(APPEND_ONLY_TABLES)("%s", (table) => {
  test("the application's role has no right to change or delete", async () => {
    const column = table === "policy" ? "source" : (await columnsOf(table))[0];
    for (const statement of [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(platform.pool.query(statement), statement).rejects.toThrow(/permission denied/);
    }
  });

  test("even the owner is refused by the trigger", async () => {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
      await expect(platform.owner.query(statement), statement).rejects.toThrow(/append-only/);
    }
  });
});

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await platform.owner.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'",
    [table],
  );
  return rows.map((row) => row.column_name);
}

describe("the application's role", () => {
  test("is no superuser, bypasses no row security and owns nothing", async () => {
    const { rows } = await platform.pool.query<{ strong: boolean; owned: number }>(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
              (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    );
    expect(rows[0]).toEqual({ strong: false, owned: 0 });
  });

  test("cannot make tables", async () => {
    await expect(platform.pool.query("create table loot (id int)")).rejects.toThrow(
      /permission denied/,
    );
  });
});

test("the tables as written down in tables.ts are those of the database", async () => {
  const { rows } = await platform.owner.query<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' order by 1",
  );
  expect(rows.map((row) => row.table_name)).toEqual([
    "account",
    "agency_check",
    "application",
    "application_action",
    "case_claim",
    "consent",
    "decision",
    "draft",
    "draw_secret",
    "fact",
    "kinship",
    "log_checkpoint",
    "log_entry",
    "log_leaf",
    "log_signed",
    "log_waiting",
    "look",
    "person",
    "placement",
    "policy",
    "proposal",
    "roll_row",
    "season",
    "season_action",
    "session",
    "zone_map",
  ]);
});

test("the queue opens for the role of a database copied under another name", async () => {
  const database = await createTestDatabase("empty");
  const owner = testPool(database.owner);
  const seen = async (role: string) =>
    (
      await owner.query<{ tables: number }>(
        `select count(distinct polrelid)::int as tables from pg_policy p
         join pg_roles r on r.oid = any(p.polroles) where polname = 'application' and rolname = $1`,
        [role],
      )
    ).rows[0]?.tables;
  await migrate(owner, "yangguang_owner");
  const tables = await seen("yangguang_owner");
  expect(tables).toBeGreaterThan(2);
  await migrate(owner, database.appRole);
  expect(await seen(database.appRole)).toBe(tables);
  await owner.end();
  await database.drop();
});
