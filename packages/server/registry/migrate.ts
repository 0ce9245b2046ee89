import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Migration } from "kysely/migration";
import type { Pool } from "pg";

const FOLDER = join(import.meta.dirname, "migrations");

/** Tables that the application may only read and add to. */
export const APPEND_ONLY_TABLES = [
  "policy",
  "zone_map",
  "season_action",
  "application_action",
  "consent",
  "fact",
  "decision",
  "roll_row",
  "draw_secret",
  "placement",
  "look",
  "kinship",
  "proposal",
  "log_entry",
  "log_leaf",
  "log_signed",
  "log_checkpoint",
] as const;

/** Tables whose rows the application also changes: folded states, sessions, the queue's view. */
const CHANGEABLE_TABLES = [
  "person",
  "account",
  "season",
  "application",
  "agency_check",
  "draft",
  "case_claim",
  "log_waiting",
] as const;

/** Rows of these are dropped when they have served. */
const PASSING_TABLES = ["session", "draft", "case_claim", "log_waiting"] as const;

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).toSorted();
  const entries = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(FOLDER, name), "utf8");
      const migration: Migration = {
        up: async (db) => {
          await sql.raw(text).execute(db);
        },
      };
      return [name.replace(/\.sql$/, ""), migration] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/**
 * Brings a database to the present schema and grants the application's role exactly what it needs.
 * `owner` is a pool of the owning role; safe to run from two processes at once.
 */
export async function migrate(owner: Pool, appRole: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) });
  const provider = { getMigrations: readMigrations };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  await runMigrations({ pgPool: owner });
  await grantToApplication(db, appRole);
}

const tables = (names: readonly string[]) => sql.join(names.map((name) => sql.table(name)));

async function grantToApplication(db: Kysely<unknown>, appRole: string): Promise<void> {
  const role = sql.id(appRole);
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('yangguang grants'))`.execute(tx);
    await sql`grant usage on schema public, graphile_worker to ${role}`.execute(tx);
    await sql`grant select, insert on ${tables([...APPEND_ONLY_TABLES, ...CHANGEABLE_TABLES])} to ${role}`.execute(
      tx,
    );
    await sql`grant update on ${tables(CHANGEABLE_TABLES)} to ${role}`.execute(tx);
    await sql`grant select, insert, delete on ${tables(PASSING_TABLES)} to ${role}`.execute(tx);
    await grantQueue(tx, appRole);
  });
}

/** The queue's tables have row security without policies, so that only their owner sees rows. */
async function grantQueue(tx: Kysely<unknown>, appRole: string): Promise<void> {
  const role = sql.id(appRole);
  await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${role}`.execute(
    tx,
  );
  await sql`grant usage on all sequences in schema graphile_worker to ${role}`.execute(tx);
  await sql`grant execute on all functions in schema graphile_worker to ${role}`.execute(tx);
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
      and not exists (select from pg_policy p join pg_roles r on r.oid = any(p.polroles)
        where p.polrelid = c.oid and p.polname = 'application' and r.rolname = ${appRole})
  `.execute(tx);
  for (const { name } of rows) {
    const table = sql.table(`graphile_worker.${name}`);
    // One that stands for another role came with a copy of the database under another name.
    await sql`drop policy if exists application on ${table}`.execute(tx);
    await sql`create policy application on ${table} to ${role} using (true) with check (true)`.execute(
      tx,
    );
  }
}
