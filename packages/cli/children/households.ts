import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { dayBetween, monthsBefore, yearsBefore } from "@yangguang/server/demo/calendar.ts";
import type { Random } from "@yangguang/server/demo/random.ts";

/** Every fact, answered; a policy's file shows only those that it asks for. */
export type AllFacts = Record<FactId, FactValue>;

/** Kinds of families with rough weights, as a city's urban schools meet them. */
const KINDS = {
  "own-home": 38,
  grandparents: 8,
  "property-only": 12,
  "registered-renter": 7,
  "district-renter": 6,
  "special-register": 4,
  migrant: 21,
  "migrant-owner": 3,
  "special-status": 3,
  abroad: 2,
} as const;

export type HouseholdKind = keyof typeof KINDS;

export const drawKind = (random: Random): HouseholdKind => random.weighted(KINDS);

interface Setting {
  readonly random: Random;
  /** The policy's reference date: nothing is later. */
  readonly reference: PlainDate;
  readonly birthDate: PlainDate;
  readonly guardianBirthDate: PlainDate;
  readonly zone: string;
  /** Some other zone. */
  readonly otherZone: string;
}

const since = (
  { random, reference }: Setting,
  fewestMonths: number,
  mostMonths: number,
): PlainDate => monthsBefore(reference, random.between(fewestMonths, mostMonths));

/** What agencies would answer of a family of which they know nothing but where it lives. */
function nothingKnown(setting: Setting): AllFacts {
  const { random, birthDate, guardianBirthDate, zone } = setting;
  return {
    "child.birthDate": birthDate,
    "child.hukouRegion": "elsewhere",
    "child.hukouZone": null,
    "child.hukouSince": birthDate,
    "child.hukouKind": "family",
    "parent.hukouZone": null,
    "parent.hukouRegion": "elsewhere",
    "parent.hukouSince": guardianBirthDate,
    "grandparent.hukouZone": null,
    "guardian.birthDate": guardianBirthDate,
    "property.zone": null,
    "property.since": null,
    "property.share": null,
    "property.ancestral": false,
    "grandparent.propertyZone": null,
    "insurance.months": random.chance(85) ? random.between(0, 150) : 0,
    "insurance.pensionMonths": 0,
    "employment.stable": random.chance(85),
    "residence.permitValid": false,
    "residence.bothPermits": false,
    "residence.since": null,
    "education.level": random.weighted({ bachelor: 30, college: 30, "senior-or-less": 40 }),
    "skill.level": random.weighted({
      none: 70,
      "level-5": 10,
      "level-4": 10,
      "level-3": 7,
      "level-2": 3,
    }),
    "honour.level": random.weighted({ none: 95, city: 4, provincial: 0.8, national: 0.2 }),
    "volunteer.hours": random.chance(30) ? random.between(1, 300) : 0,
    "lease.zone": null,
    "lease.since": null,
    "housing.special": false,
    "special.status": "none",
    "home.zone": zone,
  };
}

function localFamily(setting: Setting): AllFacts {
  const { random, birthDate, zone } = setting;
  const moved = random.chance(40);
  return {
    ...nothingKnown(setting),
    "child.hukouRegion": "city",
    "child.hukouZone": zone,
    "child.hukouSince": moved ? dayBetween(random, birthDate, setting.reference) : birthDate,
    "parent.hukouZone": zone,
    "parent.hukouRegion": "city",
    "parent.hukouSince": since(setting, 6, 300),
  };
}

function migrantFamily(setting: Setting): AllFacts {
  const { random } = setting;
  const facts = nothingKnown(setting);
  const permit = random.chance(88);
  const region = random.weighted({ province: 25, elsewhere: 75 });
  return {
    ...facts,
    "child.hukouRegion": region,
    "parent.hukouRegion": region,
    "insurance.pensionMonths": random.chance(80)
      ? random.between(1, Math.max(1, Number(facts["insurance.months"])))
      : 0,
    "residence.permitValid": permit,
    "residence.bothPermits": permit && random.chance(45),
    "residence.since": permit ? since(setting, 2, 160) : null,
    ...lease(setting, 80),
    "housing.special": random.chance(6),
  };
}

const title = (setting: Setting, zone: string) => ({
  "property.zone": zone,
  "property.since": since(setting, 2, 240),
  "property.share": setting.random.chance(85) ? 100 : setting.random.pick([34, 50, 51, 67]),
});

const lease = (setting: Setting, percent: number) =>
  setting.random.chance(percent)
    ? { "lease.zone": setting.zone, "lease.since": since(setting, 1, 90) }
    : {};

const HOUSEHOLDS: Readonly<Record<HouseholdKind, (setting: Setting) => AllFacts>> = {
  "own-home": (setting) => ({
    ...localFamily(setting),
    ...title(setting, setting.zone),
    "property.ancestral": setting.random.chance(5),
  }),
  grandparents: (setting) => ({
    ...localFamily(setting),
    "grandparent.hukouZone": setting.zone,
    "grandparent.propertyZone": setting.zone,
  }),
  "property-only": (setting) => ({
    ...localFamily(setting),
    "child.hukouZone": setting.random.chance(60) ? setting.otherZone : null,
    "child.hukouRegion": setting.random.weighted({ city: 70, province: 20, elsewhere: 10 }),
    "parent.hukouZone": setting.random.chance(30) ? setting.otherZone : null,
    ...title(setting, setting.zone),
  }),
  "registered-renter": (setting) => ({
    ...localFamily(setting),
    ...lease(setting, 75),
    "housing.special": setting.random.chance(20),
  }),
  // Registered elsewhere in the city, living here to let.
  "district-renter": (setting) => {
    const registered = setting.random.chance(50) ? setting.otherZone : null;
    return {
      ...localFamily(setting),
      "child.hukouZone": registered,
      "parent.hukouZone": registered,
      ...lease(setting, 100),
      "insurance.months": setting.random.between(12, 200),
    };
  },
  "special-register": (setting) => ({
    ...localFamily(setting),
    "child.hukouKind": setting.random.weighted({ collective: 60, attached: 20, sheltered: 20 }),
  }),
  migrant: migrantFamily,
  "migrant-owner": (setting) => ({ ...migrantFamily(setting), ...title(setting, setting.zone) }),
  "special-status": (setting) => ({
    ...(setting.random.chance(50) ? localFamily(setting) : migrantFamily(setting)),
    "special.status": setting.random.weighted({
      talent: 60,
      military: 15,
      fire: 10,
      police: 10,
      martyr: 5,
    }),
  }),
  abroad: (setting) => ({
    ...migrantFamily(setting),
    "child.hukouRegion": "abroad",
    "parent.hukouRegion": "abroad",
    "child.hukouSince": null,
    "child.hukouKind": null,
    "parent.hukouSince": null,
    "special.status": "hk-macau-taiwan-foreign",
  }),
};

/** The facts of one invented family. */
export const householdFacts = (kind: HouseholdKind, setting: Setting): AllFacts =>
  HOUSEHOLDS[kind](setting);

/** Old enough to be the child's parent; a few are grandparents. */
export const guardianBorn = (random: Random, childBorn: PlainDate): PlainDate =>
  dayBetween(
    random,
    yearsBefore(childBorn, random.chance(97) ? 44 : 66),
    yearsBefore(childBorn, random.chance(97) ? 22 : 45),
  );
