import { seasonZoneMap } from "../registry/seasons.ts";
import type { Executor } from "../registry/tables.ts";
import type { ZoneIndex, ZoneMap } from "../zones/zone-index.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";

/** A season's published zones and addresses; null while the season or its map is missing. */
export const loadZoneMap = async (db: Executor, seasonId: string): Promise<ZoneMap | null> =>
  (await seasonZoneMap(db, seasonId)) as ZoneMap | null;

/** The index of a season's published zones; null while the season or its map is missing. */
export async function seasonZoneIndex(db: Executor, seasonId: string): Promise<ZoneIndex | null> {
  const map = await loadZoneMap(db, seasonId);
  return map === null ? null : makeZoneIndex(map);
}
