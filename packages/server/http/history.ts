import type { ApplicationAction } from "@yangguang/core/domain/application.ts";
import { applicationRule } from "@yangguang/core/domain/judge.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { ActorKind } from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type { TimelineEntry } from "@yangguang/web/views.ts";
import type { ApplicationActionRow } from "../services/cases.ts";

export const ACTOR_LABELS: Readonly<Record<ActorKind, Text>> = {
  guardian: text("监护人", "Guardian"),
  clerk: text("窗口工作人员", "Clerk at the counter"),
  platform: text("系统", "The platform"),
  school: text("学校", "School"),
  bureau: text("教育局", "Education bureau"),
};

export const actorLabel = (kind: string): Text =>
  Object.hasOwn(ACTOR_LABELS, kind) ? ACTOR_LABELS[kind as ActorKind] : text(kind, kind);

/** What happened to an application, newest first; `noteOf` says what of it this reader may read. */
export const historyWith = (
  actions: readonly ApplicationActionRow[],
  noteOf: (action: ApplicationAction) => Text | null,
): readonly TimelineEntry[] =>
  actions.toReversed().map(({ content, at, actor_kind: kind }) => {
    const note = noteOf(content);
    return {
      at: at.toISOString(),
      who: actorLabel(kind),
      what: applicationRule(content.action).label,
      ...(note === null ? {} : { note }),
    };
  });

/** For officers: with the notes they left each other. */
export const applicationHistory = (
  actions: readonly ApplicationActionRow[],
): readonly TimelineEntry[] => historyWith(actions, noteOf);

function noteOf(content: ApplicationAction): Text | null {
  switch (content.action) {
    case "ask-correction":
      return asWritten(content.request.note);
    case "approve":
    case "reopen":
      return asWritten(content.note);
    case "reject":
      return content.note === ""
        ? content.reason
        : joinTexts([content.reason, text(content.note, content.note)]);
    case "refer":
      return content.reasons.length === 0
        ? null
        : joinTexts(content.reasons.map(({ message }) => message));
    case "apply":
    case "amend":
    case "correct":
    case "choose":
    case "withdraw":
    case "settle":
    case "enrol-on-roll":
    case "leave-out":
    case "release":
    case "offer":
    case "leave-unplaced":
    case "accept":
    case "decline":
    case "lapse":
    case "register":
    case "mark-absent":
      return null;
    default:
      return assertNever(content);
  }
}

/** Words as somebody wrote them, in one language; null where there are none. */
export const asWritten = (note: string): Text | null => (note === "" ? null : text(note, note));
