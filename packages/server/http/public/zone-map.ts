import type { Policy } from "@yangguang/core/policy/document.ts";
import type { GridPosition, ZoneMapView } from "@yangguang/web/views.ts";
import type { Grid, LocatedAddress, SeasonZones } from "../../services/zones.ts";

/** The zones in the grid's metres, with the schools of the plan and what was found. */
export const zoneMapView = (
  policy: Policy,
  zones: SeasonZones | null,
  found: LocatedAddress | null,
): ZoneMapView => ({
  zones: zones === null ? [] : zoneShapes(zones),
  schools: policy.plan.schools.map(({ id, name, location }) => ({ id, name, location })),
  found:
    zones === null || found === null
      ? null
      : { zone: found.zone, at: zones.grid.pointOf(found.point) },
});

/** A zone of several parts gives several shapes of one name. */
const zoneShapes = ({ zones, grid }: SeasonZones): ZoneMapView["zones"] =>
  zones.features.flatMap(({ properties, geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.map((rings) => ({
      id: properties.zone,
      name: properties.name,
      rings: rings.map((ring) => ring.map((place) => positionOf(grid, place))),
    }));
  });

function positionOf(grid: Grid, [lon, lat]: readonly number[]): GridPosition {
  if (lon === undefined || lat === undefined) throw new Error("a zone's corner lacks a coordinate");
  return grid.pointOf({ lon, lat });
}
