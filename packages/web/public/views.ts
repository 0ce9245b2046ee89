import type { Text } from "@yangguang/core/domain/text.ts";
import type { Timetable } from "@yangguang/core/domain/timetable.ts";
import type {
  CutoffRow,
  FormView,
  LiveRunView,
  Paging,
  RuleView,
  SeasonView,
  TimelineEntry,
  ZoneMapView,
} from "../views.ts";

export interface HomeView {
  /** Null outside of any season. */
  readonly season: SeasonView | null;
  readonly schools: number;
  readonly seats: number;
}

/** A condition in words, with the parts it is made of. */
export interface ConditionView {
  readonly words: Text;
  readonly parts: readonly ConditionView[];
}

export interface PolicyView {
  readonly title: Text;
  readonly season: SeasonView | null;
  /** SHA-256 of the published file, 64 hex digits. */
  readonly hash: string;
  /** YYYY-MM-DD: ages and months are counted up to this day. */
  readonly referenceDate: string;
  readonly timetable: Timetable;
  readonly sources: readonly Text[];
  readonly asks: readonly { readonly source: Text; readonly facts: readonly Text[] }[];
  readonly admission: readonly (RuleView & {
    readonly label: Text;
    readonly condition: ConditionView;
  })[];
  readonly categories: readonly (RuleView & {
    readonly id: string;
    readonly label: Text;
    /** Null on the last category: everyone else. */
    readonly condition: ConditionView | null;
    readonly admitted: boolean;
    readonly scored: boolean;
    readonly choices: Text;
  })[];
  readonly points: {
    readonly items: readonly PointsItemView[];
    readonly bonuses: readonly (RuleView & { readonly label: Text; readonly points: string })[];
  } | null;
  readonly choices: { readonly min: number; readonly max: number };
  readonly redistribution: "required" | "assumed";
  readonly steps: readonly (RuleView & {
    readonly id: string;
    readonly label: Text;
    readonly who: Text;
    readonly mechanism: Text;
    readonly order: readonly Text[];
    readonly limits: readonly Text[];
  })[];
}

export interface PointsItemView extends RuleView {
  readonly label: Text;
  /** How points are counted, one line per row of the table. */
  readonly gives: readonly { readonly case: Text; readonly points: string }[];
  readonly cap: string | null;
  readonly parts: readonly PointsItemView[];
}

export interface SchoolsView {
  readonly season: SeasonView | null;
  readonly schools: readonly SchoolRow[];
}

export interface SchoolRow {
  readonly id: string;
  readonly name: Text;
  readonly group: Text;
  readonly seats: number;
  readonly zones: readonly Text[];
}

export interface ZonesView extends FormView {
  readonly address: string;
  readonly result:
    | { readonly kind: "none-asked" }
    | {
        readonly kind: "found";
        readonly address: string;
        readonly zone: Text;
        readonly schools: readonly { readonly name: Text; readonly seats: number }[];
      }
    | { readonly kind: "unknown"; readonly suggestions: readonly string[] };
  readonly map: ZoneMapView;
}

export interface ResultRow {
  readonly pid: string;
  /** Null where no school had a seat left. */
  readonly school: Text | null;
  readonly lot: string;
}

export interface ResultsView extends FormView {
  readonly season: SeasonView;
  /** False before the announcement: nothing else is shown then. */
  readonly announced: boolean;
  readonly pid: string;
  readonly found: ResultRow | null;
  readonly rows: readonly ResultRow[];
  readonly paging: Paging;
  readonly placed: number;
  readonly unplaced: number;
}

export interface CutoffsView {
  readonly season: SeasonView;
  readonly announced: boolean;
  readonly rows: readonly CutoffRow[];
}

/** Facts of the run that anyone can recompute; null where the season has not come so far. */
export interface RunView {
  readonly season: SeasonView;
  readonly live: LiveRunView;
  readonly policyHash: string;
  readonly rollRoot: string | null;
  readonly rollSize: number | null;
  readonly freezeHash: string | null;
  readonly commitments: readonly { readonly by: Text; readonly hash: string }[];
  readonly dice: string | null;
  readonly seed: string | null;
  readonly resultHash: string | null;
  /** Every action on the season, newest first. */
  readonly trail: readonly TimelineEntry[];
}

export type ErrorKind =
  | "bad-request"
  | "unauthorised"
  | "forbidden"
  | "not-found"
  | "stale"
  | "too-many"
  | "internal"
  | "unavailable";

export interface ErrorView extends FormView {
  readonly kind: ErrorKind;
  /** For the help desk; found in the logs. */
  readonly correlationId: string;
  /** Where to go on: the fresh page, the form, home. */
  readonly back: string;
  readonly retryAfterSeconds: number | null;
}

export interface SignInView extends FormView {
  /** Path to return to. */
  readonly back: string;
  /** Name of the identity service. */
  readonly service: Text;
  readonly demo: boolean;
}

/** Where a run's public files are, and the witnesses' keys as the platform tells them. */
export interface VerifyView {
  readonly season: SeasonView;
  /** Of this site, a slash at the end. */
  readonly folderPath: string;
  readonly folderUrl: string;
  /** `trust` of the specification, 64 hex digits. */
  readonly trust: string;
}
