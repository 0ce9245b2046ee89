import type { Insertable, Selectable } from "kysely";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import { batches } from "./batches.ts";
import type { Executor, Tables, Tx } from "./tables.ts";

export type PlacementRow = Selectable<Tables["placement"]>;

export interface NewRollRow {
  readonly applicationId: string;
  readonly content: RollRow;
  readonly commitment: string;
}

export async function addRoll(
  tx: Tx,
  seasonId: string,
  rows: readonly NewRollRow[],
): Promise<void> {
  for (const batch of batches(rows)) {
    await tx
      .insertInto("roll_row")
      .values(
        batch.map((row) => ({
          season_id: seasonId,
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
export const readRoll = (
  db: Executor,
  seasonId: string,
): Promise<Selectable<Tables["roll_row"]>[]> =>
  db
    .selectFrom("roll_row")
    .selectAll()
    .where("season_id", "=", seasonId)
    .orderBy(
      (eb) => eb.ref("pid"),
      (order) => order.collate("C"),
    )
    .execute();

export async function sealContribution(tx: Tx, seasonId: string, sealed: Buffer): Promise<void> {
  await tx
    .insertInto("draw_secret")
    .values({ season_id: seasonId, contribution_cipher: sealed })
    .execute();
}

export const sealedContribution = async (db: Executor, seasonId: string): Promise<Buffer> =>
  (
    await db
      .selectFrom("draw_secret")
      .select("contribution_cipher")
      .where("season_id", "=", seasonId)
      .executeTakeFirstOrThrow()
  ).contribution_cipher;

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

export const readPlacements = (db: Executor, seasonId: string): Promise<PlacementRow[]> =>
  db.selectFrom("placement").selectAll().where("season_id", "=", seasonId).execute();
