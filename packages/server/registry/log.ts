import { sql } from "kysely";
import type { Executor, Tx } from "./tables.ts";

/** What the public log is to record, as canonical JSON. */
export interface NewLogEntry {
  readonly run: string;
  /** Its `t`. */
  readonly kind: string;
  readonly body: string;
  /** For a row: of which application and version. */
  readonly applicationId?: string;
  readonly version?: number;
}

/** In the order given; their leaves follow in the same order, once the transaction is committed. */
export async function addLogEntries(tx: Tx, entries: readonly NewLogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ run, kind, body, applicationId, version }, place) => ({
    place,
    run,
    kind,
    body,
    application_id: applicationId ?? null,
    version: version ?? null,
  }));
  await sql`
    with added as (
      insert into log_entry (run, kind, body, application_id, version)
      select run, kind, body, application_id, version
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(
        place integer, run text, kind text, body text, application_id uuid, version integer)
      order by place
      returning seq
    )
    insert into log_waiting (seq) select seq from added
  `.execute(tx);
}

/** The last row that the log records of each application: its body. */
export async function lastLoggedRows(
  db: Executor,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("log_entry")
    .select(["application_id", "body"])
    .distinctOn("application_id")
    .where("application_id", "in", [...applicationIds])
    .orderBy("application_id")
    .orderBy("version", "desc")
    .orderBy("seq", "desc")
    .execute();
  return new Map(rows.map((row) => [row.application_id ?? "", row.body]));
}
