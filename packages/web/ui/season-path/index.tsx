import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { SeasonView } from "../../views.ts";
import { STATIONS, seasonProgress, stationAt } from "./progress.ts";

const LEFT = 28;
const WIDTH = 264;
const HORIZON = 88;
const HEIGHT = 66;

/** The sun's place when a share `way` (0 to 1) of its path is done: a parabola over the horizon. */
const pointAt = (way: number): { readonly x: number; readonly y: number } => ({
  x: LEFT + WIDTH * way,
  y: HORIZON - 4 * HEIGHT * way * (1 - way),
});

/** The path from sunrise to `way` as one quadratic curve. */
function arcTo(way: number): string {
  const end = pointAt(way);
  const control = { x: LEFT + (WIDTH * way) / 2, y: HORIZON - 2 * HEIGHT * way };
  return `M${LEFT} ${HORIZON}Q${control.x.toFixed(1)} ${control.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
}

const RAYS = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/**
 * The season as one day: the sun rises with the applications and sets when the children arrive.
 *
 * Accessibility: one picture whose name says where the season stands; the timetable beside it
 * gives the same in words.
 */
export function SeasonPath(props: {
  readonly page: PageContext;
  readonly season: SeasonView;
}): JSX.Element {
  const { page, season } = props;
  const progress = seasonProgress(season.stage, season.timetable, page.now);
  const way = progress / (STATIONS.length - 1);
  const sun = pointAt(way);
  const here = stationAt(progress);
  return (
    <svg
      class="season"
      viewBox="0 0 320 116"
      role="img"
      aria-label={t(page, "season.here", { station: t(page, `station.${here}`) })}
    >
      <path class="way" d={arcTo(1)} />
      <path class="gone" d={arcTo(way)} />
      <path class="horizon" d={`M4 ${HORIZON}H316`} />
      {STATIONS.map((station, index) => {
        const at = pointAt(index / (STATIONS.length - 1));
        return (
          <g key={station} class={station === here ? "here" : undefined}>
            <circle class="station" cx={at.x} cy={at.y} r="3.5" />
            <text x={at.x} y="106" text-anchor="middle">
              {t(page, `station.${station}`)}
            </text>
          </g>
        );
      })}
      <g class="sun" transform={`translate(${sun.x.toFixed(1)} ${sun.y.toFixed(1)})`}>
        {RAYS.map((angle) => (
          <path key={angle} d="M0-12.5v-4" transform={`rotate(${angle})`} />
        ))}
        <circle r="9" />
      </g>
    </svg>
  );
}
