import { seasonZoneMap } from "../registry/seasons.ts";
import type { Executor } from "../registry/tables.ts";
import type { Grid } from "../zones/grid.ts";
import { makeGrid } from "../zones/grid.ts";
import type { LocatedAddress, ZoneCollection, ZoneIndex, ZoneMap } from "../zones/zone-index.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";

export type { Grid, LocatedAddress, ZoneCollection };

/** A season's published zones, ready for look-ups and for drawing. */
export interface SeasonZones {
  readonly index: ZoneIndex;
  readonly zones: ZoneCollection;
  readonly grid: Grid;
}

/** Null while the season or its map is missing. */
async function loadSeasonZones(db: Executor, seasonId: string): Promise<SeasonZones | null> {
  const map = (await seasonZoneMap(db, seasonId)) as ZoneMap | null;
  if (map === null) return null;
  return { index: makeZoneIndex(map), zones: map.zones, grid: makeGrid(map.gridOrigin) };
}

/** The index of a season's published zones; null while the season or its map is missing. */
export const seasonZoneIndex = async (db: Executor, seasonId: string): Promise<ZoneIndex | null> =>
  (await loadSeasonZones(db, seasonId))?.index ?? null;

export type ZoneShelf = (seasonId: string) => Promise<SeasonZones | null>;

/** Published zones never change within a season, so they are prepared once and kept. */
export function makeZoneShelf(db: Executor): ZoneShelf {
  const shelf = new Map<string, SeasonZones>();
  return async (seasonId) => {
    const known = shelf.get(seasonId);
    if (known !== undefined) return known;
    const zones = await loadSeasonZones(db, seasonId);
    if (zones !== null) shelf.set(seasonId, zones);
    return zones;
  };
}
