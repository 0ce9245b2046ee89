import type { FactId } from "./facts.ts";
import type { Failure } from "./result.ts";
import type { ActorKind, ApplicationActionName, ApplicationStatus } from "./status-table.ts";
import { APPLICATION_ACTIONS } from "./status-table.ts";
import type { Text } from "./text.ts";

/** What a family sends with an application or a change of it. */
export interface ApplicationForm {
  /** Schools, best first. */
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** A group id shared by siblings who asked to share one lot. */
  readonly lotGroup: string | null;
  /** Facts that the family says are wrong, with its own words; a person looks at each. */
  readonly disputes: readonly Dispute[];
}

export interface Dispute {
  readonly fact: FactId;
  readonly note: string;
}

/** What the policy said when the application was settled; the full reasons are kept beside it. */
export interface Settlement {
  readonly category: string;
  readonly zone: string | null;
  /** Thousandths of a point; null where the category is not scored. */
  readonly points: number | null;
  readonly items: Readonly<Record<string, number>>;
}

export interface CorrectionRequest {
  readonly reasons: readonly string[];
  readonly note: string;
}

export interface Offer {
  readonly school: string;
  readonly step: string;
  readonly listRank: number;
}

/** Everything that can happen to an application; one shape for each action of the status table. */
export type ApplicationAction =
  | { readonly action: "apply" | "amend"; readonly form: ApplicationForm }
  /** `reply`: what the family answers the officer who asked; may be empty. */
  | { readonly action: "correct"; readonly form: ApplicationForm; readonly reply: string }
  | {
      readonly action: "choose";
      readonly choices: readonly string[];
      readonly consentsToRedistribution: boolean;
      readonly lotGroup: string | null;
    }
  | { readonly action: "settle"; readonly settlement: Settlement }
  | { readonly action: "approve"; readonly settlement: Settlement; readonly note: string }
  | { readonly action: "refer"; readonly reasons: readonly Failure[] }
  | { readonly action: "ask-correction"; readonly request: CorrectionRequest }
  | { readonly action: "reject"; readonly reason: Text; readonly note: string }
  | { readonly action: "reopen"; readonly note: string }
  | { readonly action: "offer"; readonly offer: Offer }
  | {
      readonly action:
        | "withdraw"
        | "enrol-on-roll"
        | "leave-out"
        | "release"
        | "leave-unplaced"
        | "accept"
        | "decline"
        | "lapse"
        | "register"
        | "mark-absent";
    };

export interface Actor {
  readonly kind: ActorKind;
  /** Account id; "platform" for the platform itself. */
  readonly id: string;
}

/** An application as folded from its actions. */
export interface ApplicationState {
  readonly status: ApplicationStatus;
  /** How many actions have been folded; also the version that pages carry. */
  readonly version: number;
  /** How many times the family changed its form; families' pages carry it, so that an agency's
   * answer arriving in between does not make them stale. */
  readonly formVersion: number;
  readonly form: ApplicationForm | null;
  readonly settlement: Settlement | null;
  readonly referral: readonly Failure[];
  readonly correction: CorrectionRequest | null;
  readonly rejection: Text | null;
  readonly offer: Offer | null;
}

/** What follows for everybody at once from the roll and the placements, which are public themselves. */
const UNLOGGED: ReadonlySet<ApplicationActionName> = new Set([
  "enrol-on-roll",
  "leave-out",
  "offer",
  "leave-unplaced",
  "lapse",
]);

/** Whether the public log records the row that the action leaves behind. */
export const isLogged = (action: ApplicationActionName): boolean => !UNLOGGED.has(action);

export const NEW_APPLICATION: ApplicationState = {
  status: "none",
  version: 0,
  formVersion: 0,
  form: null,
  settlement: null,
  referral: [],
  correction: null,
  rejection: null,
  offer: null,
};

const STATUS_AFTER: Readonly<Record<ApplicationActionName, ApplicationStatus | "same">> =
  Object.fromEntries(APPLICATION_ACTIONS.map(({ action, to }) => [action, to])) as Record<
    ApplicationActionName,
    ApplicationStatus | "same"
  >;

/** Folds one recorded action. Whether it was allowed was judged before it was recorded. */
export function foldAction(state: ApplicationState, action: ApplicationAction): ApplicationState {
  const to = STATUS_AFTER[action.action];
  return {
    ...state,
    ...contentAfter(state, action),
    status: to === "same" ? state.status : to,
    version: state.version + 1,
  };
}

export const foldActions = (actions: readonly ApplicationAction[]): ApplicationState =>
  actions.reduce(foldAction, NEW_APPLICATION);

/** Whatever a family sends anew makes the machine's and the officers' earlier findings void. */
const CLEARED = { settlement: null, referral: [], correction: null, rejection: null } as const;

function contentAfter(
  state: ApplicationState,
  action: ApplicationAction,
): Partial<ApplicationState> {
  switch (action.action) {
    case "apply":
    case "amend":
    case "correct":
      return { ...CLEARED, form: action.form, formVersion: state.formVersion + 1 };
    case "choose": {
      if (state.form === null) throw new Error("choices changed before there was a form");
      const { choices, consentsToRedistribution, lotGroup } = action;
      return {
        form: { ...state.form, choices, consentsToRedistribution, lotGroup },
        formVersion: state.formVersion + 1,
      };
    }
    case "settle":
    case "approve":
      return { settlement: action.settlement, referral: [], correction: null };
    case "refer":
      return { referral: action.reasons };
    case "ask-correction":
      return { correction: action.request };
    case "reject":
      return { rejection: action.reason };
    case "reopen":
      return { settlement: null, rejection: null };
    case "offer":
      return { offer: action.offer };
    case "withdraw":
      return { ...CLEARED, formVersion: state.formVersion + 1 };
    case "enrol-on-roll":
    case "leave-out":
    case "release":
    case "leave-unplaced":
    case "accept":
    case "decline":
    case "lapse":
    case "register":
    case "mark-absent":
      return {};
  }
}
