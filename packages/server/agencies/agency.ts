import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FACTS, FactSource, Facts } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";

/** Sources that are asked over the network; what a family states itself is not. */
export type AgencySource = Exclude<FactSource, "family">;

export const AGENCY_SOURCES: readonly AgencySource[] = [
  "household",
  "property",
  "social-insurance",
  "residence",
  "lease",
  "special-status",
];

type EnumFact = {
  [Id in keyof typeof FACTS]: (typeof FACTS)[Id]["type"] extends { readonly kind: "enum" }
    ? Id
    : never;
}[keyof typeof FACTS];

/** The values that a fact of a fixed list may have. */
export type ValueOf<Id extends EnumFact> = Extract<
  keyof Extract<(typeof FACTS)[Id]["type"], { readonly kind: "enum" }>["values"],
  string
>;

/** What a relative is to the child. */
export type KinRelation =
  | "father"
  | "mother"
  | "paternal-grandfather"
  | "paternal-grandmother"
  | "maternal-grandfather"
  | "maternal-grandmother"
  | "other-guardian";

export const KIN_LABELS: Readonly<Record<KinRelation, Text>> = {
  father: text("父亲", "father"),
  mother: text("母亲", "mother"),
  "paternal-grandfather": text("祖父", "father's father"),
  "paternal-grandmother": text("祖母", "father's mother"),
  "maternal-grandfather": text("外祖父", "mother's father"),
  "maternal-grandmother": text("外祖母", "mother's mother"),
  "other-guardian": text("其他监护人", "other guardian"),
};

export const isParent = (relation: KinRelation): boolean =>
  relation === "father" || relation === "mother";

/** The part of a document by which agencies know somebody. */
export type DocumentKey = Pick<IdentityDocument, "kind" | "number">;

export interface AgencyPerson {
  readonly document: DocumentKey;
  readonly name: string;
}

export interface AgencyRelative extends AgencyPerson {
  readonly relation: KinRelation;
  /** False for a parent who, after a divorce, does not bring the child up. */
  readonly custody: boolean;
}

export interface AgencyQuery {
  readonly child: AgencyPerson;
  /**
   * Parents and other guardians, at least one. The first is the one whose own points count: age,
   * insurance, permit, education and so on are all taken from this one person.
   */
  readonly guardians: readonly AgencyRelative[];
  /** As the household register names them; their titles are asked for too. */
  readonly grandparents: readonly AgencyRelative[];
  /**
   * The zone of the child's registration where it is known already: of several titles or leases,
   * one in this zone is the one that counts.
   */
  readonly hukouZone: ZoneId | null;
  /** Months are counted and permits must be valid up to this day: the policy's reference date. */
  readonly countedTo: PlainDate;
  /** Why the register is looked at; agencies keep it with the query. */
  readonly purpose: string;
  /** Where the family's consent is kept. */
  readonly consentRef: string;
  readonly correlationId: string;
}

export interface AgencyAnswer {
  /**
   * Only facts of the client's own source. Null: asked and there is none. Absent: not known. What
   * is in doubt is left out, so that a policy that needs it cannot decide without a person.
   */
  readonly facts: Facts;
  /** When the agency looked. */
  readonly asOf: Date;
  /** Why something was left out, for the person who then looks; `place` names the fact. */
  readonly remarks: readonly Failure[];
}

export interface AgencyFailure {
  /**
   * unavailable: no answer now. malformed: an answer that breaks the contract. refused: the
   * agency will not answer this query.
   */
  readonly kind: "unavailable" | "malformed" | "refused";
  readonly message: Text;
  /** Whether asking again later may help. */
  readonly retryable: boolean;
}

/** One register behind one contract. Nothing a server sends makes a client throw. */
export interface AgencyClient {
  readonly source: AgencySource;
  fetchFacts(query: AgencyQuery, signal: AbortSignal): Promise<Result<AgencyAnswer, AgencyFailure>>;
}

export interface FamilyChild extends AgencyPerson {
  readonly birthDate: PlainDate;
  /** What the guardian who asked is to the child. */
  readonly relation: KinRelation;
  /** All guardians, the one who asked first. */
  readonly guardians: readonly AgencyRelative[];
  readonly grandparents: readonly AgencyRelative[];
}

export interface Family {
  /** Children in the guardian's care, oldest first; twins by document number. */
  readonly children: readonly FamilyChild[];
  readonly asOf: Date;
}

/** What a look into a register must always carry. */
export type LookUp = Pick<AgencyQuery, "purpose" | "consentRef" | "correlationId">;

export interface HouseholdClient extends AgencyClient {
  /** The children a guardian may apply for. */
  fetchFamily(
    guardian: AgencyPerson,
    lookUp: LookUp,
    signal: AbortSignal,
  ): Promise<Result<Family, AgencyFailure>>;
}
