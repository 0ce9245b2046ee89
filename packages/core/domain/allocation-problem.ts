import type { Points } from "./points.ts";

/** Draw code of the one lot that holds at every school. */
export const ONE_FOR_ALL = "*";

/** Stands in a key where a child has no value: it comes after every value, never before one. */
export const KEY_WITHOUT_VALUE = Number.MAX_SAFE_INTEGER;

/**
 * What the allocation engine is given: plain data, free of any city's rules. Steps run in order;
 * a child placed in a step takes no part in later ones, and seats are carried forward.
 */
export interface AllocationProblem {
  readonly schools: readonly SchoolSeats[];
  readonly steps: readonly AllocationStep[];
  /** Lots by draw code ("*" or a school's id), then by pid: 64 hex digits, smaller wins. */
  readonly lots: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Family group by pid, for siblings who share one lot. Only children of one group may hold equal
   * lots; where nothing else parts them, the smaller pid comes first.
   */
  readonly lotGroups?: Readonly<Record<string, string>>;
}

export interface SchoolSeats {
  readonly school: string;
  /** Places, an integer of 0 or more. */
  readonly seats: number;
}

export type Mechanism = "serial-dictatorship" | "immediate-acceptance" | "deferred-acceptance";

/** What each place of a key compares, for explanations; lots always come last. */
export type KeyPart =
  | { readonly by: "points" }
  | { readonly by: "item"; readonly item: string }
  | { readonly by: "term"; readonly term: string };

export interface AllocationStep {
  readonly id: string;
  readonly mechanism: Mechanism;
  /**
   * Draw code in `lots`: one lot for all ("*") or one per school. Serial dictatorship walks one
   * line of children and so needs "one".
   */
  readonly lotScope: "one" | "per-school";
  readonly keyParts: readonly KeyPart[];
  /**
   * At most this many of the children who still have no seat may compete in the step: the best by
   * the key of their first place, then lot "*".
   */
  readonly competitorsAtMost?: number;
  /** At most this many seats may be given by the step at each school; absent: all that are left. */
  readonly seatsAtMost?: Readonly<Record<string, number>>;
  readonly entries: readonly StepEntry[];
}

export interface StepEntry {
  readonly pid: string;
  readonly category: string;
  /** Schools asked for in this step, best first, without repeats. */
  readonly list: readonly string[];
  /**
   * One key per place of `list`, or a single key for all. Keys compare place by place as
   * integers, smaller first (points are stored negated); equal keys are decided by lot. In a
   * serial dictatorship a key may not get better down the list.
   */
  readonly keys: readonly (readonly number[])[];
  /** Points as shown to people, per place of `list` or one for all. */
  readonly points: readonly Points[];
}

export interface Placement {
  readonly pid: string;
  readonly school: string | null;
  /** The step that placed the child; null where no step did. */
  readonly step: string | null;
  /** 1 for the first place of the list used in that step; null where unplaced. */
  readonly listRank: number | null;
}

/** The last one admitted at a school in a step: whoever compares at or before it was admitted. */
export interface Cutoff {
  readonly school: string;
  readonly step: string;
  readonly admitted: number;
  /** Whether somebody who wanted the seat in this step was refused. */
  readonly binding: boolean;
  /**
   * Immediate acceptance only: the place at which the last one admitted had listed the school,
   * which is compared before the key.
   */
  readonly listRank?: number;
  readonly key: readonly number[];
  readonly points: Points;
  readonly lot: string;
}

/** Why one child did not get (or got) one listed school in one step; never another child's data. */
export interface SchoolVerdict {
  readonly step: string;
  readonly school: string;
  readonly listRank: number;
  readonly verdict:
    | "admitted"
    /** No seat was there to be given when the step began. */
    | "no-seats-in-step"
    /** Immediate acceptance: filled by children who had listed the school higher. */
    | "beaten-by-choice-rank"
    | "beaten-by-key"
    | "beaten-by-lot"
    | "outside-competitors";
  /** For beaten-by-key: which part of the key decided. */
  readonly decidedBy?: KeyPart;
  readonly own?: { readonly key: readonly number[]; readonly points: Points; readonly lot: string };
  readonly cutoff?: Cutoff;
  /** For outside-competitors: the child's rank among those still without a seat, and the limit. */
  readonly ranking?: { readonly rank: number; readonly atMost: number };
}

export interface AllocationOutcome {
  /** One per child that entered any step, ascending by pid. */
  readonly placements: readonly Placement[];
  /** Ascending by step order, then school. */
  readonly cutoffs: readonly Cutoff[];
  readonly seatsLeft: readonly SchoolSeats[];
}
