import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { StatusCount } from "../services/overview.ts";

const STATUSES = Object.keys(STATUS_LABELS) as readonly ApplicationStatus[];

/** Applications by status, in the order of the way through a season; empty statuses left out. */
export const statusCounts = (
  counts: readonly StatusCount[],
): readonly { readonly status: ApplicationStatus; readonly count: number }[] =>
  STATUSES.flatMap((status) => {
    const count = counts.reduce((all, one) => (one.status === status ? all + one.count : all), 0);
    return status === "none" || count === 0 ? [] : [{ status, count }];
  });
