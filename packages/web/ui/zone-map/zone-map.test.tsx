import { expect, it } from "vitest";
import { map } from "../../examples/data.ts";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { ZoneMap } from "./index.tsx";

const page = testPage();

const transformOf = (html: string, index: number): readonly number[] =>
  (named(html, "g")[index]?.attributes["transform"] ?? "").match(/[\d.]+/g)?.map(Number) ?? [];

it("draws north up and east to the right, inside the picture", () => {
  const html = htmlOf(<ZoneMap page={page} map={map()} />);
  const [southWest, southEast, north] = [0, 3, 4].map((index) => transformOf(html, index));
  expect(southEast?.[0]).toBeGreaterThan(southWest?.[0] ?? Number.NaN);
  expect(north?.[1]).toBeLessThan(southWest?.[1] ?? Number.NaN);
});

it("marks the zone found, and says its name to those who cannot see it", () => {
  const html = htmlOf(<ZoneMap page={page} map={map({ zone: "z6", at: [1620, 1480] })} />);
  const found = named(html, "path").filter(
    ({ attributes }) => attributes["class"] === "zone found",
  );
  expect(found).toHaveLength(1);
  expect(named(html, "svg")[0]?.attributes["aria-label"]).toBe("Map of zones; found: Zone 6");
});

it("is not there without zones", () => {
  expect(htmlOf(<ZoneMap page={page} map={{ zones: [], schools: [], found: null }} />)).toBe("");
});
