import type { Insertable, Selectable } from "kysely";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import { batches } from "./batches.ts";
import type { Executor, Tables, Tx } from "./tables.ts";

export type PlacementRow = Selectable<Tables["placement"]>;

/** A season at one of its attempts. */
interface RunOf {
  readonly id: string;
  readonly run: string;
}

export interface NewRollRow {
  readonly applicationId: string;
  readonly content: RollRow;
  readonly commitment: string;
}

export async function addRoll(
  tx: Tx,
  { id: seasonId, run }: RunOf,
  rows: readonly NewRollRow[],
): Promise<void> {
  for (const batch of batches(rows)) {
    await tx
      .insertInto("roll_row")
      .values(
        batch.map((row) => ({
          season_id: seasonId,
          run,
          pid: row.content.pid,
          application_id: row.applicationId,
          content: JSON.stringify(row.content),
          commitment: row.commitment,
        })),
      )
      .execute();
  }
}

/** Ascending by pid, by code point, as the roll is defined. */
export const readRoll = (db: Executor, run: string): Promise<Selectable<Tables["roll_row"]>[]> =>
  db
    .selectFrom("roll_row")
    .selectAll()
    .where("run", "=", run)
    .orderBy(
      (eb) => eb.ref("pid"),
      (order) => order.collate("C"),
    )
    .execute();

/** Keeps the state of the platform's own contributor, sealed; the last one kept holds. */
export async function keepDevice(tx: Tx, { id, run }: RunOf, sealed: Buffer): Promise<void> {
  await tx
    .insertInto("draw_secret")
    .values({ season_id: id, run, contribution_cipher: sealed })
    .execute();
}

export const keptDevice = async (db: Executor, run: string): Promise<Buffer | undefined> =>
  (
    await db
      .selectFrom("draw_secret")
      .select("contribution_cipher")
      .where("run", "=", run)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst()
  )?.contribution_cipher;

export async function addPlacements(
  tx: Tx,
  placements: readonly Insertable<Tables["placement"]>[],
): Promise<void> {
  for (const batch of batches(placements)) {
    await tx
      .insertInto("placement")
      .values([...batch])
      .execute();
  }
}

export const readPlacements = (db: Executor, run: string): Promise<PlacementRow[]> =>
  db.selectFrom("placement").selectAll().where("run", "=", run).execute();
