import type { ApplicationAction } from "@yangguang/core/domain/application.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { CorrectionAskView } from "@yangguang/web/families/views.ts";
import type { TimelineEntry } from "@yangguang/web/views.ts";
import type { CaseFile } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { CORRECTION_REASONS, isCorrectionReason } from "../../services/correction-reasons.ts";
import { categoryLabel, schoolName } from "../common-views.ts";
import { asWritten, historyWith } from "../history.ts";
import { lastClose } from "./next.ts";

/** What happened to an application, in words for the family, newest first. */
export const historyOf = (policy: Policy, actions: CaseFile["actions"]): readonly TimelineEntry[] =>
  historyWith(actions, (action) => noteOf(policy, action));

/** What an officer notes for other officers is not the family's to read; what he tells it is. */
function noteOf(policy: Policy, action: ApplicationAction): Text | null {
  switch (action.action) {
    case "settle":
    case "approve":
      return categoryLabel(policy, action.settlement.category);
    case "refer":
      return joinTexts(action.reasons.map(({ message }) => message));
    case "ask-correction":
      return asWritten(action.request.note);
    case "correct":
      return asWritten(action.reply);
    case "reject":
      return rejectionText(action.reason, action.note);
    case "offer":
      return schoolName(policy, action.offer.school);
    case "apply":
    case "amend":
    case "choose":
    case "withdraw":
    case "reopen":
    case "enrol-on-roll":
    case "leave-out":
    case "release":
    case "leave-unplaced":
    case "accept":
    case "decline":
    case "lapse":
    case "register":
    case "mark-absent":
      return null;
    default:
      return assertNever(action);
  }
}

const rejectionText = (reason: Text, note: string): Text =>
  note === "" ? reason : text(`${reason.zh}：${note}`, `${reason.en}: ${note}`);

/** What the officer asked the family to correct; null where nothing is asked now. */
export function correctionAsk(
  { moment }: OpenSeason,
  { application, actions }: CaseFile,
): CorrectionAskView | null {
  const { status, correction } = application.state;
  const asked = actions.findLast(({ content }) => content.action === "ask-correction");
  if (status !== "correction" || correction === null || asked === undefined) return null;
  return {
    reasons: correction.reasons.map((id) =>
      isCorrectionReason(id) ? CORRECTION_REASONS[id] : text(id, id),
    ),
    message: correction.note,
    askedAt: asked.at.toISOString(),
    by: lastClose(["application", "review"], moment),
  };
}

/** Why an officer did not approve, in his words and the rule's; null where nobody refused. */
export function rejectionOf({ application, actions }: CaseFile): Text | null {
  const refused = actions.findLast(({ content }) => content.action === "reject")?.content;
  if (application.state.rejection === null || refused?.action !== "reject") return null;
  return rejectionText(refused.reason, refused.note);
}

/** When the family last sent an application. */
export function submittedAt({ actions, application }: CaseFile): string {
  const sent = actions.findLast(({ content }) => content.action === "apply");
  return (sent?.at ?? application.created_at).toISOString();
}
