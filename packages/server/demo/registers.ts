import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactSource } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { KinRelation, ValueOf } from "../agencies/agency.ts";
import type { Sex } from "./names.ts";

/** An invented person; `id` stays the same for the same seed. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly document: IdentityDocument;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
}

export type Region = ValueOf<"child.hukouRegion">;
export type HukouKind = ValueOf<"child.hukouKind">;
export type EducationLevel = ValueOf<"education.level">;
export type SkillLevel = ValueOf<"skill.level">;
export type HonourLevel = ValueOf<"honour.level">;
export type SpecialStatus = Exclude<ValueOf<"special.status">, "none">;

export interface HukouEntry {
  readonly person: DemoPerson;
  readonly region: Region;
  /** Where registered, as the register writes it; null for people of other countries. */
  readonly address: string | null;
  readonly kind: HukouKind;
  readonly since: PlainDate | null;
}

export interface KinEntry {
  readonly child: DemoPerson;
  readonly relative: DemoPerson;
  readonly relation: KinRelation;
  readonly guardian: boolean;
  /** False for a parent who lives apart after a divorce. */
  readonly custody: boolean;
}

export interface TitleEntry {
  readonly certificate: string;
  readonly address: string;
  /** Percent by owner; null where they own it jointly, without shares. */
  readonly owners: readonly { readonly person: DemoPerson; readonly percent: number | null }[];
  readonly registeredOn: PlainDate;
  readonly use: "residential" | "commercial";
  /** False for a title that was sold or cancelled since. */
  readonly current: boolean;
  readonly ancestral: boolean;
}

/** Months paid without a gap, the last of them `last` (`YYYY-MM`). */
export interface PaidStretch {
  readonly last: string;
  readonly months: number;
  readonly paid: "on-time" | "back-paid";
}

export interface InsuranceEntry {
  readonly person: DemoPerson;
  /** As the old system recorded it: 15 digits for some. */
  readonly recordedNumber: string;
  readonly recordedName: string;
  readonly stretches: readonly PaidStretch[];
  readonly employed: boolean;
}

export interface ResidenceEntry {
  readonly person: DemoPerson;
  readonly registeredOn: PlainDate;
  readonly permit: { readonly number: string; readonly validUntil: PlainDate } | null;
  readonly education: EducationLevel;
  readonly skill: SkillLevel;
  readonly honour: HonourLevel;
  readonly volunteerHours: number;
}

export interface LeaseEntry {
  readonly filing: string;
  readonly tenant: DemoPerson;
  readonly address: string;
  readonly filedOn: PlainDate;
  readonly until: PlainDate;
  readonly special: boolean;
}

export interface SpecialEntry {
  readonly parent: DemoPerson;
  readonly status: SpecialStatus;
  readonly reference: string;
}

/** What the city's agencies hold, before each dresses it in its own fields. */
export interface Registers {
  readonly hukou: readonly HukouEntry[];
  readonly kin: readonly KinEntry[];
  readonly titles: readonly TitleEntry[];
  readonly insurance: readonly InsuranceEntry[];
  readonly residence: readonly ResidenceEntry[];
  readonly leases: readonly LeaseEntry[];
  readonly special: readonly SpecialEntry[];
  /** Numbers of children's documents for whom an agency has no answer ready. */
  readonly silent: Readonly<Partial<Record<FactSource, readonly string[]>>>;
}
