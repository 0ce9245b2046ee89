import type { PlainDate } from "../domain/dates.ts";
import type { FactId, FactSource } from "../domain/facts.ts";
import type { Points } from "../domain/points.ts";
import type { Text } from "../domain/text.ts";
import type { Timetable } from "../domain/timetable.ts";
import type { Mechanism } from "../domain/allocation-problem.ts";

/**
 * A season's policy as the rest of the product sees it: parsed, checked, with points as integers.
 * `parsePolicy` makes it from the published YAML file; nothing else does.
 */
export interface Policy {
  readonly id: string;
  readonly city: Text;
  readonly year: number;
  readonly level: "primary" | "junior-high";
  readonly title: Text;
  readonly sources: readonly Source[];
  /** Ages and months are counted up to this day. */
  readonly referenceDate: PlainDate;
  readonly timetable: Timetable;
  /** What is asked of whom. */
  readonly asks: readonly Ask[];
  /** Numbers that the policy counts from dates: months or years up to the reference date. */
  readonly derived: readonly Derived[];
  /** Everyone must meet these to take part at all (such as the birth dates of the year). */
  readonly admission: readonly AdmissionRule[];
  /** Tried in order; the first whose condition holds is the child's. The last has no condition. */
  readonly categories: readonly Category[];
  readonly points: PointsTable;
  readonly choices: ChoiceRules;
  readonly plan: Plan;
  readonly steps: readonly PolicyStep[];
  readonly redistribution: { readonly consent: "required" | "assumed" };
}

export interface Source {
  readonly id: string;
  readonly title: Text;
}

/** Where a rule stands, and whether the notice leaves it open so that it is the demo's choice. */
export interface Citation {
  readonly source: string;
  readonly article: string;
  readonly demoChoice: boolean;
}

export interface Ask {
  readonly source: FactSource;
  readonly facts: readonly FactId[];
}

/** An integer counted by the policy. Its id is used in conditions and points like a fact's. */
export interface Derived {
  readonly id: string;
  readonly label: Text;
  readonly count: "months" | "years";
  readonly since: FactId;
}

/** A fact's id or a derived number's id. */
export type TermId = string;

export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[]; readonly label?: Text }
  | { readonly kind: "any"; readonly of: readonly Condition[]; readonly label?: Text }
  | { readonly kind: "not"; readonly of: Condition; readonly label?: Text }
  | {
      readonly kind: "is";
      readonly term: TermId;
      readonly value: string | number | boolean;
      readonly label?: Text;
    }
  | {
      readonly kind: "in";
      readonly term: TermId;
      readonly values: readonly (string | number)[];
      readonly label?: Text;
    }
  | {
      readonly kind: "at-least";
      readonly term: TermId;
      readonly value: number;
      readonly label?: Text;
    }
  | {
      readonly kind: "at-most";
      readonly term: TermId;
      readonly value: number;
      readonly label?: Text;
    }
  | {
      readonly kind: "not-after";
      readonly term: TermId;
      readonly date: PlainDate;
      readonly label?: Text;
    }
  | {
      readonly kind: "not-before";
      readonly term: TermId;
      readonly date: PlainDate;
      readonly label?: Text;
    }
  | {
      readonly kind: "same-as";
      readonly term: TermId;
      readonly other: TermId;
      readonly label?: Text;
    }
  /** The source answered with a value: there is such a property, permit, registration. */
  | { readonly kind: "present"; readonly term: TermId; readonly label?: Text };

export interface AdmissionRule {
  readonly id: string;
  readonly label: Text;
  readonly rule: Citation;
  readonly when: Condition;
}

export interface Category {
  readonly id: string;
  readonly label: Text;
  readonly rule: Citation;
  /** Absent on the last category only: everyone else. */
  readonly when?: Condition;
  /** Children of this category take part in no step; they are told why and by which article. */
  readonly admitted: boolean;
  /** Whether children of this category get points. */
  readonly scored: boolean;
  /** The facts that show which zone the child belongs to; the first that names one wins. */
  readonly zoneFrom: readonly FactId[];
}

/** The total is the sum of the items; a cap on several of them is that of an item that sums them. */
export interface PointsTable {
  readonly items: readonly PointsItem[];
  /** Points that depend on the place of a school in the list of choices. */
  readonly choiceBonuses: readonly ChoiceBonus[];
}

export interface PointsItem {
  readonly id: string;
  readonly label: Text;
  readonly rule: Citation;
  /** Only children of these categories; absent: all scored ones. */
  readonly categories?: readonly string[];
  readonly when?: Condition;
  readonly cap?: Points;
  readonly gives: PointsFormula;
}

export type PointsFormula =
  | { readonly kind: "flat"; readonly points: Points }
  /** Every category that the item applies to has its row. */
  | { readonly kind: "by-category"; readonly points: Readonly<Record<string, Points>> }
  /** Every value of the enum has its row. */
  | {
      readonly kind: "by-value";
      readonly term: TermId;
      readonly points: Readonly<Record<string, Points>>;
    }
  /** Bands ascending by `upTo` (inclusive); the last has none. */
  | { readonly kind: "bands"; readonly term: TermId; readonly bands: readonly Band[] }
  /** `rate` for each unit beyond `beyond`. */
  | {
      readonly kind: "per-unit";
      readonly term: TermId;
      readonly rate: Points;
      readonly beyond: number;
    }
  | { readonly kind: "sum"; readonly items: readonly PointsItem[] }
  | { readonly kind: "highest"; readonly items: readonly PointsItem[] };

export interface Band {
  readonly upTo?: number;
  readonly points: Points;
}

export interface ChoiceBonus {
  readonly id: string;
  readonly label: Text;
  readonly rule: Citation;
  /** Place in the list of choices, 1 for the first. */
  readonly rank: number;
  readonly points: Points;
  /** Any school, or only those that share the child's own zone with another school. */
  readonly schools: "any" | "shared-zone";
}

export interface ChoiceRules {
  readonly min: number;
  readonly max: number;
  /** School groups that may be listed by a category; a category without an entry lists none. */
  readonly groupsByCategory: Readonly<Record<string, readonly string[]>>;
}

export interface Plan {
  /** What the schools' groups are called on pages; one without a name is shown by its id. */
  readonly groupNames: Readonly<Record<string, Text>>;
  readonly zones: readonly Zone[];
  readonly schools: readonly School[];
}

/** Positions are integer metres east and north in the city's grid. */
export type GridPoint = readonly [east: number, north: number];

export interface Zone {
  readonly id: string;
  readonly name: Text;
  readonly center: GridPoint;
}

export interface School {
  readonly id: string;
  readonly name: Text;
  readonly group: string;
  readonly seats: number;
  readonly location: GridPoint;
  /** Zones whose children belong to this school. A zone may be shared by several schools. */
  readonly zones: readonly string[];
}

/** The mechanisms that a policy may ask for; the engine knows more. */
export type PolicyMechanism = Extract<
  Mechanism,
  "serial-dictatorship" | "immediate-acceptance" | "deferred-acceptance"
>;

export interface PolicyStep {
  readonly id: string;
  readonly label: Text;
  readonly rule: Citation;
  readonly mechanism: PolicyMechanism;
  readonly lotScope: "one" | "per-school";
  readonly categories: readonly string[];
  /** Only children with at least so many points. */
  readonly pointsAtLeast?: Points;
  /** Only the first so many by the step's order compete (a city-wide ranking within a quota). */
  readonly competitorsAtMost?: number;
  /** Only schools of these groups; absent: all. */
  readonly groups?: readonly string[];
  /** At most this share of a school's seats, in whole percent, may be given by the step. */
  readonly seatsPercent?: number;
  readonly lists: "own-zone" | "first-choice" | "choices" | "nearest";
  /** Only children who consented, where the policy's redistribution asks for consent. */
  readonly redistribution: boolean;
  /** Compared in turn; whatever is still equal is decided by lot, which always comes last. */
  readonly order: readonly OrderKey[];
}

export type OrderKey =
  | { readonly by: "points" }
  /** Points of one item alone ("base items first"). */
  | { readonly by: "item"; readonly item: string }
  | { readonly by: "term"; readonly term: TermId; readonly first: "smallest" | "largest" };
