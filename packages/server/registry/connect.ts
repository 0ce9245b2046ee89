import { Kysely, PostgresDialect, sql } from "kysely";
import type { Pool } from "pg";
import type { Database, Tables, Tx } from "./tables.ts";

export const connectRegistry = (pool: Pool): Database =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** All of it or nothing. */
export const inTransaction = <Value>(
  db: Database,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> => db.transaction().execute(work);

export async function isReachable(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
