import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { AREAS, oldNumberOf } from "./documents.ts";
import { dayBetween, yearsBefore } from "./calendar.ts";
import type { FamilyContext, FamilyShape, Members, MembersSpec } from "./members.ts";
import { grandparentsOf, homeIn, householdOf, makeMembers, parentsOf, roomOf } from "./members.ts";
import type { DemoPerson, HukouKind, Region, SpecialStatus } from "./registers.ts";
import { addLease, addMonthsPaid, addResidence } from "./records.ts";
import type { Standing } from "./records.ts";
import { fullAddress } from "./streets.ts";

/** What kind of life a family leads, and so roughly which category awaits it. */
export type Profile =
  | "own-home"
  | "grandparents-home"
  | "special"
  | "bought-elsewhere"
  | "collective"
  | "migrant"
  | "renting-local";

export type Awkwardness =
  | "unknown-address"
  | "divorced-title"
  | "old-number"
  | "name-differs"
  | "silent-agency";

/** What is fixed about a family; whatever is left out is drawn. */
export interface FamilyWish {
  readonly spec?: Partial<MembersSpec>;
  readonly awkward?: Awkwardness | null;
  readonly standing?: Standing;
  readonly special?: SpecialStatus;
}

/** Which oddities can befall which profile. */
export const AWKWARD_OF: Readonly<Record<Profile, readonly Awkwardness[]>> = {
  "own-home": ["unknown-address", "divorced-title", "silent-agency"],
  "grandparents-home": ["silent-agency"],
  special: [],
  "bought-elsewhere": ["unknown-address", "divorced-title"],
  collective: ["silent-agency"],
  migrant: ["old-number", "name-differs", "silent-agency"],
  "renting-local": [],
};

const UNKNOWN_ADDRESSES = [
  "浙江省永康市西城街道老火车站铁路宿舍2幢301室",
  "浙江省永康市东城街道五金机械厂职工宿舍甲楼205室",
  "浙江省永康市江南街道水碓头自然村无号",
] as const;

/** Fills the registers for one family of the profile. */
export const makeFamily = (context: FamilyContext, profile: Profile, wish: FamilyWish): Members =>
  MAKERS[profile](context, wish);

const MAKERS: Readonly<Record<Profile, (context: FamilyContext, wish: FamilyWish) => Members>> = {
  "own-home": ownHome,
  "grandparents-home": grandparentsHome,
  special,
  "bought-elsewhere": boughtElsewhere,
  collective,
  migrant,
  "renting-local": rentingLocal,
};

function localMembers(
  context: FamilyContext,
  wish: FamilyWish,
  grandparents: MembersSpec["grandparents"],
): Members {
  const shape = wish.awkward === "divorced-title" ? "divorced" : drawnShape(context);
  return makeMembers(context, {
    area: AREAS.city,
    children: 1,
    shape,
    origin: "chinese",
    grandparents,
    ...wish.spec,
  });
}

const drawnShape = ({ random }: FamilyContext): FamilyShape =>
  random.weighted<FamilyShape>({
    "both-parents": 93,
    "mother-alone": 3,
    divorced: 3,
    "grandmother-guardian": 1,
  });

/** Registration, home and title in one zone: the common case. */
function ownHome(context: FamilyContext, wish: FamilyWish): Members {
  const members = localMembers(context, wish, context.random.chance(30) ? "paternal" : "none");
  const since = someYearsAgo(context, 3, 14);
  const home = homeAddress(context);
  registerHome(context, members, home, since);
  for (const elder of grandparentsOf(members)) registerLocally(context, elder);
  addTitle(context, titleOwners(context, members, wish), titleAddress(context, wish, home), since);
  workLocally(context, members, wish);
  return members;
}

/** Three generations registered in the house that the grandparents own. */
function grandparentsHome(context: FamilyContext, wish: FamilyWish): Members {
  const side = context.random.chance(80) ? "paternal" : "maternal";
  const shape = { shape: "both-parents", grandparents: side } as const;
  const members = localMembers(context, { ...wish, spec: { ...shape, ...wish.spec } }, side);
  const since = someYearsAgo(context, 10, 30);
  const address = homeAddress(context);
  registerHome(context, members, address, since);
  for (const elder of grandparentsOf(members)) register(context, elder, "city", address, since);
  addTitle(context, grandparentsOf(members), address, since, context.random.chance(40));
  workLocally(context, members, wish);
  return members;
}

const SPECIAL_WEIGHTS: Readonly<Record<SpecialStatus, number>> = {
  talent: 50,
  "hk-macau-taiwan-foreign": 20,
  military: 15,
  fire: 6,
  police: 6,
  martyr: 3,
};

function special(context: FamilyContext, wish: FamilyWish): Members {
  const { random, builder } = context;
  const status = wish.special ?? random.weighted(SPECIAL_WEIGHTS);
  const fromAbroad = status === "hk-macau-taiwan-foreign";
  const members = makeMembers(context, {
    area: AREAS.province[0],
    children: 1,
    shape: "both-parents",
    origin: fromAbroad ? random.pick(["hong-kong", "taiwan", "foreign"] as const) : "chinese",
    grandparents: "none",
    ...wish.spec,
  });
  const since = someYearsAgo(context, 2, 10);
  for (const person of [...members.children, ...householdOf(members)]) {
    if (fromAbroad) register(context, person, "abroad", null, null);
    else register(context, person, "province", "浙江省杭州市余杭区文成路18号", since);
  }
  const reference = `永${status.slice(0, 2).toUpperCase()}〔${since.slice(0, 4)}〕${builder.serial()}号`;
  builder.registers.special.push({ parent: members.applicant, status, reference });
  addLease(context, members.applicant, "high", homeAddress(context));
  workLocally(context, members, wish);
  return members;
}

/** A title in the zone; registered somewhere else. */
function boughtElsewhere(context: FamilyContext, wish: FamilyWish): Members {
  const members = localMembers(context, wish, "none");
  const since = someYearsAgo(context, 6, 25);
  const farAway = context.random.chance(30);
  for (const person of [...members.children, ...householdOf(members)]) {
    if (farAway) register(context, person, "province", "浙江省金华市婺城区双龙街66号", since);
    else registerLocally(context, person);
  }
  registerApart(context, members);
  const bought = someYearsAgo(context, 1, 8);
  const address = titleAddress(context, wish, homeAddress(context));
  addTitle(context, titleOwners(context, members, wish), address, bought);
  workLocally(context, members, wish);
  return members;
}

function collective(context: FamilyContext, wish: FamilyWish): Members {
  const members = localMembers(context, wish, "none");
  const kind = context.random.weighted<HukouKind>({
    collective: 60,
    attached: 25,
    sheltered: 15,
    family: 0,
  });
  registerHome(context, members, homeAddress(context), someYearsAgo(context, 1, 8), kind);
  workLocally(context, members, wish);
  return members;
}

/** Registered in the zone with the family, but living in a house that is not the family's. */
function rentingLocal(context: FamilyContext, wish: FamilyWish): Members {
  const members = localMembers(context, wish, "none");
  registerHome(context, members, homeAddress(context), someYearsAgo(context, 4, 20));
  addLease(context, members.applicant, "none", homeAddress(context));
  workLocally(context, members, wish);
  return members;
}

const FAR_HOMES = {
  province: ["浙江省衢州市开化县华埠镇新安村8号", "浙江省丽水市云和县石塘镇双坑村21号"],
  elsewhere: [
    "江西省上饶市玉山县冰溪镇城北村15号",
    "安徽省阜阳市颍上县慎城镇王庄村3号",
    "贵州省毕节市织金县城关镇大坝村40号",
    "河南省信阳市固始县城郊乡李营村7号",
    "四川省达州市宣汉县东乡镇桥头村2号",
    "云南省昭通市镇雄县乌峰镇旧府村11号",
  ],
  xinjiang: ["新疆维吾尔自治区喀什地区莎车县阿热勒乡3村"],
} as const;

const STANDING_WEIGHTS: Readonly<Record<Standing, number>> = {
  high: 17,
  fair: 8,
  middling: 43,
  low: 28,
  none: 4,
};

type MigrantHome = keyof typeof FAR_HOMES;

function migrant(context: FamilyContext, wish: FamilyWish): Members {
  const { random } = context;
  const drawn = random.weighted<MigrantHome>({ province: 25, elsewhere: 73, xinjiang: 2 });
  const from = wish.spec?.origin === "minority" ? "xinjiang" : drawn;
  const members = makeMembers(context, {
    area: from === "xinjiang" ? AREAS.xinjiang : random.pick(AREAS[from]),
    children: 1,
    shape: random.chance(94) ? "both-parents" : "mother-alone",
    origin: from === "xinjiang" ? "minority" : "chinese",
    grandparents: "none",
    ...wish.spec,
  });
  const region = from === "province" ? "province" : "elsewhere";
  const address = random.pick(FAR_HOMES[from]);
  for (const person of [...members.children, ...householdOf(members)]) {
    register(context, person, region, address, someYearsAgo(context, 6, 30));
  }
  const standing = wish.standing ?? random.weighted(STANDING_WEIGHTS);
  for (const parent of parentsOf(members)) {
    const own = parent === members.applicant ? standing : random.pick([standing, "low"] as const);
    addResidence(context, parent, own);
    addMonthsPaid(context, parent, own, recordedOddly(wish, parent));
  }
  addLease(context, members.applicant, standing, homeAddress(context));
  silenceOne(context, members, wish, ["social-insurance", "residence"]);
  return members;
}

/** How an old insurance record has a person: the short number, or a question mark in the name. */
function recordedOddly(
  wish: FamilyWish,
  person: DemoPerson,
): { readonly number: string; readonly name: string } {
  return {
    number: wish.awkward === "old-number" ? oldNumberOf(person) : person.document.number,
    name: wish.awkward === "name-differs" ? `${Array.from(person.name)[0]}?` : person.name,
  };
}

function silenceOne(
  { random, builder }: FamilyContext,
  members: Members,
  wish: FamilyWish,
  sources: readonly ("household" | "property" | "social-insurance" | "residence")[],
): void {
  if (wish.awkward !== "silent-agency") return;
  for (const child of members.children) builder.silence(random.pick(sources), child);
}

const someYearsAgo = ({ random, calendar }: FamilyContext, low: number, high: number): PlainDate =>
  dayBetween(random, yearsBefore(calendar.reference, high), yearsBefore(calendar.reference, low));

function homeAddress(context: FamilyContext): string {
  const home = homeIn(context);
  return fullAddress(home, roomOf(context.random, home));
}

const titleAddress = ({ random }: FamilyContext, wish: FamilyWish, home: string): string =>
  wish.awkward === "unknown-address" ? random.pick(UNKNOWN_ADDRESSES) : home;

function register(
  { builder }: FamilyContext,
  person: DemoPerson,
  region: Region,
  address: string | null,
  since: PlainDate | null,
  kind: HukouKind = "family",
): void {
  const from = since !== null && since < person.birthDate ? person.birthDate : since;
  builder.registers.hukou.push({ person, region, address, kind, since: from });
}

/** Children and those who bring them up, at one address. */
function registerHome(
  context: FamilyContext,
  members: Members,
  address: string,
  since: PlainDate,
  kind: HukouKind = "family",
): void {
  for (const person of [...members.children, ...householdOf(members)]) {
    register(context, person, "city", address, since, kind);
  }
  registerApart(context, members);
}

/** A parent who moved out after a divorce lives somewhere in the city. */
function registerApart(context: FamilyContext, members: Members): void {
  const household = householdOf(members);
  for (const parent of parentsOf(members)) {
    if (!household.includes(parent)) registerLocally(context, parent);
  }
}

/** Somewhere in the city, in whichever zone. */
function registerLocally(context: FamilyContext, person: DemoPerson): void {
  const { random, streets } = context;
  const address = fullAddress(random.pick(streets.addresses));
  register(context, person, "city", address, someYearsAgo(context, 5, 25));
}

function titleOwners(
  context: FamilyContext,
  members: Members,
  wish: FamilyWish,
): readonly DemoPerson[] {
  if (wish.awkward === "divorced-title") {
    return members.relatives.filter(({ custody }) => !custody).map(({ person }) => person);
  }
  const household = householdOf(members).filter((one) => !grandparentsOf(members).includes(one));
  return context.random.chance(60) ? household : [context.random.pick(household)];
}

function addTitle(
  { builder, random }: FamilyContext,
  owners: readonly DemoPerson[],
  address: string,
  since: PlainDate,
  ancestral = false,
): void {
  const grownUp = owners.map(({ birthDate }) => yearsBefore(birthDate, -20));
  const registeredOn = [since, ...grownUp].reduce((one, two) => (one > two ? one : two));
  const shared = owners.length === 2 && random.chance(50);
  const first = random.pick([50, 60, 75]);
  builder.registers.titles.push({
    certificate: `浙（${registeredOn.slice(0, 4)}）永康市不动产权第${builder.serial()}号`,
    address,
    owners: owners.map((person, index) => ({
      person,
      percent: shared ? (index === 0 ? first : 100 - first) : null,
    })),
    registeredOn,
    use: "residential",
    current: true,
    ancestral,
  });
}

/** Parents who are registered here work here too, most of them insured. */
function workLocally(context: FamilyContext, members: Members, wish: FamilyWish): void {
  const { random } = context;
  for (const parent of parentsOf(members)) {
    if (random.chance(15)) continue;
    const standing = random.pick(["high", "middling"] as const);
    addMonthsPaid(context, parent, standing, recordedOddly(wish, parent));
  }
  silenceOne(context, members, wish, ["household", "property"]);
}
