import type { JSX } from "preact";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { PageContext, Tone } from "../../page.ts";
import { say } from "../../page.ts";

/**
 * A state in one or two words.
 *
 * Accessibility: the words carry the meaning, the colour repeats it; contrast at least 4.5 : 1.
 */
export const Badge = (props: { readonly tone: Tone; readonly children: string }): JSX.Element => (
  <span class={`badge ${props.tone}`}>{props.children}</span>
);

const TONES: Readonly<Record<ApplicationStatus, Tone>> = {
  none: "neutral",
  submitted: "info",
  "in-review": "info",
  correction: "warning",
  eligible: "good",
  ineligible: "bad",
  withdrawn: "neutral",
  "left-out": "warning",
  "on-roll": "good",
  offered: "warning",
  unplaced: "bad",
  accepted: "good",
  declined: "neutral",
  lapsed: "bad",
  registered: "good",
  absent: "bad",
};

export const StatusBadge = (props: {
  readonly page: PageContext;
  readonly status: ApplicationStatus;
}): JSX.Element => (
  <Badge tone={TONES[props.status]}>{say(props.page, STATUS_LABELS[props.status])}</Badge>
);
