import type {
  GroupCap,
  GroupRate,
  Mechanism,
  Ring,
  TieRule,
} from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";

/**
 * The document of `yangguang allocate` (docs/allocation-document.md), as it is written: this form
 * is kept stable for ever, keys are only added.
 */
export interface AllocationDocument extends Partial<StepRules> {
  /** For editors; not looked at. */
  readonly $schema?: string;
  /** For people; not looked at. */
  readonly note?: string;
  readonly schools: readonly DocumentSchool[];
  readonly applicants: readonly DocumentApplicant[];
  /** Applicants without a guaranteed seat must list at least so many schools. */
  readonly minimumChoices?: number;
  /** In place of the rules of a single step. */
  readonly steps?: readonly DocumentStep[];
}

/** Several age groups, allocated one after the other so that brothers and sisters come together. */
export interface GradesDocument {
  readonly $schema?: string;
  readonly note?: string;
  /** In the order in which they are allocated, the eldest first. */
  readonly grades: readonly DocumentGrade[];
  /** By the `family` of applicants. */
  readonly families?: Readonly<Record<string, DocumentFamily>>;
}

/** A document with seats, rules and applicants of its own. */
export interface DocumentGrade extends AllocationDocument {
  readonly id: string;
}

export interface DocumentFamily {
  /** The school of an elder child comes first in the younger one's choices. */
  readonly together?: boolean;
  /** Schools at which brothers or sisters are from earlier years. */
  readonly enrolledAt?: readonly string[];
}

/** A printed name: one for both languages, or one for each. */
export type Name = string | Text;

export interface DocumentSchool {
  readonly id: string;
  readonly name?: Name;
  readonly seats: number;
  /** Applicants best first; an inner list is a tie. */
  readonly priority?: Ranking;
  readonly reserves?: readonly Reserve[];
  /** Groups with reserves and "open", in the order in which their seats are given. */
  readonly precedence?: readonly string[];
  readonly caps?: readonly GroupCap[];
  readonly rates?: readonly GroupRate[];
}

export type Ranking = readonly (string | readonly string[])[];

export interface Reserve {
  readonly group: string;
  readonly seats: number;
  /** Seats without members stay empty. */
  readonly hard?: boolean;
  /** The group that receives seats without members; "open" where absent. */
  readonly handOn?: string;
}

/** A lot as it is written: a whole number or hex digits; smaller wins. */
export type WrittenLot = number | string;

export interface DocumentApplicant {
  readonly id: string;
  readonly choices: readonly string[];
  /** By step: the choices that hold there in place of `choices`. */
  readonly choicesIn?: Readonly<Record<string, readonly string[]>>;
  readonly groups?: readonly string[];
  readonly category?: string;
  readonly lot?: WrittenLot;
  /** By school: lots that hold there in place of `lot`. */
  readonly lots?: Readonly<Record<string, WrittenLot>>;
  /** Only applicants of one family may hold equal lots. */
  readonly family?: string;
  /** At all schools, or by school; more comes first. */
  readonly points?: number | Readonly<Record<string, number>>;
  /** Other whole numbers that `compare` may name. */
  readonly values?: Readonly<Record<string, number>>;
  readonly guaranteed?: string;
  /** To being placed in steps that need consent. */
  readonly consent?: boolean;
  /** By school, in metres. */
  readonly distances?: Readonly<Record<string, number>>;
}

export interface StepRules {
  readonly mechanism: Mechanism;
  /** The line of a serial dictatorship, best first; an inner list is a tie. */
  readonly order?: Ranking;
  readonly ring?: Ring;
  readonly ties?: TieRule;
  readonly lotScope?: "one" | "per-school";
  readonly compare?: readonly Compared[];
  readonly competitorsAtMost?: number;
  readonly seatsAtMost?: Readonly<Record<string, number>>;
  readonly together?: Readonly<Record<string, readonly string[]>>;
  readonly lists?: "choices" | "first-choice" | "nearest";
  /** Whether reserves, caps and rates of the schools hold; true where absent. */
  readonly reserves?: boolean;
  /** In a document of grades: whoever has a brother or sister at a school stands first there. */
  readonly siblingsFirst?: boolean;
}

export type Compared =
  | "priority"
  | "points"
  | { readonly value: string; readonly first: "smallest" | "largest" };

export interface DocumentStep extends StepRules {
  readonly id: string;
  readonly name?: Name;
  /** Only applicants of these categories take part; all where absent. */
  readonly categories?: readonly string[];
  /** Only applicants who consented take part. */
  readonly consent?: boolean;
}
