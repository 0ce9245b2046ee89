import { expect, test } from "vitest";
import { makeGrid } from "./grid.ts";

const grid = makeGrid({ lon: 120.03, lat: 28.9 });

test("the origin is at zero", () => {
  expect(grid.pointOf({ lon: 120.03, lat: 28.9 })).toEqual([0, 0]);
});

test("east and north are to the right and up, and a degree of longitude is the shorter one", () => {
  const [east, north] = grid.pointOf({ lon: 120.04, lat: 28.91 });
  expect(north).toBe(1113);
  expect(east).toBeGreaterThan(970);
  expect(east).toBeLessThan(980);
});

test("there and back is the same metre", () => {
  for (const point of [
    [0, 0],
    [13700, -900],
    [-8900, 1800],
    [2400, 10900],
  ] as const) {
    expect(grid.pointOf(grid.lonLatOf(point))).toEqual(point);
  }
});
