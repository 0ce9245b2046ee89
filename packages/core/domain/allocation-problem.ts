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

export type Mechanism =
  | "serial-dictatorship"
  | "immediate-acceptance"
  | "deferred-acceptance"
  | "top-trading-cycles"
  /** Deferred acceptance in which nothing but the lot is compared: `keyParts` is empty. */
  | "lots-only"
  /** One line in the order in which a ring of all competitors is counted out: see `ring`. */
  | "ring-draw";

/** What happens to children with equal keys who do not all fit at the last seat. */
export type TieRule = "lot" | "admit-all" | "admit-none";

/** What each place of a key compares, for explanations; lots always come last. */
export type KeyPart =
  | { readonly by: "points" }
  | { readonly by: "item"; readonly item: string }
  | { readonly by: "term"; readonly term: string };

export interface AllocationStep {
  readonly id: string;
  readonly mechanism: Mechanism;
  /**
   * Draw code in `lots`: one lot for all ("*") or one per school. Serial dictatorship and the ring
   * draw walk one line of children and so need "one".
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
  /**
   * "lot" where absent. The two others compare keys alone (in immediate acceptance the place of
   * the list, then the key), for the three mechanisms that have keys and no trading; such a step
   * has no `divisions`, no `rates`, no `together`, and no entry that is `guaranteed`.
   */
  readonly ties?: TieRule;
  /** How schools divide the seats that the step gives; a school not named has one pool, open to all. */
  readonly divisions?: Readonly<Record<string, SeatDivision>>;
  /** Call lists by school; the call list then stands in place of key and lot. */
  readonly rates?: Readonly<Record<string, readonly GroupRate[]>>;
  /** For a ring draw, and only for it. */
  readonly ring?: Ring;
  /**
   * Families whose children want one school together, by family id: two or more pids, each an entry
   * of the step, all with one and the same list. Only in deferred acceptance with one seat pool per
   * school and ties by lot. Where no stable outcome keeps a family together it falls apart and
   * each child asks alone.
   */
  readonly together?: Readonly<Record<string, readonly string[]>>;
  readonly entries: readonly StepEntry[];
}

/**
 * The seats of one school in one step, in the published precedence order: every pool in its turn
 * takes the best of those eligible whom no earlier pool took. A child takes one seat only.
 */
export interface SeatDivision {
  /** Ids differ. Exactly one pool has no `seats`: it has those that the others leave, and is open. */
  readonly pools: readonly SeatPool[];
  /**
   * At most so many members of the group over all pools (children with a guaranteed seat are
   * counted, never refused). No child of the step may belong to two capped groups of a school, nor
   * to a capped group and to the reserved group of another pool. Beside caps, all pools of groups
   * come before those open to all, and those of capped groups hand on to the pool without `seats`:
   * otherwise a better child's wish could open a seat to a worse one, and no stable outcome is sure.
   */
  readonly caps?: readonly GroupCap[];
}

export interface SeatPool {
  readonly id: string;
  /** Only members compete; null: open to all. */
  readonly group: string | null;
  /**
   * Places set apart, 0 or more. Where the school has fewer left than the pools ask for, the
   * earlier pools of the order have theirs first.
   */
  readonly seats?: number;
  /**
   * The pool that receives the seats for which there are not enough members (a soft reserve); null:
   * they stay empty (a hard quota). A receiving pool that comes earlier in the order, or whose
   * turn has passed, is taken up once more after all others; seats go on from pool to pool until
   * they are taken or come to a pool they have been in.
   */
  readonly handOn: string | null;
}

export interface GroupCap {
  readonly group: string;
  readonly atMost: number;
}

/**
 * Of every first so many children called, at least this share is of the group, as long as the group
 * lasts (as in Parcoursup). Of several rates the earlier comes first where one child cannot serve both.
 */
export interface GroupRate {
  readonly group: string;
  /** Whole percent, 0 to 100; the number of children is rounded up. */
  readonly percentAtLeast: number;
}

/**
 * The competitors stand in a ring, numbered from 1 by lot "*". The child with the number `start`
 * comes first and leaves the ring; from there every `step`-th child still in it is next.
 */
export interface Ring {
  /** 1 up to the number of competitors; a larger number goes round the ring. */
  readonly start: number;
  readonly step: number;
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
  /** Groups with reserved seats, caps or rates to which the child belongs. */
  readonly groups?: readonly string[];
  /**
   * A listed school at which the child has a seat whatever happens (its present seat, a promised
   * fallback): it stands before all who have none there. A school guarantees no more seats than
   * the step may give. Guaranteed seats are set apart before reserved ones; a seat not taken up
   * goes to the open pool.
   */
  readonly guaranteed?: string;
  /**
   * Top trading cycles only: keys at schools that the child does not list but could give in
   * exchange (its zone's school, say). At listed schools `keys` counts. Where a child has them at
   * every school that it does not list, nothing is gained by listing a school just to trade it.
   */
  readonly rights?: Readonly<Record<string, readonly number[]>>;
}

export interface Placement {
  readonly pid: string;
  readonly school: string | null;
  /** The step that placed the child; null where no step did. */
  readonly step: string | null;
  /** 1 for the first place of the list used in that step; null where unplaced. */
  readonly listRank: number | null;
  /** The pool whose seat it is, at a school with divided or guaranteed seats. */
  readonly pool?: string;
}

/** Pools that no division names: guaranteed seats, and the open one where nothing is divided. */
export const GUARANTEED_POOL = "guaranteed";
export const OPEN_POOL = "open";

/**
 * The last one admitted at a school in a step, or in one of its pools: whoever is eligible there
 * and compares at or before it was admitted. In top trading cycles no such line exists; there the
 * cutoff says in which round of trading the last seat went.
 */
export interface Cutoff {
  readonly school: string;
  readonly step: string;
  /** At a school with divided or guaranteed seats; one cutoff for each pool that admitted anybody. */
  readonly pool?: string;
  readonly admitted: number;
  /** Whether somebody who wanted the seat in this step, and was eligible, was refused. */
  readonly binding: boolean;
  /**
   * Immediate acceptance only: the place at which the last one admitted had listed the school,
   * which is compared before the key.
   */
  readonly listRank?: number;
  /** Call lists and ring draws: the place in the line, which is compared instead of key and lot. */
  readonly call?: number;
  /** Top trading cycles: the round in which the last seat went, from 1. */
  readonly round?: number;
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
    /** Ring draws and call lists: the last one admitted was called before. */
    | "beaten-by-call"
    /** Equal scores, "admit none": the seats left did not suffice for all with this key. */
    | "tied-at-last-seat"
    /** As many of the child's group were admitted as the school may take. */
    | "cap-reached"
    /** Top trading cycles: all seats had gone before the child could offer enough for one. */
    | "traded-away"
    /** The child's family wanted one school for all, and not all could have a seat. */
    | "not-all-together"
    /** Seats were there, but in pools of groups to which the child does not belong. */
    | "not-eligible"
    | "outside-competitors";
  /** Where seats are divided: the pool in which the child came nearest to a seat. */
  readonly pool?: string;
  /**
   * The child's place among all competitors who wanted the school in this step (who were given it,
   * or listed it above what they got), from 1; not where it did not compete.
   */
  readonly rank?: number;
  readonly wanted?: number;
  /** For beaten-by-key: which part of the key decided. */
  readonly decidedBy?: KeyPart;
  readonly own?: {
    readonly key: readonly number[];
    readonly points: Points;
    readonly lot: string;
    readonly call?: number;
  };
  readonly cutoff?: Cutoff;
  /** For outside-competitors: the child's rank among those still without a seat, and the limit. */
  readonly ranking?: { readonly rank: number; readonly atMost: number };
}

export interface AllocationOutcome {
  /** One per child that entered any step, ascending by pid. */
  readonly placements: readonly Placement[];
  /** Ascending by step order, then school, then order of the pools. */
  readonly cutoffs: readonly Cutoff[];
  readonly seatsLeft: readonly SchoolSeats[];
  /** Families that asked together and that no stable outcome keeps together, by step and family. */
  readonly fellApart?: readonly { readonly step: string; readonly family: string }[];
}
