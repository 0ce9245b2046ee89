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
  /** What the row was made of: never published. */
  readonly fields?: readonly RowFieldText[];
}

/** A field's name and its value. */
export type RowFieldText = readonly [name: string, value: string];

/** In the order given; their leaves follow in the same order, once the transaction is committed. */
export async function addLogEntries(tx: Tx, entries: readonly NewLogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ run, kind, body, applicationId, version, fields }, place) => ({
    place,
    run,
    kind,
    body,
    application_id: applicationId ?? null,
    version: version ?? null,
    fields: fields ?? null,
  }));
  await sql`
    with added as (
      insert into log_entry (run, kind, body, application_id, version, fields)
      select run, kind, body, application_id, version, fields
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(
        place integer, run text, kind text, body text, application_id uuid, version integer,
        fields jsonb)
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

/** The bodies of a run's entries but those about rows, in the log's order. */
export const ceremonyEntries = async (db: Executor, run: string): Promise<readonly string[]> =>
  (
    await db
      .selectFrom("log_entry")
      .select("body")
      .where("run", "=", run)
      .where("kind", "<>", "app")
      .orderBy("seq")
      .execute()
  ).map(({ body }) => body);

/** The entries after which the witnesses must have looked before the run goes on. */
export const MOMENTS = ["open", "freeze", "cset", "dice", "seed", "outcome"] as const;

/** The run's last moment, and whether a published checkpoint covers it; null before the first. */
export async function lastMoment(
  db: Executor,
  run: string,
): Promise<{ readonly kind: string; readonly cosigned: boolean } | null> {
  const row = await db
    .selectFrom("log_entry")
    .leftJoin("log_leaf", "log_leaf.seq", "log_entry.seq")
    .select(["log_entry.kind", "log_leaf.index"])
    .where("log_entry.run", "=", run)
    .where("log_entry.kind", "in", [...MOMENTS])
    .orderBy("log_entry.seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    kind: row.kind,
    cosigned: row.index !== null && (await publishedSize(db)) > Number(row.index),
  };
}

/** How many leaves the newest published checkpoint covers. */
export async function publishedSize(db: Executor): Promise<number> {
  const row = await db
    .selectFrom("log_checkpoint")
    .select("size")
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return Number(row?.size ?? 0);
}

/** The first published checkpoint, with its cosignatures, that covers the run's first entry of a kind. */
export async function firstCovering(
  db: Executor,
  run: string,
  kind: (typeof MOMENTS)[number],
): Promise<string | undefined> {
  const row = await db
    .selectFrom("log_entry")
    .innerJoin("log_leaf", "log_leaf.seq", "log_entry.seq")
    .innerJoin("log_checkpoint", (join) => join.onRef("log_checkpoint.size", ">", "log_leaf.index"))
    .select("log_checkpoint.note")
    .where("log_entry.run", "=", run)
    .where("log_entry.kind", "=", kind)
    .orderBy("log_checkpoint.size")
    .limit(1)
    .executeTakeFirst();
  return row?.note;
}

/** A logged row of an application and its place in the log; null where it has none yet. */
export interface LoggedRow {
  readonly run: string;
  readonly version: number;
  readonly fields: readonly RowFieldText[];
  readonly index: number | null;
}

/** The newest row of an application. */
export async function newestLoggedRow(
  db: Executor,
  applicationId: string,
): Promise<LoggedRow | undefined> {
  const row = await db
    .selectFrom("log_entry")
    .leftJoin("log_leaf", "log_leaf.seq", "log_entry.seq")
    .select(["log_entry.run", "log_entry.version", "log_entry.fields", "log_leaf.index"])
    .where("log_entry.application_id", "=", applicationId)
    .orderBy("log_entry.seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.version === null || row.fields === null) return undefined;
  const { run, version, fields } = row;
  return { run, version, fields, index: row.index === null ? null : Number(row.index) };
}

export interface Moment {
  readonly index: number;
  /** The first published checkpoint that covers it. */
  readonly note: string;
}

/** The run's moments that a published checkpoint of at most this size covers. */
export async function momentsOf(
  db: Executor,
  run: string,
  atMost: number,
): Promise<readonly Moment[]> {
  const rows = await db
    .selectFrom("log_entry")
    .innerJoin("log_leaf", "log_leaf.seq", "log_entry.seq")
    .innerJoin("log_checkpoint", (join) => join.onRef("log_checkpoint.size", ">", "log_leaf.index"))
    .select(["log_leaf.index", "log_checkpoint.note"])
    .distinctOn("log_leaf.index")
    .where("log_entry.run", "=", run)
    .where("log_entry.kind", "in", [...MOMENTS])
    .where("log_checkpoint.size", "<=", String(atMost))
    .orderBy("log_leaf.index")
    .orderBy("log_checkpoint.size")
    .execute();
  return rows.map(({ index, note }) => ({ index: Number(index), note }));
}
