import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { addressText } from "../zones/address-book.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";
import { calendarOf } from "./calendar.ts";
import type { DemoCity } from "./city.ts";
import { makeCity } from "./city.ts";
import { makeGeography, signedArea } from "./geography.ts";
import { seededRandom } from "./random.ts";
import { fullAddress } from "./streets.ts";
import { makeStreets } from "./streets.ts";

const POLICY_FILE = new URL("../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url);

let policy: Policy;
let city: DemoCity;

beforeAll(() => {
  const parsed = parsePolicy(readFileSync(POLICY_FILE, "utf8"));
  if (!parsed.ok) throw new Error("the demo's policy is refused");
  policy = parsed.value;
  city = makeCity(policy, { seed: 1, children: 2000 });
});

describe("a city", () => {
  test("is the same for the same seed and another for another", () => {
    expect(makeCity(policy, { seed: 1, children: 2000 })).toEqual(city);
    expect(makeCity(policy, { seed: 2, children: 2000 }).people).not.toEqual(city.people);
  });

  test("has its families to try whatever its size", () => {
    const small = makeCity(policy, { seed: 1, children: 50 });
    expect(small.families).toEqual(city.families);
  });

  test("has the number of children asked for", () => {
    expect(city.children.length).toBeGreaterThanOrEqual(2000);
    expect(city.children.length).toBeLessThanOrEqual(2001);
  });
});

describe("its people", () => {
  test("have documents that are valid, theirs alone, and of invented areas", () => {
    const numbers = new Set<string>();
    for (const { document } of city.people) {
      expect(parseIdentityDocument(document.kind, document.number)).toEqual({
        ok: true,
        value: document,
      });
      if (document.kind === "resident-id") expect(document.number.slice(4, 6)).toBe("99");
      numbers.add(`${document.kind}:${document.number}`);
    }
    expect(numbers.size).toBe(city.people.length);
  });

  test("have the birth date and sex that their number tells", () => {
    for (const { document, birthDate, sex } of city.people) {
      if (document.birthDate === null) continue;
      expect([birthDate, sex]).toEqual([document.birthDate, document.sex]);
    }
  });

  test("have names that the product accepts, rare, short and long ones among them", () => {
    const names = city.people.map(({ name }) => name);
    for (const name of names) expect(parsePersonName(name)).toEqual({ ok: true, value: name });
    expect(names.some((name) => /[䶮㛃\u{20000}-\u{2ffff}]/u.test(name))).toBe(true);
    expect(names.some((name) => /^\p{Script=Han}{2}$/u.test(name))).toBe(true);
    expect(names.some((name) => Array.from(name).length > 12 && name.includes("·"))).toBe(true);
    expect(names.some((name) => /^[A-Z]/.test(name))).toBe(true);
  });

  test("share names now and then", () => {
    const children = city.children.map(({ person }) => person.name);
    expect(new Set(children).size).toBeLessThan(children.length);
  });

  test("carry documents of several kinds", () => {
    const kinds = new Set(city.children.map(({ person }) => person.document.kind));
    expect([...kinds]).toEqual(expect.arrayContaining(["resident-id", "passport"]));
    expect(kinds.size).toBeGreaterThanOrEqual(4);
  });
});

describe("its children", () => {
  test("are born within the policy's year, but for a few who are too young", () => {
    const { bornFrom, bornTo } = calendarOf(policy);
    const [tooYoung, fitting] = [
      city.children.filter(({ person }) => person.birthDate > bornTo),
      city.children.filter(({ person }) => person.birthDate >= bornFrom),
    ];
    expect(fitting).toHaveLength(city.children.length);
    expect(tooYoung.length).toBeGreaterThanOrEqual(5);
    expect(tooYoung.length).toBeLessThan(25);
  });

  test("have at least ten pairs of twins, each named and numbered apart", () => {
    const families = Map.groupBy(city.children, ({ family }) => family);
    const twins = [...families.values()].filter((children) => children.length === 2);
    expect(twins.length).toBeGreaterThanOrEqual(10);
    for (const [one, two] of twins) {
      expect(one?.person.birthDate).toBe(two?.person.birthDate);
      expect(one?.person.name).not.toBe(two?.person.name);
      expect(one?.applicant).toBe(two?.applicant);
    }
  });

  test("have an applicant who is their guardian", () => {
    const guardianships = new Set(
      city.registers.kin
        .filter(({ guardian }) => guardian)
        .map(({ child, relative }) => `${child.id} ${relative.id}`),
    );
    for (const { person, applicant } of city.children) {
      expect(guardianships.has(`${person.id} ${applicant.id}`)).toBe(true);
    }
  });

  test("are awkward in about one case of twenty, in every way", () => {
    const awkward = city.children.filter((child) => child.awkward !== null);
    expect(awkward.length).toBeGreaterThan(60);
    expect(awkward.length).toBeLessThan(160);
    expect(new Set(awkward.map((child) => child.awkward)).size).toBe(5);
  });

  test("have their relatives in the household register", () => {
    const registered = new Set(city.registers.hukou.map(({ person }) => person.id));
    for (const { child, relative } of city.registers.kin) {
      expect(registered.has(child.id)).toBe(true);
      expect(registered.has(relative.id)).toBe(true);
    }
  });
});

describe("its registers", () => {
  test("know nothing of the days after the reference date, nor of before a birth", () => {
    const { reference } = city.calendar;
    for (const { since, person } of city.registers.hukou) {
      if (since === null) continue;
      expect(since <= reference).toBe(true);
      expect(since >= person.birthDate).toBe(true);
    }
    for (const { registeredOn } of city.registers.titles) {
      expect(registeredOn <= reference).toBe(true);
    }
    for (const { registeredOn } of city.registers.residence) {
      expect(registeredOn <= reference).toBe(true);
    }
    for (const { filedOn } of city.registers.leases) expect(filedOn <= reference).toBe(true);
    for (const { stretches } of city.registers.insurance) {
      for (const { last } of stretches) expect(last <= reference.slice(0, 7)).toBe(true);
    }
  });

  test("share every title out in full", () => {
    for (const { owners } of city.registers.titles) {
      const sum = owners.reduce((total, { percent }) => total + (percent ?? Number.NaN), 0);
      expect(owners.length).toBeGreaterThan(0);
      if (!Number.isNaN(sum)) expect(sum).toBe(100);
    }
  });
});

describe("its zones", () => {
  test("fill the city and do not overlap", () => {
    const geography = makeGeography(policy.plan);
    const areas = [...geography.cells.values()].map(signedArea);
    const whole = signedArea(geography.boundary);
    expect(areas.every((area) => area > 0)).toBe(true);
    expect(areas.reduce((sum, area) => sum + area, 0) / whole).toBeCloseTo(1, 9);

    const random = seededRandom(5);
    const [west, east, south, north] = [119.9, 120.25, 28.78, 29.03];
    let inside = 0;
    for (let sample = 0; sample < 2000; sample += 1) {
      const lon = west + (random.between(0, 1e6) / 1e6) * (east - west);
      const lat = south + (random.between(0, 1e6) / 1e6) * (north - south);
      const holders = geography.zones.features.filter((zone) =>
        booleanPointInPolygon([lon, lat], zone),
      );
      expect(holders.length).toBeLessThanOrEqual(1);
      inside += holders.length;
    }
    expect(inside).toBeGreaterThan(200);
  });

  test("are closed rings, counter-clockwise, each around its own centre", () => {
    const index = makeZoneIndex(city.zoneMap);
    const { zones } = makeGeography(policy.plan);
    expect(zones.features.map(({ properties }) => properties.zone)).toEqual(
      policy.plan.zones.map(({ id }) => id),
    );
    for (const { geometry } of zones.features) {
      if (geometry.type !== "Polygon") throw new Error("a cell is one polygon");
      const [ring] = geometry.coordinates;
      expect(ring?.at(0)).toEqual(ring?.at(-1));
      const shape = (ring ?? []).map(([lon, lat]) => [lon, lat] as [number, number]);
      expect(signedArea(shape.slice(1))).toBeGreaterThan(0);
    }
    for (const { id, center } of policy.plan.zones) {
      const east = 120.03 + center[0] / (111_320 * Math.cos((28.9 * Math.PI) / 180));
      expect(index.zoneAt(east, 28.9 + center[1] / 111_320)).toBe(id);
    }
  });

  test("hold every address in the zone it was made for, as the register writes it", () => {
    const geography = makeGeography(policy.plan);
    const streets = makeStreets(policy.plan, geography, seededRandom(1).fork("streets"));
    const index = makeZoneIndex(city.zoneMap);
    expect(streets.addresses.length).toBeGreaterThan(3000);
    for (const address of streets.addresses) {
      const found = index.zoneOfAddress(fullAddress(address, "2单元501室"));
      expect(found).toMatchObject({
        ok: true,
        value: { zone: address.zone, address: addressText(address) },
      });
    }
  });

  test("all have homes to live in", () => {
    const index = makeZoneIndex(city.zoneMap);
    const zones = new Set(city.zoneMap.addressBook.map(({ lon, lat }) => index.zoneAt(lon, lat)));
    expect(zones).toEqual(new Set(policy.plan.zones.map(({ id }) => id)));
    expect(index.zoneOfAddress("金都花苑3幢").ok).toBe(true);
  });
});
