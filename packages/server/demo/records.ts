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
export type Standing = "high" | "middling" | "low" | "none";

interface StandingTable {
  readonly paidMonths: readonly [number, number];
  readonly residentMonths: readonly [number, number];
  readonly education: Readonly<Record<EducationLevel, number>>;
  readonly skill: Readonly<Record<SkillLevel, number>>;
  readonly honour: Readonly<Record<HonourLevel, number>>;
  readonly volunteerHours: readonly [number, number];
  /** Percent. */
  readonly hasPermit: number;
  readonly permitLapsed: number;
  readonly employed: number;
}

const STANDINGS: Readonly<Record<Standing, StandingTable>> = {
  high: {
    paidMonths: [70, 150],
    residentMonths: [90, 180],
    education: { bachelor: 60, college: 35, "senior-or-less": 5 },
    skill: { "level-2": 35, "level-3": 35, "level-4": 20, "level-5": 5, none: 5 },
    honour: { national: 2, provincial: 13, city: 30, none: 55 },
    volunteerHours: [40, 300],
    hasPermit: 100,
    permitLapsed: 0,
    employed: 100,
  },
  middling: {
    paidMonths: [24, 84],
    residentMonths: [36, 120],
    education: { bachelor: 15, college: 35, "senior-or-less": 50 },
    skill: { "level-2": 3, "level-3": 12, "level-4": 20, "level-5": 25, none: 40 },
    honour: { national: 0, provincial: 1, city: 8, none: 91 },
    volunteerHours: [0, 100],
    hasPermit: 96,
    permitLapsed: 4,
    employed: 96,
  },
  low: {
    paidMonths: [7, 36],
    residentMonths: [8, 60],
    education: { bachelor: 2, college: 13, "senior-or-less": 85 },
    skill: { "level-2": 0, "level-3": 3, "level-4": 7, "level-5": 15, none: 75 },
    honour: { national: 0, provincial: 0, city: 1, none: 99 },
    volunteerHours: [0, 20],
    hasPermit: 80,
    permitLapsed: 8,
    employed: 90,
  },
  none: {
    paidMonths: [0, 4],
    residentMonths: [1, 5],
    education: { bachelor: 2, college: 8, "senior-or-less": 90 },
    skill: { "level-2": 0, "level-3": 0, "level-4": 0, "level-5": 10, none: 90 },
    honour: { national: 0, provincial: 0, city: 0, none: 100 },
    volunteerHours: [0, 0],
    hasPermit: 0,
    permitLapsed: 0,
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
