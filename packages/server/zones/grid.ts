import type { GridPoint } from "@yangguang/core/policy/document.ts";

/** Degrees, WGS 84. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/**
 * A policy's grid of metres east and north against the degrees of maps: as wide as a city, the
 * earth is taken for flat, with the length of a degree at the grid's origin.
 */
export interface Grid {
  /** To seven decimals, a centimetre. */
  lonLatOf(point: GridPoint): LonLat;
  /** To the metre. */
  pointOf(place: LonLat): GridPoint;
}

const METRES_PER_DEGREE = 111_320;

export function makeGrid(origin: LonLat): Grid {
  const perLon = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180);
  return {
    lonLatOf: ([east, north]) => ({
      lon: rounded(origin.lon + east / perLon),
      lat: rounded(origin.lat + north / METRES_PER_DEGREE),
    }),
    pointOf: ({ lon, lat }) => [
      Math.round((lon - origin.lon) * perLon),
      Math.round((lat - origin.lat) * METRES_PER_DEGREE),
    ],
  };
}

const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
