import { formatInstant } from "./instants.ts";
import type { Failure, Result } from "./result.ts";
import { err, failure, ok } from "./result.ts";
import type {
  ActionRule,
  ActorKind,
  ApplicationActionName,
  ApplicationStatus,
  SeasonActionName,
  SeasonActionRule,
  SeasonStage,
  WindowName,
} from "./status-table.ts";
import {
  APPLICATION_ACTIONS,
  SEASON_ACTIONS,
  STAGE_LABELS,
  STATUS_LABELS,
  WINDOW_LABELS,
} from "./status-table.ts";
import type { Timetable } from "./timetable.ts";
import { windowState } from "./timetable.ts";

/** What of a season decides whether an action is allowed. `now` is milliseconds since 1970. */
export interface SeasonMoment {
  readonly stage: SeasonStage;
  readonly timetable: Timetable;
  readonly now: number;
}

export const applicationRule = (action: ApplicationActionName): ActionRule => {
  const rule = APPLICATION_ACTIONS.find((candidate) => candidate.action === action);
  if (!rule) throw new Error(`no rule for the action ${action}`);
  return rule;
};

export const seasonRule = (action: SeasonActionName): SeasonActionRule => {
  const rule = SEASON_ACTIONS.find((candidate) => candidate.action === action);
  if (!rule) throw new Error(`no rule for the season action ${action}`);
  return rule;
};

/** Whether the actor may do the action now; if not, why, in words for that actor. */
export function judgeAction(
  action: ApplicationActionName,
  actor: ActorKind,
  status: ApplicationStatus,
  moment: SeasonMoment,
): Result<ActionRule> {
  const rule = applicationRule(action);
  if (!rule.actors.includes(actor)) {
    return err(
      failure(
        "action.wrong-actor",
        `您的身份不能进行“${rule.label.zh}”操作。`,
        `Your role may not do “${rule.label.en}”.`,
      ),
    );
  }
  if (!rule.from.includes(status)) {
    return err(
      failure(
        "action.wrong-status",
        `当前状态是“${STATUS_LABELS[status].zh}”，不能“${rule.label.zh}”。请刷新页面查看最新状态。`,
        `The application is “${STATUS_LABELS[status].en}”, so “${rule.label.en}” is not possible. Reload the page to see its present state.`,
      ),
    );
  }
  if (!rule.stages.includes(moment.stage)) {
    return err(
      failure(
        "action.wrong-stage",
        `招生季目前是“${STAGE_LABELS[moment.stage].zh}”阶段，不能“${rule.label.zh}”。`,
        `The season is at the stage “${STAGE_LABELS[moment.stage].en}”, so “${rule.label.en}” is not possible.`,
      ),
    );
  }
  const closed = closedWindows(rule.windows, moment);
  return closed === null ? ok(rule) : err(closed);
}

/** Null if one of the windows is open (or none is asked for), else why not. */
function closedWindows(
  windows: readonly WindowName[] | undefined,
  { timetable, now }: SeasonMoment,
): Failure | null {
  if (windows === undefined) return null;
  if (windows.some((name) => windowState(timetable[name], now) === "open")) return null;
  const next = windows.find((name) => windowState(timetable[name], now) === "not-yet");
  if (next !== undefined) {
    const opens = formatInstant(Date.parse(timetable[next].opens));
    return failure(
      "action.window-not-yet",
      `“${WINDOW_LABELS[next].zh}”将于${opens.zh}开始，届时再来即可，先后不影响录取。`,
      `“${WINDOW_LABELS[next].en}” opens at ${opens.en}. Come back then; coming early gives no advantage.`,
    );
  }
  const last = windows.at(-1);
  if (last === undefined) return null;
  const closes = formatInstant(Date.parse(timetable[last].closes));
  return failure(
    "action.window-over",
    `“${WINDOW_LABELS[last].zh}”已于${closes.zh}截止。如有特殊情况，请联系教育局。`,
    `“${WINDOW_LABELS[last].en}” closed at ${closes.en}. If something stopped you, contact the education bureau.`,
  );
}

/** Whether the bureau may take this step of the season now; if not, why. */
export function judgeSeasonAction(
  action: SeasonActionName,
  stage: SeasonStage | "none",
  moment: { readonly timetable: Timetable; readonly now: number },
): Result<SeasonActionRule> {
  const rule = seasonRule(action);
  if (!rule.from.includes(stage)) {
    const at = stage === "none" ? { zh: "尚未公布政策", en: "no policy yet" } : STAGE_LABELS[stage];
    return err(
      failure(
        "season.wrong-stage",
        `招生季目前是“${at.zh}”，不能“${rule.label.zh}”。请刷新页面。`,
        `The season is at “${at.en}”, so “${rule.label.en}” is not possible. Reload the page.`,
      ),
    );
  }
  const isOver = (name: WindowName) => windowState(moment.timetable[name], moment.now) === "over";
  const over = rule.before?.find(isOver);
  if (over !== undefined) return err(windowOver(rule, over, moment.timetable));
  const open = rule.after?.find((name) => !isOver(name));
  if (open === undefined) return ok(rule);
  const closes = formatInstant(Date.parse(moment.timetable[open].closes));
  return err(
    failure(
      "season.window-still-open",
      `“${WINDOW_LABELS[open].zh}”要到${closes.zh}才截止，之前不能“${rule.label.zh}”。`,
      `“${WINDOW_LABELS[open].en}” closes at ${closes.en}; “${rule.label.en}” has to wait until then.`,
    ),
  );
}

function windowOver({ label }: SeasonActionRule, name: WindowName, timetable: Timetable): Failure {
  const closes = formatInstant(Date.parse(timetable[name].closes));
  return failure(
    "season.window-over",
    `“${WINDOW_LABELS[name].zh}”已于${closes.zh}截止，现在“${label.zh}”，家长将来不及答复。请先在“调整日程”中延后截止时间。`,
    `“${WINDOW_LABELS[name].en}” closed at ${closes.en}: after “${label.en}”, families could not answer any more. Move its end under “Change the timetable” first.`,
  );
}

export interface PossibleAction {
  readonly rule: ActionRule;
  /** Absent: allowed now. */
  readonly refusal?: Failure;
}

/** The actor's actions in this status: those allowed now, and those only a window holds back. */
export function possibleActions(
  actor: ActorKind,
  status: ApplicationStatus,
  moment: SeasonMoment,
): readonly PossibleAction[] {
  return APPLICATION_ACTIONS.filter(
    (rule) =>
      rule.actors.includes(actor) &&
      rule.from.includes(status) &&
      rule.stages.includes(moment.stage),
  ).map((rule) => {
    const verdict = judgeAction(rule.action, actor, status, moment);
    return verdict.ok ? { rule } : { rule, refusal: verdict.error };
  });
}
