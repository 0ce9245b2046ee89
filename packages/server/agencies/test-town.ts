import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import { parseIdentityDocument, residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { DemoPerson, Registers } from "../demo/registers.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";
import type {
  AgencyClient,
  AgencyQuery,
  AgencyRelative,
  AgencySource,
  KinRelation,
} from "./agency.ts";
import type { ConnectedAgencies } from "./connect.ts";

/** One family in a town of two zones, small enough to work every answer out by hand. */

export const date = (written: string): PlainDate => brandAs<PlainDate>(written);

const idOf = (born: string, order: string): string => {
  const first17 = `330799${born.replaceAll("-", "")}${order}`;
  return first17 + residentIdCheckDigit(first17);
};

export function person(
  id: string,
  name: string,
  born: string,
  number: string = idOf(born, "012"),
  kind: IdentityDocumentKind = "resident-id",
): DemoPerson {
  const document = parseIdentityDocument(kind, number);
  if (!document.ok) throw new Error(`${id}: ${document.error.code}`);
  return { id, name, birthDate: date(born), sex: "female", document: document.value };
}

export const child = person("child", "胡子䶮", "2018-03-05");
export const mother = person("mother", "李春燕", "1988-05-06");
export const father = person("father", "胡伟", "1985-07-08");
export const grandfather = person("grandfather", "胡德福", "1957-01-02");

const square = (west: number): [number, number][] => [
  [west, 28],
  [west + 1, 28],
  [west + 1, 29],
  [west, 29],
  [west, 28],
];

const zone = (id: string, west: number) => ({
  type: "Feature" as const,
  properties: { zone: brandAs<ZoneId>(id), name: { zh: id, en: id } },
  geometry: { type: "Polygon" as const, coordinates: [square(west)] },
});

const house = (place: string, lon: number) => ({
  place,
  number: 1,
  unit: "号" as const,
  lon,
  lat: 28.5,
});

export const zoneIndex = makeZoneIndex({
  zones: { type: "FeatureCollection", features: [zone("west", 120), zone("east", 121)] },
  addressBook: [house("西路", 120.5), house("东路", 121.5)],
  gridOrigin: { lon: 120, lat: 28 },
  region: ["浙江省", "金华市", "永康市"],
});

export const WEST_HOME = "浙江省永康市西城街道西路1号";
export const EAST_HOME = "浙江省永康市东城街道东路1号";
export const UNKNOWN_HOME = "浙江省永康市西城街道无名路9号";

const hukou = (who: DemoPerson, address: string, since: string) => ({
  person: who,
  region: "city" as const,
  address,
  kind: "family" as const,
  since: date(since),
});

const kin = (relative: DemoPerson, relation: KinRelation, guardian: boolean) => ({
  child,
  relative,
  relation,
  guardian,
  custody: guardian,
});

export const REGISTERS: Registers = {
  hukou: [
    hukou(child, WEST_HOME, "2018-03-20"),
    hukou(mother, EAST_HOME, "2015-10-01"),
    hukou(father, WEST_HOME, "2012-09-30"),
    hukou(grandfather, WEST_HOME, "1990-01-01"),
  ],
  kin: [
    kin(mother, "mother", true),
    kin(father, "father", true),
    kin(grandfather, "paternal-grandfather", false),
  ],
  titles: [
    {
      certificate: "浙（2016）永康市不动产权第0000001号",
      address: WEST_HOME,
      owners: [
        { person: mother, percent: 40 },
        { person: father, percent: 60 },
      ],
      registeredOn: date("2016-05-12"),
      use: "residential",
      current: true,
      ancestral: false,
    },
    {
      certificate: "浙（1999）永康市不动产权第0000002号",
      address: EAST_HOME,
      owners: [{ person: grandfather, percent: null }],
      registeredOn: date("1999-12-31"),
      use: "residential",
      current: true,
      ancestral: true,
    },
  ],
  insurance: [
    {
      person: mother,
      recordedNumber: mother.document.number,
      recordedName: mother.name,
      // To May 2024: 10 months; before that 2 paid back; before that 3 on time.
      stretches: [
        { last: "2024-05", months: 10, paid: "on-time" },
        { last: "2023-07", months: 2, paid: "back-paid" },
        { last: "2023-05", months: 3, paid: "on-time" },
      ],
      employed: true,
    },
  ],
  residence: [
    {
      person: mother,
      registeredOn: date("2019-03-01"),
      permit: { number: "3307000001", validUntil: date("2024-06-22") },
      education: "college",
      skill: "level-4",
      honour: "city",
      volunteerHours: 36,
    },
    {
      person: father,
      registeredOn: date("2020-01-01"),
      permit: { number: "3307000002", validUntil: date("2024-06-21") },
      education: "bachelor",
      skill: "none",
      honour: "none",
      volunteerHours: 0,
    },
  ],
  leases: [
    {
      filing: "YKZL1",
      tenant: father,
      address: EAST_HOME,
      filedOn: date("2022-05-01"),
      until: date("2025-04-30"),
      special: true,
    },
  ],
  special: [{ parent: father, status: "fire", reference: "永消〔2020〕3号" }],
  silent: {},
};

export const relative = (
  who: DemoPerson,
  relation: KinRelation,
  custody = true,
): AgencyRelative => ({ document: who.document, name: who.name, relation, custody });

export const QUERY: AgencyQuery = {
  child: { document: child.document, name: child.name },
  guardians: [relative(mother, "mother"), relative(father, "father")],
  grandparents: [relative(grandfather, "paternal-grandfather")],
  hukouZone: null,
  countedTo: date("2024-06-22"),
  purpose: "admission",
  consentRef: "consent-1",
  correlationId: "test",
};

/** Long enough never to run out in a test that goes well. */
export const patience = (): AbortSignal => AbortSignal.timeout(20_000);

export function clientOf(source: AgencySource, agencies: ConnectedAgencies): AgencyClient {
  const client = agencies.clients.get(source);
  if (client === undefined) throw new Error(`${source} is not connected`);
  return client;
}
