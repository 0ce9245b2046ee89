import fc from "fast-check";
import { expect, it } from "vitest";
import type { SeasonStage } from "@yangguang/core/domain/status-table.ts";
import { season } from "../../examples/data.ts";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { SeasonPath } from "./index.tsx";
import { STATIONS, seasonProgress, stationAt } from "./progress.ts";

const STAGES: readonly SeasonStage[] = [
  "published",
  "frozen",
  "drawn",
  "allocated",
  "announced",
  "closed",
];
const { timetable } = season();
const YEAR = fc.integer({
  min: Date.parse("2024-01-01T00:00:00Z"),
  max: Date.parse("2024-12-31T00:00:00Z"),
});

it("never goes back while time passes, and stays on the way", () => {
  fc.assert(
    fc.property(fc.constantFrom(...STAGES), YEAR, YEAR, (stage, one, other) => {
      const [early, late] = [Math.min(one, other), Math.max(one, other)];
      const [before, after] = [early, late].map((now) => seasonProgress(stage, timetable, now));
      expect(before).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(STATIONS.length - 1);
      expect(after).toBeGreaterThanOrEqual(before ?? Number.NaN);
    }),
    { seed: 6 },
  );
});

it("never goes back from one stage to the next", () => {
  fc.assert(
    fc.property(YEAR, (now) => {
      const all = STAGES.map((stage) => seasonProgress(stage, timetable, now));
      expect(all).toEqual(all.toSorted((one, other) => one - other));
    }),
    { seed: 6 },
  );
});

it.each([
  ["published", "2024-06-05T00:00:00+08:00", "apply"],
  ["published", "2024-06-19T00:00:00+08:00", "check"],
  ["drawn", "2024-06-25T00:00:00+08:00", "draw"],
  ["announced", "2024-07-02T00:00:00+08:00", "answer"],
  ["closed", "2024-09-10T00:00:00+08:00", "arrive"],
] as const)("stands, %s on %s, at “%s”", (stage, now, station) => {
  expect(stationAt(seasonProgress(stage, timetable, Date.parse(now)))).toBe(station);
});

it("says in its name where the season stands", () => {
  const html = htmlOf(<SeasonPath page={testPage()} season={season("drawn")} />);
  expect(named(html, "svg")[0]?.attributes).toMatchObject({
    role: "img",
    "aria-label": "The season now stands at: Draw",
  });
});
