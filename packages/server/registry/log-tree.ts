import { sql } from "kysely";
import { MOMENTS } from "./log.ts";
import type { Database, Executor, Tx } from "./tables.ts";

/** The log as a tree: which leaf holds which entry, and which checkpoints were signed and published. */

/** How far the log has come. */
export interface LogPosition {
  /** Whether some entries have no leaf yet. */
  readonly waiting: boolean;
  readonly leaves: number;
  /** How many of them the newest published checkpoint covers. */
  readonly published: number;
}

/** One cheap query: it is asked every second. */
export async function logPosition(db: Executor): Promise<LogPosition> {
  const { rows } = await sql<{ waiting: boolean; leaves: string; published: string }>`
    select exists (select from log_waiting) as waiting,
      (select coalesce(max(index) + 1, 0) from log_leaf) as leaves,
      (select coalesce(max(size), 0) from log_checkpoint) as published
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("a query without a row");
  return {
    waiting: row.waiting,
    leaves: Number(row.leaves),
    published: Number(row.published),
  };
}

/**
 * Gives the next leaves to at most so many waiting entries, in the order of their numbers. One
 * writer at a time, so that leaves stand without a gap. Returns how many got one.
 */
export async function giveLeaves(tx: Tx, most: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('yangguang log leaves'))`.execute(tx);
  // A statement of its own: it must see what the last holder of the lock has committed.
  const { rows } = await sql`
    with given as (
      insert into log_leaf (index, seq)
      select (select coalesce(max(index) + 1, 0) from log_leaf) - 1 + row_number() over (order by seq), seq
      from (select seq from log_waiting order by seq limit ${most}) as next
      returning seq
    )
    delete from log_waiting using given where log_waiting.seq = given.seq returning log_waiting.seq
  `.execute(tx);
  return rows.length;
}

/**
 * Runs work while no other server publishes, on a connection of its own; undefined, and nothing is
 * done, where another does. The lock goes with the connection, so it does not outlive us.
 */
export function whilePublishing<Value>(
  db: Database,
  work: (db: Executor) => Promise<Value>,
): Promise<Value | undefined> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_lock(hashtext('yangguang log publisher')) as locked
    `.execute(connection);
    if (rows[0]?.locked !== true) return undefined;
    try {
      return await work(connection);
    } finally {
      // Fails only with the connection, and then the lock is gone, too.
      await sql`select pg_advisory_unlock(hashtext('yangguang log publisher'))`
        .execute(connection)
        .catch(() => undefined);
    }
  });
}

/** The bodies of the entries of some leaves: from `from`, before `to`. */
export const entriesOfLeaves = async (
  db: Executor,
  from: number,
  to: number,
): Promise<readonly string[]> =>
  (
    await db
      .selectFrom("log_leaf")
      .innerJoin("log_entry", "log_entry.seq", "log_leaf.seq")
      .select("log_entry.body")
      .where("log_leaf.index", ">=", String(from))
      .where("log_leaf.index", "<", String(to))
      .orderBy("log_leaf.index")
      .execute()
  ).map(({ body }) => body);

/**
 * What the next checkpoint is to cover: all leaves, or those up to the first moment of a run (see
 * `MOMENTS`) that none covers yet. Each moment has a checkpoint that covers no later step of its run.
 */
export async function nextCheckpointSize(db: Executor, published: number): Promise<number> {
  const moment = await db
    .selectFrom("log_entry")
    .innerJoin("log_leaf", "log_leaf.seq", "log_entry.seq")
    .select(({ fn }) => fn.min("log_leaf.index").as("index"))
    .where("log_entry.kind", "<>", "app")
    .where("log_entry.kind", "in", [...MOMENTS])
    .where("log_leaf.index", ">=", String(published))
    .executeTakeFirstOrThrow();
  if (moment.index !== null) return Number(moment.index) + 1;
  return (await logPosition(db)).leaves;
}

/** Writes down that a root is to be signed for a size. False if another one already was. */
export async function claimRoot(db: Executor, size: number, root: string): Promise<boolean> {
  await db
    .insertInto("log_signed")
    .values({ size: String(size), root })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const signed = await db
    .selectFrom("log_signed")
    .select("root")
    .where("size", "=", String(size))
    .executeTakeFirstOrThrow();
  return signed.root === root;
}

export interface PublishedCheckpoint {
  readonly size: number;
  /** 64 hex digits. */
  readonly root: string;
  /** The signed note, with its cosignatures. */
  readonly note: string;
}

export async function addCheckpoint(
  db: Executor,
  { size, root, note }: PublishedCheckpoint,
  at: Date,
): Promise<void> {
  await db
    .insertInto("log_checkpoint")
    .values({ size: String(size), root, note, published_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function newestCheckpoint(db: Executor): Promise<PublishedCheckpoint | undefined> {
  const row = await db
    .selectFrom("log_checkpoint")
    .select(["size", "root", "note"])
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, size: Number(row.size) };
}

/** Whether every entry has its one place. */
export interface LeafCount {
  readonly leaves: number;
  /** One more than the last leaf's index; the same where there is no gap. */
  readonly end: number;
  /** Entries that neither have a leaf nor wait for one. */
  readonly lost: number;
  /** Entries that have a leaf and wait for one. */
  readonly twice: number;
}

export async function countLeaves(db: Executor): Promise<LeafCount> {
  const { rows } = await sql<Record<keyof LeafCount, string>>`
    select (select count(*) from log_leaf) as leaves,
      (select coalesce(max(index) + 1, 0) from log_leaf) as end,
      (select count(*) from log_entry
        where not exists (select from log_leaf where log_leaf.seq = log_entry.seq)
          and not exists (select from log_waiting where log_waiting.seq = log_entry.seq)) as lost,
      (select count(*) from log_waiting join log_leaf using (seq)) as twice
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("a query without a row");
  const { leaves, end, lost, twice } = row;
  return { leaves: Number(leaves), end: Number(end), lost: Number(lost), twice: Number(twice) };
}

/** The entry with which a run began: its body. */
export const openEntry = async (db: Executor, run: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom("log_entry")
      .select("body")
      .where("run", "=", run)
      .where("kind", "=", "open")
      .where("kind", "<>", "app")
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst()
  )?.body;

/** Every root that was signed or published, by size; a size has more than one if there was a fork. */
export async function signedRoots(db: Executor): Promise<ReadonlyMap<number, readonly string[]>> {
  const signed = await db
    .selectFrom("log_signed")
    .select(["size", "root"])
    .union(db.selectFrom("log_checkpoint").select(["size", "root"]))
    .execute();
  const roots = new Map<number, string[]>();
  for (const { size, root } of signed) {
    roots.set(Number(size), [...(roots.get(Number(size)) ?? []), root]);
  }
  return roots;
}
