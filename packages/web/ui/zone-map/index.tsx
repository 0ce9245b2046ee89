import type { JSX } from "preact";
import { geoIdentity, geoPath } from "d3-geo";
import type { GeoGeometryObjects, GeoIdentityTransform } from "d3-geo";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { GridPosition, ZoneMapView } from "../../views.ts";

const WIDTH = 640;
const HEIGHT = 480;
const MARGIN = 8;
/** Share of the height that is left on each side of a zone found. */
const MARGIN_AROUND_FOUND = 0.28;

const positions = (ring: readonly GridPosition[]): [number, number][] =>
  ring.map(([east, north]) => [east, north]);

const geometryOf = (zone: ZoneMapView["zones"][number]): GeoGeometryObjects => ({
  type: "Polygon",
  coordinates: zone.rings.map((ring) => positions(ring)),
});

/**
 * The city's zones and schools, drawn on the server.
 *
 * Accessibility: one picture whose name says what was found; the same stands beside it in words.
 * Every zone and school has a title for a pointer.
 */
export function ZoneMap(props: {
  readonly page: PageContext;
  readonly map: ZoneMapView;
}): JSX.Element | null {
  const { page, map } = props;
  if (map.zones.length === 0) return null;
  const foundZone = map.zones.find((zone) => zone.id === map.found?.zone);
  const projection = projectionOf(map, foundZone);
  const draw = geoPath(projection).digits(1);
  const home = map.found?.at ?? null;
  const at = home === null ? null : projection([home[0], home[1]]);
  return (
    <svg
      class="map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={
        foundZone === undefined
          ? t(page, "map.label")
          : t(page, "map.found", { zone: say(page, foundZone.name) })
      }
    >
      {map.zones.map((zone) => (
        <path
          key={zone.id}
          class={zone === foundZone ? "zone found" : "zone"}
          d={draw(geometryOf(zone)) ?? ""}
        >
          <title>{say(page, zone.name)}</title>
        </path>
      ))}
      {map.schools.map((school) => (
        <SchoolDot
          key={school.id}
          name={say(page, school.name)}
          serving={school.serving === true}
          at={projection([school.location[0], school.location[1]])}
        />
      ))}
      {at !== null && (
        <path
          class="pin"
          transform={`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`}
          d="M0 0l-8-14a9.5 9.5 0 1 1 16 0z"
        />
      )}
    </svg>
  );
}

/** The whole city; where a zone was found, that zone with its neighbours. */
function projectionOf(
  map: ZoneMapView,
  found: ZoneMapView["zones"][number] | undefined,
): GeoIdentityTransform {
  const margin = found === undefined ? MARGIN : HEIGHT * MARGIN_AROUND_FOUND;
  const shown = found === undefined ? map.zones : [found];
  // North is up in the grid and down on a screen.
  return geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [margin, margin],
        [WIDTH - margin, HEIGHT - margin],
      ],
      { type: "GeometryCollection", geometries: shown.map((zone) => geometryOf(zone)) },
    );
}

function SchoolDot(props: {
  readonly name: string;
  readonly serving: boolean;
  readonly at: readonly [number, number] | null;
}): JSX.Element | null {
  if (props.at === null) return null;
  const [x, y] = props.at;
  // A name near the right edge is written leftwards.
  const leftwards = x > WIDTH * 0.65;
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <circle class="dot" r={props.serving ? 10 : 7}>
        <title>{props.name}</title>
      </circle>
      {props.serving && (
        <text x={leftwards ? -15 : 15} y="8" text-anchor={leftwards ? "end" : "start"}>
          {props.name}
        </text>
      )}
    </g>
  );
}
