import { seasonRule } from "./judge.ts";
import type { SeasonActionName, SeasonStage } from "./status-table.ts";
import type { Timetable } from "./timetable.ts";

/** What the bureau does with a season; hashes are 64 hex digits. */
export type SeasonAction =
  | {
      readonly action: "publish-policy";
      readonly policyHash: string;
      readonly timetable: Timetable;
      readonly ceremony: CeremonyRules;
    }
  | { readonly action: "set-timetable"; readonly timetable: Timetable; readonly reason: string }
  | {
      readonly action: "freeze";
      readonly rollRoot: string;
      readonly rollSize: number;
      readonly freezeHash: string;
      /** To the platform's own contribution to the draw, fixed before the dice are thrown. */
      readonly commitment: string;
    }
  | {
      readonly action: "draw";
      readonly dice: string;
      /** The two people who read the dice. */
      readonly readers: readonly string[];
      readonly seed: string;
    }
  | { readonly action: "allocate"; readonly outcomeHash: string; readonly placed: number }
  | { readonly action: "announce" }
  /** The run counts for nothing; the season goes on with the next attempt. */
  | { readonly action: "void"; readonly run: string; readonly reason: string }
  | { readonly action: "close" };

/** Who makes the draw's seed, and how; fixed before the season opens. */
export interface CeremonyRules {
  /** Ids, ascending; an odd number. The platform is one of them. */
  readonly contributors: readonly string[];
  /** How many contributors together can rebuild an absent one's secret. */
  readonly threshold: number;
  /** Between the cosigned freeze and the closing of the commitments. */
  readonly objectionHours: number;
  /** Of a ten-sided die, at least. */
  readonly throws: number;
  /** A round of drand's quicknet that goes into the seed; null: none. */
  readonly beacon: number | null;
}

/** The platform's own name among the contributors. */
export const PLATFORM_CONTRIBUTOR = "platform";

/** Nobody contributes but the platform: for runs that nobody has to trust. */
export const PLATFORM_ALONE: CeremonyRules = {
  contributors: [PLATFORM_CONTRIBUTOR],
  threshold: 1,
  objectionHours: 0,
  throws: 39,
  beacon: null,
};

export interface SeasonState {
  readonly stage: SeasonStage | "none";
  readonly version: number;
  readonly policyHash: string | null;
  readonly timetable: Timetable | null;
  readonly ceremony: CeremonyRules | null;
  readonly freeze: Extract<SeasonAction, { action: "freeze" }> | null;
  readonly draw: Extract<SeasonAction, { action: "draw" }> | null;
  readonly outcomeHash: string | null;
}

export const NEW_SEASON: SeasonState = {
  stage: "none",
  version: 0,
  policyHash: null,
  timetable: null,
  ceremony: null,
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
      return {
        ...next,
        policyHash: action.policyHash,
        timetable: action.timetable,
        ceremony: action.ceremony,
      };
    case "set-timetable":
      return { ...next, timetable: action.timetable };
    case "freeze":
      return { ...next, freeze: action };
    case "draw":
      return { ...next, draw: action };
    case "allocate":
      return { ...next, outcomeHash: action.outcomeHash };
    case "void":
      return { ...next, freeze: null, draw: null, outcomeHash: null };
    case "announce":
    case "close":
      return next;
  }
}
