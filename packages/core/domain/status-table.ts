import type { Text } from "./text.ts";
import { text } from "./text.ts";

/** Who acts. `guardian` acts for the own child, `clerk` at a counter for a family without a phone. */
export type ActorKind = "guardian" | "clerk" | "platform" | "school" | "bureau";

/** `none` is the status of an application that has no action yet. */
export type ApplicationStatus =
  | "none"
  | "submitted"
  | "in-review"
  | "correction"
  | "eligible"
  | "ineligible"
  | "withdrawn"
  | "left-out"
  | "on-roll"
  | "offered"
  | "unplaced"
  | "accepted"
  | "declined"
  | "lapsed"
  | "registered"
  | "absent";

export type ApplicationActionName =
  | "apply"
  | "choose"
  | "amend"
  | "correct"
  | "withdraw"
  | "settle"
  | "refer"
  | "ask-correction"
  | "approve"
  | "reject"
  | "reopen"
  | "enrol-on-roll"
  | "leave-out"
  | "release"
  | "offer"
  | "leave-unplaced"
  | "accept"
  | "decline"
  | "lapse"
  | "register"
  | "mark-absent";

/** The windows of the timetable; a season may be in several at once. */
export type WindowName = "application" | "review" | "acceptance" | "registration";

/** What the bureau has done with the season so far; folded from season actions. */
export type SeasonStage = "published" | "frozen" | "drawn" | "allocated" | "announced" | "closed";

export type SeasonActionName =
  | "publish-policy"
  | "set-timetable"
  | "freeze"
  | "draw"
  | "allocate"
  | "announce"
  | "void"
  | "close";

export interface ActionRule {
  readonly action: ApplicationActionName;
  readonly actors: readonly ActorKind[];
  readonly from: readonly ApplicationStatus[];
  /** `same` leaves the status as it is. */
  readonly to: ApplicationStatus | "same";
  readonly stages: readonly SeasonStage[];
  /** At least one of these windows must be open; absent: any time in the stages named. */
  readonly windows?: readonly WindowName[];
  readonly label: Text;
}

export interface SeasonActionRule {
  readonly action: SeasonActionName;
  readonly from: readonly (SeasonStage | "none")[];
  readonly to: SeasonStage | "same";
  /** No window named here may still be open. */
  readonly after?: readonly WindowName[];
  /** No window named here may be over: what this step begins would end at once. */
  readonly before?: readonly WindowName[];
  readonly label: Text;
}

/**
 * The one table of which actor may do which action in which status, stage and window.
 * Refusals, buttons and the diagram in `docs/status.md` derive from it; nothing else decides.
 */
export const APPLICATION_ACTIONS: readonly ActionRule[] = [
  {
    action: "apply",
    actors: ["guardian", "clerk"],
    from: ["none", "withdrawn"],
    to: "submitted",
    stages: ["published"],
    windows: ["application"],
    label: text("提交报名", "Apply"),
  },
  {
    action: "choose",
    actors: ["guardian", "clerk"],
    from: ["submitted", "in-review", "correction", "eligible"],
    to: "same",
    stages: ["published"],
    windows: ["application"],
    label: text("修改志愿", "Change choices"),
  },
  {
    action: "amend",
    actors: ["guardian", "clerk"],
    from: ["submitted", "in-review", "correction", "eligible", "ineligible"],
    to: "submitted",
    stages: ["published"],
    windows: ["application"],
    label: text("修改报名信息", "Change the application"),
  },
  {
    action: "correct",
    actors: ["guardian", "clerk"],
    from: ["correction"],
    to: "submitted",
    stages: ["published"],
    windows: ["application", "review"],
    label: text("补正信息", "Send the correction"),
  },
  {
    action: "withdraw",
    actors: ["guardian", "clerk"],
    from: ["submitted", "in-review", "correction", "eligible", "ineligible"],
    to: "withdrawn",
    stages: ["published"],
    windows: ["application", "review"],
    label: text("撤回报名", "Withdraw"),
  },
  {
    action: "settle",
    actors: ["platform"],
    from: ["submitted"],
    to: "eligible",
    stages: ["published"],
    label: text("核验通过", "Checks passed"),
  },
  {
    action: "refer",
    actors: ["platform"],
    from: ["submitted"],
    to: "in-review",
    stages: ["published"],
    label: text("转人工审核", "Refer to an officer"),
  },
  {
    action: "ask-correction",
    actors: ["bureau"],
    from: ["in-review"],
    to: "correction",
    stages: ["published"],
    windows: ["application", "review"],
    label: text("要求补正", "Ask the family to correct"),
  },
  {
    action: "approve",
    actors: ["bureau"],
    from: ["in-review", "correction"],
    to: "eligible",
    stages: ["published"],
    label: text("审核通过", "Approve"),
  },
  {
    action: "reject",
    actors: ["bureau"],
    from: ["in-review", "correction"],
    to: "ineligible",
    stages: ["published"],
    label: text("审核不通过", "Reject"),
  },
  {
    action: "reopen",
    actors: ["bureau"],
    from: ["eligible", "ineligible"],
    to: "in-review",
    stages: ["published"],
    windows: ["application", "review"],
    label: text("重新审核", "Reopen the review"),
  },
  {
    action: "enrol-on-roll",
    actors: ["platform"],
    from: ["eligible"],
    to: "on-roll",
    stages: ["frozen"],
    label: text("列入名册", "Put on the roll"),
  },
  {
    action: "leave-out",
    actors: ["platform"],
    from: ["submitted", "in-review", "correction"],
    to: "left-out",
    stages: ["frozen"],
    label: text("未列入名册", "Leave off the roll"),
  },
  {
    action: "release",
    actors: ["platform"],
    from: ["on-roll"],
    to: "eligible",
    stages: ["published"],
    label: text("移出作废的名册", "Take off a void roll"),
  },
  {
    action: "offer",
    actors: ["platform"],
    from: ["on-roll"],
    to: "offered",
    stages: ["announced"],
    label: text("录取", "Offer a place"),
  },
  {
    action: "leave-unplaced",
    actors: ["platform"],
    from: ["on-roll"],
    to: "unplaced",
    stages: ["announced"],
    label: text("未录取", "Leave unplaced"),
  },
  {
    action: "accept",
    actors: ["guardian", "clerk"],
    from: ["offered"],
    to: "accepted",
    stages: ["announced"],
    windows: ["acceptance"],
    label: text("确认入学", "Accept the place"),
  },
  {
    action: "decline",
    actors: ["guardian", "clerk"],
    from: ["offered"],
    to: "declined",
    stages: ["announced"],
    windows: ["acceptance"],
    label: text("放弃学位", "Decline the place"),
  },
  {
    action: "lapse",
    actors: ["platform"],
    from: ["offered"],
    to: "lapsed",
    stages: ["announced", "closed"],
    label: text("逾期未确认", "Lapse unanswered"),
  },
  {
    action: "register",
    actors: ["school"],
    from: ["accepted"],
    to: "registered",
    stages: ["announced"],
    windows: ["registration"],
    label: text("报到注册", "Register"),
  },
  {
    action: "mark-absent",
    actors: ["school"],
    from: ["accepted"],
    to: "absent",
    stages: ["announced"],
    windows: ["registration"],
    label: text("标记未报到", "Mark as not arrived"),
  },
];

export const SEASON_ACTIONS: readonly SeasonActionRule[] = [
  {
    action: "publish-policy",
    from: ["none"],
    to: "published",
    label: text("公布政策", "Publish the policy"),
  },
  {
    action: "set-timetable",
    from: ["published", "frozen", "drawn", "allocated", "announced"],
    to: "same",
    label: text("调整日程", "Change the timetable"),
  },
  {
    action: "freeze",
    from: ["published"],
    to: "frozen",
    after: ["application", "review"],
    label: text("冻结名册", "Freeze the roll"),
  },
  { action: "draw", from: ["frozen"], to: "drawn", label: text("公开摇号", "Draw lots") },
  {
    action: "allocate",
    from: ["drawn"],
    to: "allocated",
    label: text("分配学位", "Allocate seats"),
  },
  {
    action: "announce",
    from: ["allocated"],
    to: "announced",
    before: ["acceptance"],
    label: text("公布结果", "Announce the results"),
  },
  {
    action: "void",
    from: ["frozen", "drawn", "allocated"],
    to: "published",
    label: text("作废本次运行", "Void the run"),
  },
  {
    action: "close",
    from: ["announced"],
    to: "closed",
    after: ["acceptance", "registration"],
    label: text("结束招生季", "Close the season"),
  },
];

export const STATUS_LABELS: Readonly<Record<ApplicationStatus, Text>> = {
  none: text("未报名", "Not applied"),
  submitted: text("已提交，核验中", "Submitted, being checked"),
  "in-review": text("人工审核中", "Under review"),
  correction: text("请补正", "Please correct"),
  eligible: text("审核通过", "Eligible"),
  ineligible: text("审核不通过", "Not eligible"),
  withdrawn: text("已撤回", "Withdrawn"),
  "left-out": text("未列入名册", "Not on the roll"),
  "on-roll": text("已列入名册", "On the roll"),
  offered: text("已录取，待确认", "Place offered, answer needed"),
  unplaced: text("未录取", "No place"),
  accepted: text("已确认入学", "Place accepted"),
  declined: text("已放弃学位", "Place declined"),
  lapsed: text("逾期未确认", "Offer lapsed"),
  registered: text("已报到注册", "Registered"),
  absent: text("未报到", "Did not arrive"),
};

export const STAGE_LABELS: Readonly<Record<SeasonStage, Text>> = {
  published: text("政策已公布", "Policy published"),
  frozen: text("名册已冻结", "Roll frozen"),
  drawn: text("摇号已完成", "Lots drawn"),
  allocated: text("学位已分配", "Seats allocated"),
  announced: text("结果已公布", "Results announced"),
  closed: text("招生季已结束", "Season closed"),
};

export const WINDOW_LABELS: Readonly<Record<WindowName, Text>> = {
  application: text("报名", "Applications"),
  review: text("审核", "Review"),
  acceptance: text("确认入学", "Acceptance"),
  registration: text("报到注册", "Registration"),
};
