import { findSeason } from "../registry/seasons.ts";
import type { Executor } from "../registry/tables.ts";
import type { ZoneIndex, ZoneMap } from "../zones/zone-index.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";

/** The index of a season's published zones; null while the season or its map is missing. */
export async function seasonZoneIndex(db: Executor, seasonId: string): Promise<ZoneIndex | null> {
  const season = await findSeason(db, seasonId);
  return season?.zone_map ? makeZoneIndex(season.zone_map as ZoneMap) : null;
}
