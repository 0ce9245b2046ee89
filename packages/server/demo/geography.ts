import type { GridPoint, Plan } from "@yangguang/core/policy/document.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import { Delaunay } from "d3-delaunay";
import type { LonLat } from "../zones/grid.ts";
import { makeGrid } from "../zones/grid.ts";
import type { ZoneCollection } from "../zones/zone-index.ts";

/** A closed shape on the city's grid, in metres, counter-clockwise, first point not repeated. */
export type Shape = readonly GridPoint[];

/** The grid's origin, the town square: about the middle of Yongkang. */
export const SQUARE = { lon: 120.03, lat: 28.9 } as const;

const GRID = makeGrid(SQUARE);

export const lonLatOf = (point: GridPoint): LonLat => GRID.lonLatOf(point);

export interface Geography {
  readonly boundary: Shape;
  readonly cells: ReadonlyMap<ZoneId, Shape>;
  readonly zones: ZoneCollection;
  /** The zone of a point well inside it: null near a border (20 m) and outside the city. */
  zoneWellInside(point: GridPoint): ZoneId | null;
}

/**
 * Each zone is what lies nearer to its centre than to any other's, within a city whose border
 * keeps some way off all centres and schools.
 */
export function makeGeography(plan: Plan): Geography {
  const boundary = boundaryOf(plan);
  const cells = cellsOf(plan, boundary);
  return {
    boundary,
    cells,
    zones: {
      type: "FeatureCollection",
      features: plan.zones.map((zone) => ({
        type: "Feature",
        properties: { zone: brandAs<ZoneId>(zone.id), name: zone.name },
        geometry: { type: "Polygon", coordinates: [ringOf(cells.get(brandAs(zone.id)) ?? [])] },
      })),
    },
    zoneWellInside: (point) => {
      for (const [zone, cell] of cells) if (distanceInside(point, cell) > 20) return zone;
      return null;
    },
  };
}

function ringOf(shape: Shape): [number, number][] {
  const ring = shape.map((point): [number, number] => {
    const { lon, lat } = lonLatOf(point);
    return [lon, lat];
  });
  const [first] = ring;
  return first === undefined ? [] : [...ring, first];
}

function boundaryOf(plan: Plan): Shape {
  const centers = plan.zones.map((zone) => zone.center);
  const margin = 0.6 * meanSpacing(centers);
  const corners = 16;
  const around = centers.flatMap(([east, north]) =>
    Array.from({ length: corners }, (_, corner): GridPoint => {
      const angle = (2 * Math.PI * corner) / corners;
      return [east + margin * Math.cos(angle), north + margin * Math.sin(angle)];
    }),
  );
  return convexHull([...around, ...plan.schools.map((school) => school.location)]);
}

/** The mean distance from a centre to its nearest neighbour; 2 km where there is but one. */
function meanSpacing(centers: readonly GridPoint[]): number {
  if (centers.length < 2) return 2000;
  const nearest = centers.map((center) =>
    Math.min(
      ...centers.filter((other) => other !== center).map((other) => distance(center, other)),
    ),
  );
  return nearest.reduce((sum, one) => sum + one, 0) / nearest.length;
}

const distance = (one: GridPoint, two: GridPoint): number =>
  Math.hypot(one[0] - two[0], one[1] - two[1]);

/** Twice the area of a triangle; positive where `point` lies to the left of `from` → `to`. */
const leftOf = (from: GridPoint, to: GridPoint, point: GridPoint): number =>
  (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]);

/** Andrew's monotone chain; counter-clockwise. */
function convexHull(points: readonly GridPoint[]): Shape {
  const sorted = points.toSorted((one, two) => one[0] - two[0] || one[1] - two[1]);
  return [...halfHull(sorted), ...halfHull(sorted.toReversed())];
}

/** Turns left all the way; without its last point, with which the other half begins. */
function halfHull(ordered: readonly GridPoint[]): GridPoint[] {
  const chain: GridPoint[] = [];
  for (const point of ordered) {
    for (;;) {
      const [from, to] = chain.slice(-2);
      if (from === undefined || to === undefined || leftOf(from, to, point) > 0) break;
      chain.pop();
    }
    chain.push(point);
  }
  return chain.slice(0, -1);
}

function cellsOf(plan: Plan, boundary: Shape): ReadonlyMap<ZoneId, Shape> {
  const easts = boundary.map(([east]) => east);
  const norths = boundary.map(([, north]) => north);
  const voronoi = Delaunay.from(
    plan.zones.map(({ center: [east, north] }): [number, number] => [east, north]),
  ).voronoi([
    Math.min(...easts) - 1,
    Math.min(...norths) - 1,
    Math.max(...easts) + 1,
    Math.max(...norths) + 1,
  ]);
  const cells = plan.zones.map((zone, place): [ZoneId, Shape] => {
    const cell = voronoi.cellPolygon(place) as readonly GridPoint[] | null;
    if (cell === null) throw new Error(`two zones share a centre: ${zone.id}`);
    return [brandAs<ZoneId>(zone.id), clip(counterClockwise(cell.slice(1)), boundary)];
  });
  return new Map(cells);
}

function counterClockwise(shape: Shape): Shape {
  return signedArea(shape) < 0 ? shape.toReversed() : shape;
}

export const signedArea = (shape: Shape): number =>
  edgesOf(shape).reduce((sum, [from, to]) => sum + from[0] * to[1] - to[0] * from[1], 0) / 2;

const edgesOf = (shape: Shape): readonly (readonly [GridPoint, GridPoint])[] =>
  shape.map((from, place) => [from, shape[(place + 1) % shape.length] ?? from]);

/** The part of `shape` inside a convex `window` (Sutherland and Hodgman). */
function clip(shape: Shape, window: Shape): Shape {
  return edgesOf(window).reduce<Shape>(
    (rest, [from, to]) =>
      edgesOf(rest).flatMap(([here, next]) => {
        const [sideHere, sideNext] = [leftOf(from, to, here), leftOf(from, to, next)];
        const crossing = between(here, next, sideHere / (sideHere - sideNext));
        if (sideHere >= 0) return sideNext >= 0 ? [here] : [here, crossing];
        return sideNext >= 0 ? [crossing] : [];
      }),
    shape,
  );
}

const between = (from: GridPoint, to: GridPoint, part: number): GridPoint => [
  from[0] + part * (to[0] - from[0]),
  from[1] + part * (to[1] - from[1]),
];

/** How far a point lies inside a convex shape, in metres; negative outside. */
const distanceInside = (point: GridPoint, shape: Shape): number =>
  Math.min(
    ...edgesOf(shape)
      .filter(([from, to]) => distance(from, to) > 0)
      .map(([from, to]) => leftOf(from, to, point) / distance(from, to)),
  );
