import type { SeasonAction } from "@yangguang/core/domain/season.ts";
import { seasonRule } from "@yangguang/core/domain/judge.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { TimelineEntry } from "@yangguang/web/views.ts";
import type { TrailEntry } from "../services/trail.ts";
import { actorLabel } from "./history.ts";

/** What the public sees of a season's trail: no officer's name. */
export const publicTrail = (trail: readonly TrailEntry[]): readonly TimelineEntry[] =>
  trail.map((entry) => timelineEntry(entry, actorLabel(entry.actorKind), publicNote(entry.action)));

/** For officers and supervisors: with the names of those who acted and of those who read the dice. */
export const namedTrail = (trail: readonly TrailEntry[]): readonly TimelineEntry[] =>
  trail.map((entry) => {
    const { zh, en } = actorLabel(entry.actorKind);
    const name = entry.actorName;
    const who = name === null ? text(zh, en) : text(`${zh} ${name}`, `${en}, ${name}`);
    return timelineEntry(entry, who, namedNote(entry.action));
  });

function timelineEntry(entry: TrailEntry, who: Text, note: Text | null): TimelineEntry {
  return {
    at: entry.at.toISOString(),
    who,
    what: seasonRule(entry.action.action).label,
    ...(note === null ? {} : { note }),
    hash: entry.hash,
  };
}

const namedNote = (action: SeasonAction): Text | null =>
  action.action === "draw" && action.readers.length > 0
    ? text(`读数人：${action.readers.join("、")}`, `Dice read by ${action.readers.join(" and ")}`)
    : publicNote(action);

const publicNote = (action: SeasonAction): Text | null =>
  action.action === "set-timetable" || action.action === "void"
    ? text(action.reason, action.reason)
    : null;

/** When something was last done with the season; null if it never was. */
export const doneAt = (
  trail: readonly TrailEntry[],
  action: SeasonAction["action"],
): string | null =>
  trail.findLast((entry) => entry.action.action === action)?.at.toISOString() ?? null;
