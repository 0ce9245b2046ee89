import { seasonRule } from "./judge.ts";
import type { SeasonActionName, SeasonStage } from "./status-table.ts";
import type { Timetable } from "./timetable.ts";

/** What the bureau does with a season; hashes are 64 hex digits. */
export type SeasonAction =
  | {
      readonly action: "publish-policy";
      readonly policyHash: string;
      readonly timetable: Timetable;
    }
  | { readonly action: "set-timetable"; readonly timetable: Timetable; readonly reason: string }
  | {
      readonly action: "freeze";
      readonly rollRoot: string;
      readonly rollSize: number;
      readonly freezeHash: string;
      /** To the platform's own contribution to the draw, fixed before the dice are thrown. */
      readonly commitment: string;
      readonly commitSet: string;
    }
  | {
      readonly action: "draw";
      readonly dice: string;
      /** Who read the dice, at a public draw two people; empty where a season runs from a file. */
      readonly readers: readonly string[];
      readonly contribution: string;
      readonly seed: string;
    }
  | { readonly action: "allocate"; readonly outcomeHash: string; readonly placed: number }
  | { readonly action: "announce" }
  | { readonly action: "close" };

export interface SeasonState {
  readonly stage: SeasonStage | "none";
  readonly version: number;
  readonly policyHash: string | null;
  readonly timetable: Timetable | null;
  readonly freeze: Extract<SeasonAction, { action: "freeze" }> | null;
  readonly draw: Extract<SeasonAction, { action: "draw" }> | null;
  readonly outcomeHash: string | null;
}

export const NEW_SEASON: SeasonState = {
  stage: "none",
  version: 0,
  policyHash: null,
  timetable: null,
  freeze: null,
  draw: null,
  outcomeHash: null,
};

const stageAfter = (state: SeasonState, action: SeasonActionName): SeasonState["stage"] => {
  const { to } = seasonRule(action);
  return to === "same" ? state.stage : to;
};

/** Folds one recorded season action. */
export function foldSeasonAction(state: SeasonState, action: SeasonAction): SeasonState {
  const next = { ...state, stage: stageAfter(state, action.action), version: state.version + 1 };
  switch (action.action) {
    case "publish-policy":
      return { ...next, policyHash: action.policyHash, timetable: action.timetable };
    case "set-timetable":
      return { ...next, timetable: action.timetable };
    case "freeze":
      return { ...next, freeze: action };
    case "draw":
      return { ...next, draw: action };
    case "allocate":
      return { ...next, outcomeHash: action.outcomeHash };
    case "announce":
    case "close":
      return next;
  }
}
