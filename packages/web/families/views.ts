import type { PointsLine } from "@yangguang/core/policy/decision.ts";
import type { Points } from "@yangguang/core/domain/points.ts";
import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Audience } from "../routes.ts";
import type {
  ActionOffer,
  ApplicationHead,
  ChildHead,
  FormView,
  RuleView,
  SeasonView,
  TimelineEntry,
} from "../views.ts";

/** Whose pages these are; a clerk's carry the name of the guardian acted for. */
export type ForWhom =
  | { readonly audience: Extract<Audience, "family"> }
  | {
      readonly audience: Extract<Audience, "counter">;
      readonly guardian: { readonly id: string; readonly name: string };
    };

export interface MyChildrenView {
  readonly forWhom: ForWhom;
  /** Null outside of any season. */
  readonly season: SeasonView | null;
  /** Whether the household register answered when asked for the children. */
  readonly register:
    | { readonly state: "answered"; readonly asOf: string }
    | { readonly state: "unavailable"; readonly why: Text };
  readonly children: readonly ChildCardView[];
}

export interface ChildCardView {
  readonly child: ChildHead;
  readonly application: ApplicationHead | null;
  /** Somebody else of the family applied for this child; words say who. */
  readonly appliedByOther: Text | null;
  readonly next: NextThing;
  /** The next thing's deadline, if there is one. */
  readonly by: string | null;
}

/** What the family should do now, or that nothing is to be done. */
export type NextThing =
  | "apply"
  | "continue-draft"
  | "wait-opening"
  | "wait-check"
  | "correct"
  | "wait-result"
  | "answer-offer"
  | "see-result"
  | "arrive"
  /** Left off the roll: there may be a supplementary round. */
  | "wait-round"
  /** Not approved: the reason stands beside it. */
  | "not-approved"
  | "none";

/** The step of applying that a page stands for. */
export type ApplyStep = "start" | "facts" | "choices" | "consent" | "review";

export interface ApplyView extends FormView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly season: SeasonView;
}

export interface ApplyStartView extends ApplyView {
  /** What will be asked of whom. */
  readonly asks: readonly { readonly source: Text; readonly facts: readonly Text[] }[];
  readonly consentToCheck: boolean;
}

export type FactState =
  | "answered"
  /** Asked, no answer yet: nothing for the family to do. */
  | "waiting"
  /** Answered in a way that an officer has to look at. */
  | "needs-person"
  /** The source cannot be reached; it is asked again by itself. */
  | "unavailable";

export interface FactView {
  /** FactId of core. */
  readonly id: string;
  readonly label: Text;
  readonly state: FactState;
  /** In words; null where there is no answer yet. */
  readonly value: Text | null;
  /** Why an officer has to look, or what is being waited for. */
  readonly remark: Text | null;
  /** The family says that this is wrong, and why. */
  readonly wrong: boolean;
  readonly note: string;
}

export interface FactGroupView {
  readonly source: Text;
  readonly asOf: string | null;
  readonly facts: readonly FactView[];
}

export interface ApplyFactsView extends ApplyView {
  readonly mode:
    | { readonly kind: "apply" }
    | { readonly kind: "amend"; readonly application: ApplicationHead }
    | {
        readonly kind: "correct";
        readonly application: ApplicationHead;
        readonly ask: CorrectionAskView;
        readonly reply: string;
      };
  readonly groups: readonly FactGroupView[];
}

/** What an officer asked the family to correct. */
export interface CorrectionAskView {
  readonly reasons: readonly Text[];
  readonly message: string;
  readonly askedAt: string;
  readonly by: string;
}

export interface SchoolOptionView {
  readonly id: string;
  readonly name: Text;
  readonly ownZone: boolean;
  /** Metres in a straight line from home; null where the home is unknown. */
  readonly distance: number | null;
  readonly seats: number;
  /** Last year's cutoffs in words, best step first. */
  readonly lastCutoffs: readonly Text[];
}

export interface SiblingView {
  readonly id: string;
  readonly name: string;
  readonly shares: boolean;
}

export interface ApplyChoicesView extends ApplyView {
  readonly mode:
    | { readonly kind: "apply" }
    | { readonly kind: "change"; readonly application: ApplicationHead };
  /** Schools that this child may list, nearest first. */
  readonly options: readonly SchoolOptionView[];
  /** How many may be listed; `max` 0 says that this category lists none. */
  readonly min: number;
  readonly max: number;
  /** `truthful` where the season's mechanisms make honest ranking safe; it is not always so. */
  readonly advice: "truthful" | "first-counts";
  /** Chosen schools' ids by rank; "" where a rank is empty. */
  readonly chosen: readonly string[];
  /** Null where the policy does not ask. */
  readonly redistribution: boolean | null;
  /** Other children of the family who apply this season. */
  readonly siblings: readonly SiblingView[];
}

export interface PurposeView {
  readonly id: string;
  readonly label: Text;
  readonly explanation: Text;
  readonly required: boolean;
  readonly given: boolean;
}

export interface ApplyConsentView extends ApplyView {
  readonly purposes: readonly PurposeView[];
}

export interface ApplicationSummaryView {
  readonly groups: readonly FactGroupView[];
  readonly choices: readonly Text[];
  readonly redistribution: boolean | null;
  readonly sharesLotWith: readonly string[];
}

export interface ApplyReviewView extends ApplyView, ApplicationSummaryView {
  readonly purposes: readonly PurposeView[];
}

export interface ReceiptView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly season: SeasonView;
  readonly application: ApplicationHead;
  readonly submittedAt: string;
  readonly choices: readonly Text[];
  /** Absolute address that the QR code holds. */
  readonly url: string;
  /** Whether the public log holds this version, cosigned: the proof can then be kept. */
  readonly logged: boolean;
}

export interface ReasonView extends RuleView {
  readonly met: "yes" | "no" | "unknown";
  readonly message: Text;
}

/** Core's decision with its names put in. */
export type DecisionView =
  | {
      readonly kind: "decided";
      readonly category: Text;
      readonly admitted: boolean;
      readonly zone: Text | null;
      readonly points: Points | null;
      readonly breakdown: readonly PointsLine[];
      readonly reasons: readonly ReasonView[];
    }
  | {
      readonly kind: "undecided";
      readonly missing: readonly Text[];
      readonly reasons: readonly ReasonView[];
    }
  | { readonly kind: "not-admitted"; readonly reasons: readonly ReasonView[] };

export interface ApplicationView extends ApplicationSummaryView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly season: SeasonView;
  readonly application: ApplicationHead;
  readonly next: NextThing;
  readonly by: string | null;
  readonly decision: DecisionView | null;
  /** Own place among all who compete by points, where the season shows it. */
  readonly rank: { readonly place: number; readonly of: number } | null;
  readonly ask: CorrectionAskView | null;
  /** Why an officer did not approve; null where none has refused. */
  readonly rejection: Text | null;
  readonly actions: readonly ActionOffer<FamilyAction>[];
  /** Newest first. */
  readonly history: readonly TimelineEntry[];
}

/** What a family (or a clerk for it) can do to an application that exists. */
export type FamilyAction = "choose" | "amend" | "correct" | "withdraw" | "accept" | "decline";

export interface ConfirmView extends FormView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly application: ApplicationHead;
  readonly action: ActionOffer<"withdraw" | "accept" | "decline">;
  /** The school offered, for accept and decline. */
  readonly school: Text | null;
}

export interface VerdictView {
  readonly school: Text;
  readonly step: Text;
  readonly listRank: number;
  readonly verdict: SchoolVerdict["verdict"];
  /** One sentence after another. */
  readonly why: readonly Text[];
  /** Own figures beside those of the last one admitted. */
  readonly compared: readonly {
    readonly what: Text;
    readonly own: string;
    readonly last: string;
  }[];
}

export interface ResultView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly season: SeasonView;
  readonly application: ApplicationHead;
  readonly outcome:
    | {
        readonly kind: "placed";
        readonly school: Text;
        readonly step: Text;
        readonly listRank: number;
      }
    | { readonly kind: "unplaced"; readonly nextSteps: readonly Text[] };
  /** In the order in which the steps looked at the schools. */
  readonly verdicts: readonly VerdictView[];
  readonly lots: readonly { readonly draw: Text; readonly lot: string }[];
  readonly actions: readonly ActionOffer<"accept" | "decline">[];
  readonly answerBy: string | null;
  /** The admission notice exists (the place was accepted). */
  readonly noticeReady: boolean;
}

export interface NoticeView {
  readonly forWhom: ForWhom;
  readonly child: ChildHead;
  readonly season: SeasonView;
  readonly application: ApplicationHead;
  readonly school: Text;
  readonly issuer: Text;
  readonly issuedAt: string;
  readonly bring: readonly Text[];
  /** Absolute address that the QR code holds. */
  readonly url: string;
}
