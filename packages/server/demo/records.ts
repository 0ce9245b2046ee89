import { dayBetween, monthsBefore, yearsBefore } from "./calendar.ts";
import type { FamilyContext } from "./members.ts";
import type {
  DemoPerson,
  EducationLevel,
  HonourLevel,
  PaidStretch,
  SkillLevel,
} from "./registers.ts";

/** How far a migrant family has got here; points rise with it. */
export type Standing = "high" | "fair" | "middling" | "low" | "none";

type Span = readonly [number, number];

interface StandingTable {
  readonly paidMonths: Span;
  readonly residentMonths: Span;
  readonly leaseMonths: Span;
  readonly education: Readonly<Record<EducationLevel, number>>;
  readonly skill: Readonly<Record<SkillLevel, number>>;
  readonly honour: Readonly<Record<HonourLevel, number>>;
  readonly volunteerHours: Span;
  /** Percent of people, as all below. */
  readonly hasPermit: number;
  readonly permitLapsed: number;
  readonly hasLease: number;
  readonly employed: number;
}

const STANDINGS: Readonly<Record<Standing, StandingTable>> = {
  high: {
    paidMonths: [100, 160],
    residentMonths: [110, 190],
    leaseMonths: [24, 72],
    education: { bachelor: 65, college: 35, "senior-or-less": 0 },
    skill: { "level-2": 50, "level-3": 50, "level-4": 0, "level-5": 0, none: 0 },
    honour: { national: 2, provincial: 13, city: 30, none: 55 },
    volunteerHours: [40, 300],
    hasPermit: 100,
    permitLapsed: 0,
    hasLease: 100,
    employed: 100,
  },
  fair: {
    paidMonths: [66, 70],
    residentMonths: [96, 110],
    leaseMonths: [36, 60],
    education: { bachelor: 0, college: 100, "senior-or-less": 0 },
    skill: { "level-2": 0, "level-3": 0, "level-4": 100, "level-5": 0, none: 0 },
    honour: { national: 0, provincial: 0, city: 0, none: 100 },
    volunteerHours: [0, 20],
    hasPermit: 100,
    permitLapsed: 0,
    hasLease: 100,
    employed: 100,
  },
  middling: {
    paidMonths: [24, 84],
    residentMonths: [36, 120],
    leaseMonths: [8, 48],
    education: { bachelor: 15, college: 35, "senior-or-less": 50 },
    skill: { "level-2": 3, "level-3": 12, "level-4": 20, "level-5": 25, none: 40 },
    honour: { national: 0, provincial: 1, city: 8, none: 91 },
    volunteerHours: [0, 100],
    hasPermit: 96,
    permitLapsed: 4,
    hasLease: 85,
    employed: 96,
  },
  low: {
    paidMonths: [7, 36],
    residentMonths: [8, 60],
    leaseMonths: [2, 24],
    education: { bachelor: 2, college: 13, "senior-or-less": 85 },
    skill: { "level-2": 0, "level-3": 3, "level-4": 7, "level-5": 15, none: 75 },
    honour: { national: 0, provincial: 0, city: 1, none: 99 },
    volunteerHours: [0, 20],
    hasPermit: 80,
    permitLapsed: 8,
    hasLease: 75,
    employed: 90,
  },
  none: {
    paidMonths: [0, 4],
    residentMonths: [1, 5],
    leaseMonths: [1, 6],
    education: { bachelor: 2, college: 8, "senior-or-less": 90 },
    skill: { "level-2": 0, "level-3": 0, "level-4": 0, "level-5": 10, none: 90 },
    honour: { national: 0, provincial: 0, city: 0, none: 100 },
    volunteerHours: [0, 0],
    hasPermit: 0,
    permitLapsed: 0,
    hasLease: 50,
    employed: 20,
  },
};

/** One person's social insurance, some of it paid back later or with a gap. */
export function addMonthsPaid(
  { builder, calendar, random }: FamilyContext,
  person: DemoPerson,
  standing: Standing,
  recorded: { readonly number: string; readonly name: string },
): void {
  const table = STANDINGS[standing];
  const months = random.between(...table.paidMonths);
  const lastMonth = (back: number): string => monthsBefore(calendar.reference, back).slice(0, 7);
  const stretches: PaidStretch[] = [];
  if (months > 0) stretches.push({ last: lastMonth(1), months, paid: "on-time" });
  if (random.chance(12)) {
    stretches.push({
      last: lastMonth(months + 1),
      months: random.between(2, 8),
      paid: "back-paid",
    });
  }
  if (random.chance(15)) {
    const earlier = months + 1 + random.between(9, 20);
    stretches.push({ last: lastMonth(earlier), months: random.between(3, 24), paid: "on-time" });
  }
  builder.registers.insurance.push({
    person,
    recordedNumber: recorded.number,
    recordedName: recorded.name,
    stretches,
    employed: random.chance(table.employed),
  });
}

/** One person's registration with the migrant-population office, and the points items it keeps. */
export function addResidence(
  { builder, calendar, random }: FamilyContext,
  person: DemoPerson,
  standing: Standing,
): void {
  const table = STANDINGS[standing];
  const { reference } = calendar;
  const validUntil = random.chance(table.permitLapsed)
    ? monthsBefore(reference, random.between(1, 6))
    : dayBetween(random, monthsBefore(reference, -2), yearsBefore(reference, -1));
  builder.registers.residence.push({
    person,
    registeredOn: monthsBefore(reference, random.between(...table.residentMonths)),
    permit: random.chance(table.hasPermit)
      ? { number: `3307${builder.serial()}`, validUntil }
      : null,
    education: random.weighted(table.education),
    skill: random.weighted(table.skill),
    honour: random.weighted(table.honour),
    volunteerHours: random.between(...table.volunteerHours),
  });
}

/** A lease on file, for most. */
export function addLease(
  { builder, calendar, random }: FamilyContext,
  tenant: DemoPerson,
  standing: Standing,
  address: string,
): void {
  const table = STANDINGS[standing];
  if (!random.chance(table.hasLease)) return;
  builder.registers.leases.push({
    filing: `YKZL${builder.serial()}`,
    tenant,
    address,
    filedOn: monthsBefore(calendar.reference, random.between(...table.leaseMonths)),
    until: yearsBefore(calendar.reference, -1),
    special: random.chance(6),
  });
}
