import { sql } from "kysely";
import type { Executor } from "./tables.ts";

/** An entry of a run, and what the published log has of it. */
export interface LoggedEntry {
  readonly body: string;
  /** Its leaf; null until it has one. */
  readonly index: number | null;
  /** When the first checkpoint that covers it was published; null until one is. */
  readonly publishedAt: Date | null;
}

/** All entries of a run but those about rows, in the log's order. */
export async function runEntries(db: Executor, run: string): Promise<readonly LoggedEntry[]> {
  const { rows } = await sql<{ body: string; index: string | null; published_at: Date | null }>`
    select log_entry.body, log_leaf.index, (
      select published_at from log_checkpoint
      where log_checkpoint.size > log_leaf.index order by log_checkpoint.size limit 1
    ) as published_at
    from log_entry left join log_leaf on log_leaf.seq = log_entry.seq
    where log_entry.run = ${run} and log_entry.kind <> 'app'
    order by log_entry.seq
  `.execute(db);
  return rows.map((row) => ({
    body: row.body,
    index: row.index === null ? null : Number(row.index),
    publishedAt: row.published_at,
  }));
}

/**
 * Changes whenever the season's run, its entries or what is published of them do; undefined where
 * there is no such season. One cheap query: it is asked every second.
 */
export async function runMark(db: Executor, seasonId: string): Promise<string | undefined> {
  const { rows } = await sql<{ run: string; entries: string; size: string }>`
    select run,
      (select coalesce(max(seq), 0) from log_entry
        where log_entry.run = season.run and kind <> 'app') as entries,
      (select coalesce(max(size), 0) from log_checkpoint) as size
    from season where id = ${seasonId}
  `.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : `${row.run.split("/").at(-1)}.${row.entries}.${row.size}`;
}
