import { judgeAction } from "@yangguang/core/domain/judge.ts";
import type { SeasonMoment } from "@yangguang/core/domain/judge.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { ApplicationStatus, WindowName } from "@yangguang/core/domain/status-table.ts";
import { windowState } from "@yangguang/core/domain/timetable.ts";
import type { NextThing } from "@yangguang/web/families/views.ts";

export interface Next {
  readonly next: NextThing;
  /** ISO 8601; null where there is no deadline. */
  readonly by: string | null;
}

/** What a family should do now about a child. */
export function nextThing(
  status: ApplicationStatus,
  hasDraft: boolean,
  moment: SeasonMoment,
): Next {
  switch (status) {
    case "none":
    case "withdrawn":
      return toApply(status, hasDraft, moment);
    case "submitted":
    case "in-review":
      return { next: "wait-check", by: null };
    case "correction":
      return judgeAction("correct", "guardian", status, moment).ok
        ? { next: "correct", by: lastClose(["application", "review"], moment) }
        : { next: "wait-check", by: null };
    case "eligible":
    case "on-roll":
      return { next: "wait-result", by: null };
    case "offered":
      return judgeAction("accept", "guardian", status, moment).ok
        ? { next: "answer-offer", by: moment.timetable.acceptance.closes }
        : { next: "see-result", by: null };
    case "accepted":
      return { next: "arrive", by: moment.timetable.registration.closes };
    case "unplaced":
    case "declined":
    case "lapsed":
    case "registered":
    case "absent":
      return { next: "see-result", by: null };
    case "left-out":
      return { next: "wait-round", by: null };
    case "ineligible":
      return { next: "not-approved", by: null };
    default:
      return assertNever(status);
  }
}

function toApply(status: "none" | "withdrawn", hasDraft: boolean, moment: SeasonMoment): Next {
  const { application } = moment.timetable;
  if (judgeAction("apply", "guardian", status, moment).ok) {
    return { next: hasDraft ? "continue-draft" : "apply", by: application.closes };
  }
  return moment.stage === "published" && windowState(application, moment.now) === "not-yet"
    ? { next: "wait-opening", by: application.opens }
    : { next: "none", by: null };
}

/** When the last of several windows closes. */
export function lastClose(names: readonly WindowName[], { timetable }: SeasonMoment): string {
  const closes = names.map((name) => timetable[name].closes);
  return closes.reduce((last, each) => (Date.parse(each) > Date.parse(last) ? each : last));
}
