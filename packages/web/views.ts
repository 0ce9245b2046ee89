import type { Failure } from "@yangguang/core/domain/result.ts";
import type {
  ApplicationActionName,
  ApplicationStatus,
  SeasonStage,
} from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Timetable } from "@yangguang/core/domain/timetable.ts";

/** Shapes that pages of more than one audience show. All words are Text; instants are ISO 8601. */

export interface SeasonView {
  readonly title: Text;
  readonly stage: SeasonStage;
  readonly timetable: Timetable;
}

/** One row of the status table as it applies here and now: a button, or why there is none. */
export type ActionOffer<Action extends string = ApplicationActionName> =
  | { readonly action: Action; readonly label: Text; readonly allowed: true }
  | {
      readonly action: Action;
      readonly label: Text;
      readonly allowed: false;
      readonly why: Text;
    };

/** A page with a form: what was wrong with the last attempt. What was entered is in the view. */
export interface FormView {
  readonly failures: readonly Failure[];
}

export interface ApplicationHead {
  readonly id: string;
  readonly pid: string;
  readonly status: ApplicationStatus;
  /** Number of actions so far: sent back with every form, so that a stale page is noticed. */
  readonly version: number;
}

export interface ChildHead {
  readonly id: string;
  readonly name: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  /** Such as `3307**********1234`. */
  readonly documentMasked: string;
}

export interface RuleView {
  /** Source and article: “2024年招生通知 第三条”. */
  readonly article: Text;
  /** The notice leaves it open; this demo chose. */
  readonly demoChoice: boolean;
}

export interface TimelineEntry {
  readonly at: string;
  readonly who: Text;
  readonly what: Text;
  readonly note?: Text;
  /** SHA-256 of the entry, 64 hex digits, where the reader may compare it. */
  readonly hash?: string;
}

export interface Paging {
  /** 1 for the first page. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export interface CutoffRow {
  readonly school: Text;
  readonly step: Text;
  /** Null on public pages where so few were admitted that the line would be about single children. */
  readonly admitted: number | null;
  /** Whether somebody who wanted a seat here was refused; false: everyone who asked got in. */
  readonly binding: boolean;
  /** Points of the last one admitted, formatted; null where the step does not compare points. */
  readonly points: string | null;
  /** Lot of the last one admitted, 64 hex digits. */
  readonly lot: string;
}

/** Metres east and north in the city's grid. */
export type GridPosition = readonly [east: number, north: number];

export interface ZoneMapView {
  readonly zones: readonly {
    readonly id: string;
    readonly name: Text;
    /** Outer ring, then holes. */
    readonly rings: readonly (readonly GridPosition[])[];
  }[];
  readonly schools: readonly {
    readonly id: string;
    readonly name: Text;
    readonly location: GridPosition;
    /** Serves the zone found: drawn larger, with its name. */
    readonly serving?: boolean;
  }[];
  readonly found: { readonly zone: string; readonly at: GridPosition | null } | null;
}

/** One step of a run, as the public log records it. */
export interface RunStep {
  /** Unique among the run's steps, and always the same. */
  readonly key: string;
  readonly who: Text;
  readonly what: Text;
  readonly note?: Text;
  /** Digits that people may want to compare: a hash, the dice. */
  readonly value?: string;
  /** Its leaves in the log: 64 hex digits each, and their places once they have one. */
  readonly leaves: readonly { readonly hash: string; readonly index: number | null }[];
  /** When a checkpoint that covers it was published, with the witnesses' signatures; null: not yet. */
  readonly publishedAt: string | null;
}

/** How far each contributor to a run has come. */
export interface ContributorStanding {
  readonly id: string;
  readonly name: Text;
  readonly registered: boolean;
  readonly committed: boolean;
  /** How many of the others have found the share that they got from it good. */
  readonly foundGood: number;
  /** Who could not use the share that it got from it. */
  readonly complaints: readonly Text[];
  readonly secret: "unknown" | "revealed" | "recovered";
  /** How many of the others have opened their shares of it. */
  readonly opened: number;
}

/** A run as everybody may watch it. */
export interface LiveRunView {
  /** `city/year/phase/attempt`. */
  readonly run: string;
  /** Changes with the run: the page asks for itself anew when the server's differs. */
  readonly mark: string;
  /** Whether witnesses cosign the log. */
  readonly watched: boolean;
  readonly contributors: readonly ContributorStanding[];
  /** So many of them can rebuild an absent one's secret. */
  readonly threshold: number;
  readonly objectionHours: number;
  /** What the run waits for. */
  readonly awaited: readonly Text[];
  /** Newest first. */
  readonly steps: readonly RunStep[];
}
