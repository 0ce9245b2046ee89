import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { KinRelation } from "../agencies/agency.ts";
import type { CityBuilder } from "./builder.ts";
import type { DemoCalendar } from "./calendar.ts";
import { dayAfter, dayBetween, yearsBefore } from "./calendar.ts";
import type { Generation, Namer, Origin, Sex } from "./names.ts";
import { namerFor } from "./names.ts";
import type { Random } from "./random.ts";
import type { DemoPerson } from "./registers.ts";
import type { DemoAddress, Streets } from "./streets.ts";

/** What is needed to invent one family. */
export interface FamilyContext {
  readonly id: string;
  readonly random: Random;
  readonly builder: CityBuilder;
  readonly calendar: DemoCalendar;
  readonly streets: Streets;
  /** The zone in which the family lives. */
  readonly zone: ZoneId;
}

export type FamilyShape = "both-parents" | "mother-alone" | "divorced" | "grandmother-guardian";

export interface MembersSpec {
  /** Where the parents' first identity cards were issued. */
  readonly area: string;
  readonly children: 1 | 2;
  readonly shape: FamilyShape;
  readonly origin: Origin;
  readonly grandparents: "paternal" | "maternal" | "none";
  readonly tooYoung?: boolean;
  readonly childName?: string;
  readonly surname?: string;
  readonly applicant?: KinRelation;
}

export interface Relative {
  readonly person: DemoPerson;
  readonly relation: KinRelation;
  readonly guardian: boolean;
  readonly custody: boolean;
}

export interface Members {
  /** One child, or twins born on one day. */
  readonly children: readonly DemoPerson[];
  /** The guardian who applies; points are counted of this one. */
  readonly applicant: DemoPerson;
  readonly relatives: readonly Relative[];
}

export const parentsOf = (members: Members): readonly DemoPerson[] =>
  members.relatives
    .filter(({ relation }) => relation === "father" || relation === "mother")
    .map(({ person }) => person);

/** Those who bring the child up, and so live with it. */
export const householdOf = (members: Members): readonly DemoPerson[] =>
  members.relatives.filter(({ custody }) => custody).map(({ person }) => person);

export const grandparentsOf = (members: Members): readonly DemoPerson[] =>
  members.relatives.filter(({ guardian }) => !guardian).map(({ person }) => person);

export const homeIn = (context: FamilyContext): DemoAddress =>
  context.random.pick(context.streets.byZone.get(context.zone) ?? []);

export const roomOf = (random: Random, address: DemoAddress): string =>
  address.unit === "幢"
    ? `${random.between(1, 3)}单元${random.between(1, 18)}0${random.between(1, 4)}室`
    : "";

/** Invents the people of a family and records who is what to whom. */
export function makeMembers(context: FamilyContext, spec: MembersSpec): Members {
  const { calendar, random } = context;
  const birthDate = spec.tooYoung
    ? dayBetween(random, dayAfter(calendar.bornTo), dayAfter(calendar.bornTo, 60))
    : dayBetween(random, calendar.bornFrom, calendar.bornTo);
  const namer = namerFor(random, spec.origin, spec.surname);
  const children = makeChildren(context, spec, birthDate, namer);
  const relatives = makeRelatives(context, spec, birthDate, namer);
  for (const child of children) {
    for (const { person, ...kin } of relatives) {
      context.builder.registers.kin.push({ child, relative: person, ...kin });
    }
  }
  const guardians = relatives.filter(({ guardian, custody }) => guardian && custody);
  const chosen = guardians.find(({ relation }) => relation === spec.applicant);
  return { children, relatives, applicant: (chosen ?? random.pick(guardians)).person };
}

function makeChildren(
  context: FamilyContext,
  spec: MembersSpec,
  birthDate: PlainDate,
  namer: Namer,
): readonly DemoPerson[] {
  const { random } = context;
  const children: DemoPerson[] = [];
  while (children.length < spec.children) {
    const sex = random.pick(["female", "male"] as const);
    const name = spec.childName ?? namer("child", sex, true);
    if (children.some((twin) => twin.name === name)) continue;
    children.push(addPerson(context, `child-${children.length + 1}`, name, sex, birthDate, spec));
  }
  return children;
}

function makeRelatives(
  context: FamilyContext,
  spec: MembersSpec,
  childBorn: PlainDate,
  namer: Namer,
): readonly Relative[] {
  const { random } = context;
  const elder = (
    relation: KinRelation,
    generation: Generation,
    years: readonly [number, number],
    rights: { readonly guardian: boolean; readonly custody: boolean },
  ): Relative => {
    const sex = SEX_OF[relation];
    const born = yearsBefore(childBorn, random.between(...years));
    const birthDate = dayBetween(random, yearsBefore(born, 1), born);
    const name = namer(generation, sex, BEARS_FAMILY_NAME.has(relation));
    return {
      person: addPerson(context, relation, name, sex, birthDate, spec),
      relation,
      ...rights,
    };
  };
  const raises = { guardian: true, custody: true };
  const apart = { guardian: true, custody: false };
  const elderly = { guardian: false, custody: false };
  const side = spec.grandparents;
  const grandparents =
    side === "none"
      ? []
      : (["grandfather", "grandmother"] as const).map((one) =>
          elder(`${side}-${one}`, "grandparent", [50, 58], elderly),
        );
  switch (spec.shape) {
    case "both-parents":
      return [
        elder("mother", "parent", [22, 38], raises),
        elder("father", "parent", [23, 42], raises),
        ...grandparents,
      ];
    case "mother-alone":
      return [elder("mother", "parent", [22, 38], raises), ...grandparents];
    case "divorced":
      return [
        elder("mother", "parent", [22, 38], raises),
        elder("father", "parent", [23, 42], apart),
        ...grandparents,
      ];
    case "grandmother-guardian":
      return [elder("paternal-grandmother", "grandparent", [50, 58], raises)];
    default:
      return assertNever(spec.shape);
  }
}

const BEARS_FAMILY_NAME: ReadonlySet<KinRelation> = new Set(["father", "paternal-grandfather"]);

const SEX_OF: Readonly<Record<KinRelation, Sex>> = {
  father: "male",
  mother: "female",
  "paternal-grandfather": "male",
  "paternal-grandmother": "female",
  "maternal-grandfather": "male",
  "maternal-grandmother": "female",
  "other-guardian": "female",
};

function addPerson(
  context: FamilyContext,
  part: string,
  name: string,
  sex: Sex,
  birthDate: PlainDate,
  spec: MembersSpec,
): DemoPerson {
  const { builder, random, id } = context;
  const document = documentOf(builder, random, spec, birthDate, sex);
  return builder.addPerson(`${id}-${part}`, name, sex, birthDate, document);
}

function documentOf(
  builder: CityBuilder,
  random: Random,
  { origin, area }: MembersSpec,
  birthDate: PlainDate,
  sex: Sex,
): IdentityDocument {
  const { documents } = builder;
  switch (origin) {
    case "chinese":
    case "minority":
      return documents.residentId(area, birthDate, sex);
    case "hong-kong":
      return random.chance(50)
        ? documents.permit("hk-macau-permit")
        : documents.hkMacauTaiwanResidence(birthDate, sex);
    case "taiwan":
      return documents.permit("taiwan-permit");
    case "foreign":
      return documents.permit("passport");
    default:
      return assertNever(origin);
  }
}
