import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Plan, Policy } from "@yangguang/core/policy/document.ts";
import type { ZoneMap } from "../zones/zone-index.ts";
import { makeBuilder } from "./builder.ts";
import type { CityBuilder } from "./builder.ts";
import { calendarOf } from "./calendar.ts";
import type { DemoCalendar } from "./calendar.ts";
import { FAMILY_SCRIPTS } from "./demo-families.ts";
import { makeDocumentMaker } from "./documents.ts";
import { makeGeography, SQUARE } from "./geography.ts";
import type { FamilyContext, Members } from "./members.ts";
import type { Awkwardness, FamilyWish, Profile } from "./profiles.ts";
import { AWKWARD_OF, makeFamily } from "./profiles.ts";
import { seededRandom } from "./random.ts";
import type { Random } from "./random.ts";
import type { DemoPerson, Registers } from "./registers.ts";
import type { Streets } from "./streets.ts";
import { REGION, makeStreets } from "./streets.ts";

export interface CityOptions {
  readonly seed: number;
  /** How many children, those of the families to try included. */
  readonly children: number;
}

/** A whole invented city: where things are, who lives there and what the agencies hold. */
export interface DemoCity {
  readonly calendar: DemoCalendar;
  readonly zoneMap: ZoneMap;
  readonly people: readonly DemoPerson[];
  readonly children: readonly DemoChild[];
  /** Families to try the product with; their children are among `children`. */
  readonly families: readonly DemoFamily[];
  readonly registers: Registers;
}

export interface DemoChild {
  readonly person: DemoPerson;
  /** The guardian who applies for the child. */
  readonly applicant: DemoPerson;
  /** The zone in which the family lives. */
  readonly zone: ZoneId;
  readonly profile: Profile;
  readonly awkward: Awkwardness | null;
  /** Shared by twins. */
  readonly family: string;
}

export interface DemoFamily {
  readonly id: string;
  readonly shows: Text;
  readonly guardian: DemoPerson;
  readonly children: readonly DemoPerson[];
}

const PROFILE_WEIGHTS: Readonly<Record<Profile, number>> = {
  "own-home": 45,
  "grandparents-home": 5,
  special: 2,
  "bought-elsewhere": 12,
  collective: 3,
  migrant: 30,
  "renting-local": 3,
};

/** As in any city, some zones hold more families than their schools hold children. */
const CROWDED_EVERY = 3;
const CROWDING = 2.4;

/** Per hundred families. */
const AWKWARD_PERCENT = 6;
/** Of every so many families one has twins, and one a child who is too young. */
const TWINS_EVERY = 100;
const TOO_YOUNG_EVERY = 250;

/**
 * Invents a city on a policy's plan: the same policy and options always give the same city.
 * Children are born within the policy's year, months and permits end about its reference date.
 */
export function makeCity(
  policy: Pick<Policy, "plan" | "referenceDate" | "admission">,
  options: CityOptions,
): DemoCity {
  const random = seededRandom(options.seed);
  const calendar = calendarOf(policy);
  const geography = makeGeography(policy.plan);
  const streets = makeStreets(policy.plan, geography, random.fork("streets"));
  const builder = makeBuilder(makeDocumentMaker(random.fork("documents")));
  const settle = familySettler(policy.plan, { calendar, streets, builder, random });

  const { zones } = policy.plan;
  const scripted = FAMILY_SCRIPTS.map((script, index) => ({
    script,
    children: settle(
      `demo-${script.id}`,
      script.profile,
      script.wish,
      zones[index % zones.length]?.id,
    ),
  }));
  const children = scripted.flatMap((one) => one.children);
  for (let index = 1; children.length < options.children; index += 1) {
    const { profile, wish } = drawFamily(random.fork(`kind-${index}`), index);
    children.push(...settle(`family-${index}`, profile, wish));
  }

  return {
    calendar,
    zoneMap: {
      zones: geography.zones,
      addressBook: streets.addresses,
      gridOrigin: SQUARE,
      region: REGION,
    },
    people: builder.people,
    children,
    families: scripted.map(({ script, children }) => familyOf(script.id, script.shows, children)),
    registers: builder.finish(),
  };
}

interface Town {
  readonly calendar: DemoCalendar;
  readonly streets: Streets;
  readonly builder: CityBuilder;
  readonly random: Random;
}

/** Without a zone, the family lives somewhere, more likely where there are more seats. */
type Settler = (
  id: string,
  profile: Profile,
  wish: FamilyWish,
  zone?: string,
) => readonly DemoChild[];

function familySettler(plan: Plan, town: Town): Settler {
  const seats = seatsByZone(plan);
  return (id, profile, wish, wished) => {
    const random = town.random.fork(id);
    const zone = brandAs<ZoneId>(wished ?? random.weighted(seats));
    const context: FamilyContext = { ...town, id, random, zone };
    const members = makeFamily(context, profile, wish);
    return childrenOf(members, { id, zone, profile, awkward: wish.awkward ?? null });
  };
}

const childrenOf = (
  { children, applicant }: Members,
  { id, ...rest }: Pick<DemoChild, "zone" | "profile" | "awkward"> & { readonly id: string },
): readonly DemoChild[] => children.map((person) => ({ person, applicant, family: id, ...rest }));

function drawFamily(random: Random, index: number): { profile: Profile; wish: FamilyWish } {
  const profile = random.weighted(PROFILE_WEIGHTS);
  const odd = AWKWARD_OF[profile];
  const awkward = odd.length > 0 && random.chance(AWKWARD_PERCENT) ? random.pick(odd) : null;
  const children = index % TWINS_EVERY === 0 ? 2 : 1;
  const tooYoung = index % TOO_YOUNG_EVERY === 0;
  return { profile, wish: { awkward, spec: { children, tooYoung } } };
}

/** People live where seats are, more or less: a school's seats are spread over its zones. */
function seatsByZone(plan: Plan): Readonly<Record<string, number>> {
  const seats = Object.fromEntries(plan.zones.map((zone): [string, number] => [zone.id, 0]));
  for (const school of plan.schools) {
    for (const zone of school.zones) {
      seats[zone] = (seats[zone] ?? 0) + school.seats / school.zones.length;
    }
  }
  plan.zones.forEach(({ id }, index) => {
    if (index % CROWDED_EVERY === 0) seats[id] = (seats[id] ?? 0) * CROWDING;
  });
  return seats;
}

function familyOf(id: string, shows: Text, children: readonly DemoChild[]): DemoFamily {
  const [first] = children;
  if (first === undefined) throw new Error(`family ${id} has no child`);
  return { id, shows, guardian: first.applicant, children: children.map(({ person }) => person) };
}
