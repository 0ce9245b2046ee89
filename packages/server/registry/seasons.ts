import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { SeasonAction, SeasonState } from "@yangguang/core/domain/season.ts";
import type { Executor, Tables, Tx } from "./tables.ts";

export type SeasonRow = Pick<Selectable<Tables["season"]>, (typeof SEASON_COLUMNS)[number]>;
export type SeasonActionRow = Selectable<Tables["season_action"]>;

/** All but the map, which is large and read once. */
const SEASON_COLUMNS = ["id", "run", "state", "stage"] as const;

export interface NewSeasonAction {
  readonly seasonId: string;
  readonly ordinal: number;
  readonly content: SeasonAction;
  readonly actorKind: string;
  readonly actorId: string;
  readonly at: Date;
  readonly key: string;
}

export async function addPolicy(tx: Tx, hash: string, source: string): Promise<void> {
  await tx
    .insertInto("policy")
    .values({ hash, source })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const policySource = async (db: Executor, hash: string): Promise<string> =>
  (
    await db
      .selectFrom("policy")
      .select("source")
      .where("hash", "=", hash)
      .executeTakeFirstOrThrow()
  ).source;

/** False if a season of that id is already there. */
export async function addSeason(
  tx: Tx,
  season: { id: string; run: string; state: SeasonState; zoneMap: unknown },
): Promise<boolean> {
  const inserted = await tx
    .insertInto("season")
    .values({
      id: season.id,
      run: season.run,
      state: JSON.stringify(season.state),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) return false;
  if (season.zoneMap !== null) {
    const content = JSON.stringify(season.zoneMap);
    await tx.insertInto("zone_map").values({ season_id: season.id, content }).execute();
  }
  return true;
}

export const findSeason = (db: Executor, id: string): Promise<SeasonRow | undefined> =>
  db.selectFrom("season").select(SEASON_COLUMNS).where("id", "=", id).executeTakeFirst();

export const listSeasons = (db: Executor): Promise<SeasonRow[]> =>
  db.selectFrom("season").select(SEASON_COLUMNS).orderBy("id").execute();

/** As it was published; null while the season or its map is missing. */
export const seasonZoneMap = async (db: Executor, id: string): Promise<unknown> =>
  (await db.selectFrom("zone_map").select("content").where("season_id", "=", id).executeTakeFirst())
    ?.content ?? null;

/**
 * `share`: many applications act at once while the season stays as it is.
 * `update`: the season itself is about to change, and waits for them.
 */
export async function lockSeason(
  tx: Tx,
  id: string,
  mode: "share" | "update",
): Promise<SeasonRow | undefined> {
  const query = tx.selectFrom("season").select(SEASON_COLUMNS).where("id", "=", id);
  return (mode === "share" ? query.forShare() : query.forUpdate()).executeTakeFirst();
}

/** The season's next attempt; what belongs to the one before stays under its name. */
export async function setRun(tx: Tx, id: string, run: string): Promise<void> {
  await tx.updateTable("season").set({ run }).where("id", "=", id).execute();
}

export async function appendSeasonAction(
  tx: Tx,
  action: NewSeasonAction,
  state: SeasonState,
): Promise<void> {
  await tx
    .insertInto("season_action")
    .values({
      season_id: action.seasonId,
      ordinal: action.ordinal,
      content: JSON.stringify(action.content),
      actor_kind: action.actorKind,
      actor_id: action.actorId,
      at: action.at,
      idempotency_key: action.key,
    })
    .execute();
  await tx
    .updateTable("season")
    .set({ state: JSON.stringify(state) })
    .where("id", "=", action.seasonId)
    .execute();
}

export const seasonActions = (db: Executor, seasonId: string): Promise<SeasonActionRow[]> =>
  db
    .selectFrom("season_action")
    .selectAll()
    .where("season_id", "=", seasonId)
    .orderBy("ordinal")
    .execute();

export async function seasonActionWithKey(tx: Tx, seasonId: string, key: string): Promise<boolean> {
  const row = await tx
    .selectFrom("season_action")
    .select("ordinal")
    .where("season_id", "=", seasonId)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  return row !== undefined;
}

export interface StatusCount {
  readonly status: string;
  readonly category: string | null;
  readonly count: number;
}

export const countApplications = (db: Executor, seasonId: string): Promise<StatusCount[]> =>
  db
    .selectFrom("application")
    .select(["status", "category", sql<number>`count(*)::int`.as("count")])
    .where("season_id", "=", seasonId)
    .groupBy(["status", "category"])
    .orderBy("status")
    .orderBy("category")
    .execute();
