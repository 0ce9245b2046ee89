import type { FactType } from "@yangguang/core/domain/facts.ts";
import type {
  ApplicationActionName,
  ApplicationStatus,
  SeasonActionName,
  WindowName,
} from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { DecisionView, FactState } from "../families/views.ts";
import type {
  ActionOffer,
  ApplicationHead,
  ContributorStanding,
  CutoffRow,
  FormView,
  LiveRunView,
  Paging,
  SeasonView,
  TimelineEntry,
} from "../views.ts";

export interface DashboardView {
  readonly season: SeasonView;
  readonly counts: readonly { readonly status: ApplicationStatus; readonly count: number }[];
  readonly openCases: number;
  /** The season's next actions, the first first. */
  readonly actions: readonly ActionOffer<SeasonActionName>[];
  readonly seats: SeatsTable | null;
}

/** How many each step admitted at each school. */
export interface SeatsTable {
  readonly steps: readonly Text[];
  readonly rows: readonly {
    readonly school: Text;
    readonly seats: number;
    /** One per step. */
    readonly admitted: readonly number[];
    readonly left: number;
    readonly accepted: number;
    readonly registered: number;
  }[];
}

export interface InboxView {
  readonly season: SeasonView;
  readonly filters: {
    readonly query: string;
    readonly reason: string;
    readonly claimed: "" | "mine" | "nobody";
  };
  readonly reasons: readonly {
    readonly id: string;
    readonly label: Text;
    readonly count: number;
  }[];
  readonly cases: readonly CaseRow[];
  readonly paging: Paging;
}

export interface CaseRow {
  readonly application: ApplicationHead;
  /** Masked until the officer opens the case, since every look is logged. */
  readonly childName: string;
  readonly category: Text | null;
  readonly reasons: readonly Text[];
  readonly waitingSince: string;
  readonly claimedBy: string | null;
}

export interface CaseFactView {
  readonly id: string;
  readonly label: Text;
  readonly source: Text;
  readonly type: FactType;
  readonly state: FactState;
  readonly value: Text | null;
  readonly asOf: string | null;
  /** What the machine or the agency remarked. */
  readonly remark: Text | null;
  /** What the family says is wrong; "" where nothing is. */
  readonly familyNote: string;
  /** Entered so far: "" leaves the fact as it is. */
  readonly confirmed: string;
  readonly none: boolean;
  readonly basis: string;
}

export interface CaseView extends FormView {
  readonly season: SeasonView;
  readonly application: ApplicationHead;
  readonly child: {
    readonly name: string;
    readonly birthDate: string;
    readonly document: string;
    readonly guardian: string;
    readonly phone: string | null;
  };
  readonly claimedBy: string | null;
  readonly claimedByMe: boolean;
  readonly why: readonly Text[];
  readonly decision: DecisionView | null;
  readonly facts: readonly CaseFactView[];
  readonly zones: readonly { readonly id: string; readonly name: Text }[];
  readonly choices: readonly Text[];
  readonly actions: readonly ActionOffer<CaseAction>[];
  readonly correctionReasons: readonly Option[];
  readonly rejectionRules: readonly Option[];
  readonly entered: {
    readonly reasons: readonly string[];
    readonly askText: string;
    readonly rule: string;
    readonly rejectText: string;
    readonly reopenText: string;
  };
  readonly history: readonly TimelineEntry[];
}

export type CaseAction = Extract<
  ApplicationActionName,
  "approve" | "ask-correction" | "reject" | "reopen"
>;

export interface Option {
  readonly id: string;
  readonly label: Text;
}

export interface ApplicationsView {
  readonly season: SeasonView;
  readonly filters: {
    readonly query: string;
    readonly status: ApplicationStatus | "";
    readonly school: string;
  };
  readonly schools: readonly Option[];
  readonly rows: readonly {
    readonly application: ApplicationHead;
    readonly childName: string;
    readonly category: Text | null;
    readonly firstChoice: Text | null;
    readonly placedAt: Text | null;
    readonly changedAt: string;
  }[];
  readonly paging: Paging;
}

export interface TimetableView extends FormView {
  readonly season: SeasonView;
  /** Number of actions on the season so far: sent back, so that a stale page is noticed. */
  readonly version: number;
  /** As entered: `YYYY-MM-DDTHH:mm`, Beijing time. */
  readonly windows: readonly {
    readonly window: WindowName;
    readonly opens: string;
    readonly closes: string;
  }[];
  readonly why: string;
  readonly change: ActionOffer<"set-timetable">;
  readonly history: readonly TimelineEntry[];
}

export interface FreezeView extends FormView {
  readonly season: SeasonView;
  readonly perCategory: readonly { readonly category: Text; readonly children: number }[];
  /** Applications not eligible, which the roll would leave out, by status. */
  readonly leftOut: readonly { readonly status: ApplicationStatus; readonly count: number }[];
  readonly freeze: ActionOffer<"freeze">;
  readonly frozen: { readonly at: string; readonly root: string; readonly size: number } | null;
  /** Where several make the draw: the freeze then takes two officers. Null: the platform is alone. */
  readonly together: {
    readonly contributors: readonly ContributorStanding[];
    readonly asked: AskedView | null;
  } | null;
}

/** A step that one officer asked for and another has to confirm. */
export interface AskedView {
  readonly name: string;
  readonly at: string;
  /** The reader is the one who asked, and cannot confirm. */
  readonly mine: boolean;
}

/** What the bureau has to do next in a ceremony; `wait`: it is the contributors' turn. */
export type CeremonyTask = "freeze" | "close" | "read" | "read-again" | "seed" | "void" | "wait";

/** The draw of several, step by step. */
export interface CeremonyView extends FormView {
  readonly kind: "ceremony";
  readonly season: SeasonView;
  readonly live: LiveRunView;
  readonly task: CeremonyTask;
  readonly draw: ActionOffer<"draw">;
  readonly rollSize: number | null;
  readonly freezeHash: string | null;
  /** Whether the circle of sealed secrets is closed. */
  readonly closed: boolean;
  readonly throws: number;
  /** The digits themselves stay hidden from the second reader. */
  readonly firstReading: (AskedView & { readonly digits: number }) | null;
  readonly dice: { readonly digits: string; readonly readers: readonly string[] } | null;
  readonly beacon: number | null;
  readonly seed: string | null;
  readonly entered: DrawView["entered"];
}

export interface VoidView extends FormView {
  readonly season: SeasonView;
  readonly run: string;
  readonly offer: ActionOffer<"void">;
  readonly asked: (AskedView & { readonly reason: string }) | null;
  readonly mayConfirm: boolean;
  /** As entered. */
  readonly reason: string;
}

/** The draw of the platform alone. */
export interface DrawView extends FormView {
  readonly kind: "alone";
  readonly season: SeasonView;
  readonly freezeHash: string | null;
  readonly rollSize: number | null;
  readonly commitment: { readonly hash: string; readonly at: string } | null;
  readonly diceAtLeast: number;
  readonly entered: {
    readonly dice: string;
    readonly diceAgain: string;
    readonly reader: string;
    readonly secondReader: string;
  };
  readonly draw: ActionOffer<"draw">;
  readonly drawn: { readonly at: string; readonly dice: string; readonly seed: string } | null;
}

export interface AllocateView extends FormView {
  readonly season: SeasonView;
  readonly allocate: ActionOffer<"allocate">;
  /** Null until the seats are allocated: nobody sees the outcome before it is recorded. */
  readonly outcome: OutcomeSummary | null;
}

export interface OutcomeSummary {
  readonly seats: SeatsTable;
  readonly cutoffs: readonly CutoffRow[];
  readonly placed: number;
  readonly unplaced: readonly { readonly category: Text; readonly children: number }[];
  /** SHA-256 of the sorted result, 64 hex digits. */
  readonly hash: string;
}

/** Announce the results, close the season: one page, one button. */
export interface SeasonStepView extends FormView {
  readonly season: SeasonView;
  readonly step: ActionOffer<"announce" | "close">;
  /** What the step will do, in figures. */
  readonly effects: readonly { readonly what: Text; readonly count: number }[];
  readonly done: string | null;
}

export interface PlanView {
  readonly season: SeasonView;
  readonly schools: readonly {
    readonly id: string;
    readonly name: Text;
    readonly group: Text;
    readonly seats: number;
    readonly zones: readonly Text[];
    readonly firstChoices: number;
    readonly childrenInZones: number;
  }[];
}
