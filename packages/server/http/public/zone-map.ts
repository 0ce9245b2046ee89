import type { Policy } from "@yangguang/core/policy/document.ts";
import type { GridPosition, ZoneMapView } from "@yangguang/web/views.ts";
import { loadZoneMap } from "../../services/zones.ts";
import type { Services } from "../../services/context.ts";
import type { Grid } from "../../zones/grid.ts";
import { makeGrid } from "../../zones/grid.ts";
import type { LocatedAddress, ZoneIndex, ZoneMap } from "../../zones/zone-index.ts";
import { makeZoneIndex } from "../../zones/zone-index.ts";

/** A season's zones, ready for look-ups and for the map. */
export interface SeasonZones {
  readonly index: ZoneIndex;
  readonly grid: Grid;
  readonly shapes: ZoneMapView["zones"];
}

/** Published zones never change within a season, so they are prepared once and kept. */
export function makeSeasonZones(
  services: Services,
): (seasonId: string) => Promise<SeasonZones | null> {
  const prepared = new Map<string, SeasonZones>();
  return async (seasonId) => {
    const known = prepared.get(seasonId);
    if (known !== undefined) return known;
    const map = await loadZoneMap(services.db, seasonId);
    if (map === null) return null;
    const zones = prepare(map);
    prepared.set(seasonId, zones);
    return zones;
  };
}

function prepare(map: ZoneMap): SeasonZones {
  const grid = makeGrid(map.gridOrigin);
  return { index: makeZoneIndex(map), grid, shapes: zoneShapes(map, grid) };
}

/** A zone of several parts gives several shapes of one name. */
function zoneShapes({ zones }: ZoneMap, grid: Grid): ZoneMapView["zones"] {
  return zones.features.flatMap(({ properties, geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.map((rings) => ({
      id: properties.zone,
      name: properties.name,
      rings: rings.map((ring) => ring.map((place) => positionOf(grid, place))),
    }));
  });
}

function positionOf(grid: Grid, [lon, lat]: readonly number[]): GridPosition {
  if (lon === undefined || lat === undefined) throw new Error("a zone's corner lacks a coordinate");
  return grid.pointOf({ lon, lat });
}

export const zoneMapView = (
  policy: Policy,
  zones: SeasonZones | null,
  found: LocatedAddress | null,
): ZoneMapView => ({
  zones: zones?.shapes ?? [],
  schools: policy.plan.schools.map(({ id, name, location }) => ({ id, name, location })),
  found:
    zones === null || found === null
      ? null
      : { zone: found.zone, at: zones.grid.pointOf(found.point) },
});
