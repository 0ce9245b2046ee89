import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FACTS, isFactId } from "@yangguang/core/domain/facts.ts";
import type { Registers } from "../demo/registers.ts";
import type { AgencyAnswer, AgencyQuery, AgencySource } from "./agency.ts";
import { AGENCY_SOURCES } from "./agency.ts";
import { connectAgencies } from "./connect.ts";
import type { ConnectedAgencies } from "./connect.ts";
import type { RunningSimulators } from "./simulators.ts";
import { startAgencySimulators } from "./simulators.ts";
import {
  QUERY,
  REGISTERS,
  UNKNOWN_HOME,
  WEST_HOME,
  EAST_HOME,
  child,
  clientOf,
  date,
  father,
  grandfather,
  mother,
  patience,
  person,
  relative,
  zoneIndex,
} from "./test-town.ts";

let simulators: RunningSimulators;
let agencies: ConnectedAgencies;

beforeAll(async () => {
  simulators = await startAgencySimulators({ registers: REGISTERS }, { host: "127.0.0.1" });
  agencies = connectAgencies(simulators.urls, zoneIndex);
});

afterAll(() => simulators.stop());

async function answerOf(
  source: AgencySource,
  query: AgencyQuery = QUERY,
  connected: ConnectedAgencies = agencies,
): Promise<AgencyAnswer> {
  const answer = await clientOf(source, connected).fetchFacts(query, patience());
  if (!answer.ok) throw new Error(`${source}: ${answer.error.message.en}`);
  return answer.value;
}

/** One agency's answer where the registers are changed. */
async function answerWith(
  source: AgencySource,
  changes: Partial<Registers>,
  query: AgencyQuery = QUERY,
): Promise<AgencyAnswer> {
  const changed = await startAgencySimulators(
    { registers: { ...REGISTERS, ...changes } },
    { host: "127.0.0.1" },
  );
  try {
    return await answerOf(source, query, connectAgencies(changed.urls, zoneIndex));
  } finally {
    await changed.stop();
  }
}

const codes = ({ remarks }: AgencyAnswer): readonly string[] => remarks.map(({ code }) => code);

test("each client gives facts of its own source alone, and now", async () => {
  for (const source of AGENCY_SOURCES) {
    const { facts, asOf } = await answerOf(source);
    expect(Object.keys(facts).length).toBeGreaterThan(0);
    for (const fact of Object.keys(facts)) {
      expect(isFactId(fact) && FACTS[fact].source).toBe(source);
    }
    expect(Math.abs(asOf.getTime() - Date.now())).toBeLessThan(60_000);
  }
});

describe("household", () => {
  test("takes the parent who is registered where the child is", async () => {
    const { facts, remarks } = await answerOf("household");
    expect(facts).toEqual({
      "child.birthDate": "2018-03-05",
      "child.hukouRegion": "city",
      "child.hukouZone": "west",
      "child.hukouSince": "2018-03-20",
      "child.hukouKind": "family",
      "parent.hukouRegion": "city",
      "parent.hukouZone": "west",
      "parent.hukouSince": "2012-09-30",
      "grandparent.hukouZone": "west",
      "guardian.birthDate": "1988-05-06",
    });
    expect(remarks).toEqual([]);
  });

  test("knows other provinces, other cities and no registration at all", async () => {
    const [own, ...others] = REGISTERS.hukou;
    if (own === undefined) throw new Error("no child");
    const facts = async (region: "province" | "elsewhere" | "abroad", address: string | null) => {
      const moved = { ...own, region, address };
      return (await answerWith("household", { hukou: [moved, ...others] })).facts;
    };
    expect(await facts("province", "浙江省杭州市文一路1号")).toMatchObject({
      "child.hukouRegion": "province",
      "child.hukouZone": null,
    });
    expect(await facts("elsewhere", "江西省上饶市桥头村2号")).toMatchObject({
      "child.hukouRegion": "elsewhere",
      "child.hukouZone": null,
      "parent.hukouZone": "east",
    });
    expect(await facts("abroad", null)).toMatchObject({
      "child.hukouRegion": "abroad",
      "child.hukouZone": null,
      "child.hukouSince": null,
      "child.hukouKind": null,
    });
  });

  test("leaves the zone of an unknown address open, with a remark", async () => {
    const moved = REGISTERS.hukou.map((entry) =>
      entry.person === child ? { ...entry, address: UNKNOWN_HOME } : entry,
    );
    const answer = await answerWith("household", { hukou: moved });
    expect(answer.facts).not.toHaveProperty(["child.hukouZone"]);
    expect(answer.facts["child.hukouRegion"]).toBe("city");
    expect(answer.remarks).toMatchObject([{ code: "address.unknown", place: "child.hukouZone" }]);
  });

  test("leaves the parents open where another relative is the guardian", async () => {
    const kin = REGISTERS.kin
      .filter(({ relative }) => relative === grandfather)
      .map((entry) => ({ ...entry, guardian: true, custody: true }));
    const query = { ...QUERY, guardians: [relative(grandfather, "paternal-grandfather")] };
    const answer = await answerWith("household", { kin }, query);
    expect(answer.facts).not.toHaveProperty(["parent.hukouZone"]);
    expect(answer.facts["guardian.birthDate"]).toBe("1957-01-02");
    expect(codes(answer)).toEqual(["household.guardian-not-parent"]);
  });

  test("does not take a stranger for the guardian", async () => {
    const stranger = person("stranger", "王磊", "1980-01-01");
    const query = { ...QUERY, guardians: [relative(stranger, "father")] };
    const answer = await answerOf("household", query);
    expect(answer.facts).not.toHaveProperty(["guardian.birthDate"]);
    expect(codes(answer)).toEqual(["household.not-guardian"]);
  });

  test("does not take a relative who is no guardian for one", async () => {
    const query = { ...QUERY, guardians: [relative(grandfather, "paternal-grandfather")] };
    const answer = await answerOf("household", query);
    expect(answer.facts).not.toHaveProperty(["guardian.birthDate"]);
    expect(codes(answer)).toEqual(["household.not-guardian"]);
  });

  test("remarks another name for the child and leaves its birth date open", async () => {
    const query = { ...QUERY, child: { ...QUERY.child, name: "胡子龚" } };
    const answer = await answerOf("household", query);
    expect(answer.facts).not.toHaveProperty(["child.birthDate"]);
    expect(codes(answer)).toEqual(["agency.name-differs"]);
    expect(JSON.stringify(answer.remarks)).not.toContain("胡子");
  });

  test("says so where nobody is found", async () => {
    const query = {
      ...QUERY,
      child: { document: person("other", "王一", "2018-01-01").document, name: "王一" },
    };
    const answer = await answerOf("household", query);
    expect(answer.facts).toEqual({});
    expect(codes(answer)).toEqual(["household.not-found"]);
  });

  test("gives a guardian's children with everybody's part, the asker first", async () => {
    const { household } = agencies;
    const family = await household?.fetchFamily(father, QUERY, patience());
    expect(family).toMatchObject({
      ok: true,
      value: {
        children: [
          {
            name: "胡子䶮",
            document: { kind: "resident-id", number: child.document.number },
            birthDate: "2018-03-05",
            relation: "father",
            guardians: [
              { name: "胡伟", relation: "father", custody: true },
              { name: "李春燕", relation: "mother", custody: true },
            ],
            grandparents: [{ name: "胡德福", relation: "paternal-grandfather" }],
          },
        ],
      },
    });
  });

  test("gives no children to those who guard none, and refuses a wrong name", async () => {
    const none = await agencies.household?.fetchFamily(grandfather, QUERY, patience());
    expect(none).toMatchObject({ ok: true, value: { children: [] } });
    const wrong = { ...father, name: "胡韦" };
    const refused = await agencies.household?.fetchFamily(wrong, QUERY, patience());
    expect(refused).toMatchObject({ ok: false, error: { kind: "refused", retryable: false } });
  });
});

describe("property", () => {
  test("adds up the family's shares and tells the grandparents' home apart", async () => {
    const { facts, remarks } = await answerOf("property");
    expect(facts).toEqual({
      "property.zone": "west",
      "property.since": "2016-05-12",
      "property.share": 100,
      "property.ancestral": false,
      "grandparent.propertyZone": "east",
    });
    expect(remarks).toEqual([]);
  });

  const [home, elders] = REGISTERS.titles;
  if (home === undefined || elders === undefined) throw new Error("the town has two titles");

  test("counts the family's part of a home shared with others", async () => {
    const stranger = person("stranger", "王磊", "1980-01-01");
    const owners = [
      { person: mother, percent: 40 },
      { person: stranger, percent: 60 },
    ];
    const shared = await answerWith("property", { titles: [{ ...home, owners }] });
    expect(shared.facts["property.share"]).toBe(40);
    const joint = owners.map(({ person }) => ({ person, percent: null }));
    const unclear = await answerWith("property", { titles: [{ ...home, owners: joint }] });
    expect(unclear.facts).not.toHaveProperty(["property.share"]);
    expect(codes(unclear)).toEqual(["property.joint-with-others"]);
  });

  test("says that there is none", async () => {
    const { facts } = await answerWith("property", { titles: [] });
    expect(facts).toEqual({
      "property.zone": null,
      "property.since": null,
      "property.share": null,
      "property.ancestral": null,
      "grandparent.propertyZone": null,
    });
  });

  test("passes over what was sold and what is no home", async () => {
    const titles = [
      { ...home, current: false },
      { ...home, use: "commercial" as const },
    ];
    const { facts } = await answerWith("property", { titles });
    expect(facts["property.zone"]).toBeNull();
  });

  test("leaves it to a person where a divorced parent alone owns the home", async () => {
    const query = {
      ...QUERY,
      guardians: [relative(mother, "mother"), relative(father, "father", false)],
    };
    const titles = [{ ...home, owners: [{ person: father, percent: null }] }];
    const answer = await answerWith("property", { titles }, query);
    expect(answer.facts).not.toHaveProperty(["property.zone"]);
    expect(codes(answer)).toEqual(["property.of-other-parent"]);
  });

  const two = [
    { ...home, registeredOn: date("2010-01-01"), address: EAST_HOME },
    { ...home, registeredOn: date("2020-01-01"), address: WEST_HOME },
  ];

  test("of several homes takes the one where the child is registered", async () => {
    const query = { ...QUERY, hukouZone: zoneIndex.zoneAt(120.5, 28.5) };
    const { facts, remarks } = await answerWith("property", { titles: two }, query);
    expect(facts["property.zone"]).toBe("west");
    expect(facts["property.since"]).toBe("2020-01-01");
    expect(remarks).toEqual([]);
  });

  test("asks which of several homes counts where none is", async () => {
    const answer = await answerWith("property", { titles: two });
    expect(answer.facts).not.toHaveProperty(["property.zone"]);
    expect(codes(answer)).toEqual(["property.several-zones"]);
  });

  test("of a home outside the city and one within it takes the latter", async () => {
    const far = { ...home, address: "浙江省杭州市文一路1号", registeredOn: date("2001-01-01") };
    const { facts } = await answerWith("property", { titles: [far, home] });
    expect(facts["property.zone"]).toBe("west");
    expect(facts["property.since"]).toBe("2016-05-12");
  });

  test("leaves an unknown address open but keeps what is known", async () => {
    const titles = [{ ...home, address: UNKNOWN_HOME }];
    const answer = await answerWith("property", { titles });
    expect(answer.facts).not.toHaveProperty(["property.zone"]);
    expect(answer.facts["property.since"]).toBe("2016-05-12");
    expect(codes(answer)).toEqual(["address.unknown"]);
  });
});

describe("social insurance", () => {
  test("counts months paid on time, and the last of them without a gap", async () => {
    const { facts } = await answerOf("social-insurance");
    expect(facts).toEqual({
      "insurance.months": 13,
      "insurance.pensionMonths": 10,
      "employment.stable": true,
    });
  });

  test("counts nothing after the reference date", async () => {
    const query = { ...QUERY, countedTo: date("2024-01-31") };
    const { facts } = await answerOf("social-insurance", query);
    expect(facts["insurance.months"]).toBe(9);
    expect(facts["insurance.pensionMonths"]).toBe(6);
  });

  test("knows a person by the old number of 15 digits", async () => {
    const { number } = mother.document;
    const recordedNumber = number.slice(0, 6) + number.slice(8, 17);
    const insurance = REGISTERS.insurance.map((entry) => ({ ...entry, recordedNumber }));
    const { facts, remarks } = await answerWith("social-insurance", { insurance });
    expect(recordedNumber).toHaveLength(15);
    expect(facts["insurance.months"]).toBe(13);
    expect(remarks).toEqual([]);
  });

  test("leaves everything open where the name is another", async () => {
    const insurance = REGISTERS.insurance.map((entry) => ({ ...entry, recordedName: "李?" }));
    const answer = await answerWith("social-insurance", { insurance });
    expect(answer.facts).toEqual({});
    expect(codes(answer)).toEqual(["agency.name-differs"]);
  });

  test("refuses an answer about somebody else", async () => {
    const insurance = REGISTERS.insurance.map((entry) => ({
      ...entry,
      recordedNumber: father.document.number,
    }));
    await expect(answerWith("social-insurance", { insurance })).rejects.toThrow("aac002");
  });

  test("has no months for those who never paid", async () => {
    const { facts } = await answerWith("social-insurance", { insurance: [] });
    expect(facts).toEqual({
      "insurance.months": 0,
      "insurance.pensionMonths": 0,
      "employment.stable": false,
    });
  });
});

describe("residence", () => {
  test("takes the applicant's own items; a permit is valid on its last day and not after", async () => {
    const { facts } = await answerOf("residence");
    expect(facts).toEqual({
      "residence.permitValid": true,
      "residence.bothPermits": false,
      "residence.since": "2019-03-01",
      "education.level": "college",
      "skill.level": "level-4",
      "honour.level": "city",
      "volunteer.hours": 36,
    });
    const earlier = await answerOf("residence", { ...QUERY, countedTo: date("2024-06-21") });
    expect(earlier.facts["residence.bothPermits"]).toBe(true);
    const later = await answerOf("residence", { ...QUERY, countedTo: date("2024-06-23") });
    expect(later.facts["residence.permitValid"]).toBe(false);
  });

  test("has nothing for those who are not registered", async () => {
    const { facts } = await answerWith("residence", { residence: [] });
    expect(facts).toMatchObject({ "residence.permitValid": false, "residence.since": null });
  });
});

describe("lease", () => {
  test("takes a lease of any guardian that still runs", async () => {
    const { facts } = await answerOf("lease");
    expect(facts).toEqual({
      "lease.zone": "east",
      "lease.since": "2022-05-01",
      "housing.special": true,
    });
    const later = await answerOf("lease", { ...QUERY, countedTo: date("2025-05-01") });
    expect(later.facts).toEqual({
      "lease.zone": null,
      "lease.since": null,
      "housing.special": false,
    });
  });
});

describe("several leases", () => {
  const lease = (filing: string, address: string, filedOn: string) => ({
    filing,
    tenant: mother,
    address,
    filedOn: date(filedOn),
    until: date("2025-01-01"),
    special: false,
  });
  const leases = [
    lease("1", WEST_HOME, "2020-01-01"),
    lease("2", EAST_HOME, "2021-01-01"),
    lease("3", "浙江省杭州市文一路1号", "2019-01-01"),
  ];

  test("of which the one filed last counts", async () => {
    const { facts } = await answerWith("lease", { leases });
    expect(facts).toMatchObject({ "lease.zone": "east", "lease.since": "2021-01-01" });
  });

  test("unless one is where the child is registered", async () => {
    const query = { ...QUERY, hukouZone: zoneIndex.zoneAt(120.5, 28.5) };
    const { facts } = await answerWith("lease", { leases }, query);
    expect(facts).toMatchObject({ "lease.zone": "west", "lease.since": "2020-01-01" });
  });
});

describe("special status", () => {
  test("gives it, or none", async () => {
    expect((await answerOf("special-status")).facts).toEqual({ "special.status": "fire" });
    const { facts } = await answerWith("special-status", { special: [] });
    expect(facts).toEqual({ "special.status": "none" });
  });

  test("takes the one that ranks first of several", async () => {
    const special = [
      { parent: mother, status: "talent" as const, reference: "a" },
      { parent: father, status: "martyr" as const, reference: "b" },
    ];
    const { facts } = await answerWith("special-status", { special });
    expect(facts).toEqual({ "special.status": "martyr" });
  });
});
