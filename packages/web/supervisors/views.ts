import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import type { SeasonView, TimelineEntry } from "../views.ts";

export interface SupervisorView {
  readonly season: SeasonView;
  readonly counts: readonly { readonly status: ApplicationStatus; readonly count: number }[];
  /** Every action on the season, newest first, each with its hash. */
  readonly trail: readonly TimelineEntry[];
}
