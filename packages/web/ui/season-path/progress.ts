import type { SeasonStage } from "@yangguang/core/domain/status-table.ts";
import type { Timetable, Window } from "@yangguang/core/domain/timetable.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";

/** The stations of a season, as families see it. */
export const STATIONS = ["apply", "check", "draw", "answer", "arrive"] as const;

export type Station = (typeof STATIONS)[number];

/** How much of a window is over, 0 to 1. */
function elapsed(window: Window, now: number): number {
  const [opens, closes] = [Date.parse(window.opens), Date.parse(window.closes)];
  return Math.min(1, Math.max(0, (now - opens) / Math.max(1, closes - opens)));
}

/**
 * Where the season is between its first station (0) and its last (4). Windows move it within a
 * stage; only the bureau's actions carry it over a stage's end.
 */
export function seasonProgress(stage: SeasonStage, timetable: Timetable, now: number): number {
  switch (stage) {
    case "published":
      return 0.9 * elapsed(timetable.application, now) + 0.9 * elapsed(timetable.review, now);
    case "frozen":
      return 1.9;
    case "drawn":
      return 2;
    case "allocated":
      return 2.5;
    case "announced":
      return (
        3 + 0.8 * elapsed(timetable.acceptance, now) + 0.2 * elapsed(timetable.registration, now)
      );
    case "closed":
      return 4;
    default:
      return assertNever(stage);
  }
}

/** The station that the season stands at or has passed last. */
export const stationAt = (progress: number): Station =>
  STATIONS[Math.min(STATIONS.length - 1, Math.floor(progress + 0.1))] ?? "arrive";
