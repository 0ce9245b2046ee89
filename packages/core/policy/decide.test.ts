import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Facts } from "../domain/facts.ts";
import { decide } from "./decide.ts";
import type { Decision, PointsLine } from "./decision.ts";
import { describeCondition } from "./describe.ts";
import type { Policy } from "./document.ts";
import { parsePolicy } from "./parse.ts";

function policyOf(id: string): Policy {
  const parsed = parsePolicy(
    readFileSync(new URL(`../../../policies/${id}.yaml`, import.meta.url), "utf8"),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const yongkang = policyOf("yongkang-urban-primary-2024");
const longgang = policyOf("shenzhen-longgang");
const baoan = policyOf("shenzhen-baoan");

const MIGRANT: Facts = {
  "child.birthDate": "2018-03-15",
  "child.hukouRegion": "elsewhere",
  "child.hukouZone": null,
  "child.hukouSince": null,
  "child.hukouKind": "family",
  "parent.hukouZone": null,
  "parent.hukouSince": null,
  "grandparent.hukouZone": null,
  "guardian.birthDate": "1986-03-10",
  "property.zone": null,
  "property.since": null,
  "grandparent.propertyZone": null,
  "insurance.months": 40,
  "insurance.pensionMonths": 40,
  "employment.stable": true,
  "residence.permitValid": true,
  "residence.since": "2019-06-22",
  "education.level": "college",
  "skill.level": "level-4",
  "honour.level": "none",
  "volunteer.hours": 0,
  "lease.zone": "Z05",
  "lease.since": "2022-06-22",
  "special.status": "none",
};

const OWNER: Facts = {
  ...MIGRANT,
  "child.hukouRegion": "city",
  "child.hukouZone": "Z05",
  "child.hukouSince": "2018-04-01",
  "parent.hukouZone": "Z05",
  "parent.hukouSince": "2015-01-01",
  "property.zone": "Z05",
  "property.since": "2014-01-01",
};

const RENTER: Facts = {
  ...MIGRANT,
  "child.hukouRegion": "city",
  "lease.zone": "BA3",
  "residence.since": "2018-05-31",
  "residence.bothPermits": false,
  "housing.special": false,
  "lease.since": "2022-05-31",
};

const reasonFor = (decision: Decision, about: string) =>
  decision.reasons.find((reason) => reason.about === about);

const without = (facts: Facts, ...unknown: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([fact]) => !unknown.includes(fact)));

function howOf(decision: Decision, item: string) {
  if (decision.kind !== "decided") throw new Error(JSON.stringify(decision));
  const all = (lines: readonly PointsLine[]): readonly PointsLine[] =>
    lines.flatMap((line) => [line, ...all(line.lines)]);
  return all(decision.breakdown).find((line) => line.item === item)?.how;
}

describe("reasons", () => {
  it("say what decided for the category, with the article", () => {
    expect(reasonFor(decide(yongkang, OWNER), "A1")).toEqual({
      about: "A1",
      met: "yes",
      rule: { source: "notice-2024", article: "招生对象·A1类", demoChoice: false },
      message: {
        zh: "属于“A1类（儿童、父母户籍与房产均在施教区）”：儿童户籍所在施教区：Z05 堰头，与家庭房产所在施教区相同；父母户籍所在施教区：Z05 堰头，与家庭房产所在施教区相同；儿童户籍迁入日期：2018年4月1日，不晚于2024年6月22日；父母户籍迁入日期：2015年1月1日，不晚于2024年6月22日；家庭房产登记日期：2014年1月1日，不晚于2024年6月22日",
        en: "In “A1 (child's and parent's registration and property in the zone)”: “Child's household registration: zone”: Z05 Yantou, the same as “Family's property: zone”; “Parent's household registration: zone”: Z05 Yantou, the same as “Family's property: zone”; “Child's household registration: since”: 2018-04-01, 2024-06-22 or earlier; “Parent's household registration: since”: 2015-01-01, 2024-06-22 or earlier; “Family's property: registered on”: 2014-01-01, 2024-06-22 or earlier",
      },
    });
  });

  it("say of earlier categories only what kept the child out", () => {
    const moved = decide(yongkang, { ...OWNER, "parent.hukouZone": "Z07" });
    expect(reasonFor(moved, "A1")).toMatchObject({
      met: "no",
      message: {
        zh: "不属于“A1类（儿童、父母户籍与房产均在施教区）”：父母户籍所在施教区：Z07 江南，要求与家庭房产所在施教区相同（后者：Z05 堰头）",
        en: "Not in “A1 (child's and parent's registration and property in the zone)”: “Parent's household registration: zone”: Z07 Jiangnan, required: the same as “Family's property: zone” (which is: Z05 Yantou)",
      },
    });
    expect(reasonFor(moved, "C")?.met).toBe("yes");
    expect(reasonFor(moved, "D")).toBeUndefined();
  });

  it("say that there is none on record, without what was asked for", () => {
    expect(reasonFor(decide(yongkang, MIGRANT), "C")?.message).toEqual({
      zh: "不属于“C类（房产在施教区）”：家庭房产所在施教区：查无登记；家庭房产登记日期：查无登记",
      en: "Not in “C (property in the zone)”: “Family's property: zone”: none on record; “Family's property: registered on”: none on record",
    });
  });

  it("say which fact gave the zone", () => {
    expect(reasonFor(decide(yongkang, MIGRANT), "zone")?.message).toEqual({
      zh: "施教区：Z05 堰头（依据：租赁备案所在施教区）",
      en: "Zone: Z05 Yantou (by: Filed lease: zone)",
    });
    const homeless = decide(yongkang, { ...MIGRANT, "lease.zone": null });
    expect(reasonFor(homeless, "zone")).toMatchObject({ met: "no" });
  });

  it("name the rule that keeps a child out of the season", () => {
    const young = decide(yongkang, { ...MIGRANT, "child.birthDate": "2019-01-01" });
    expect(young.kind).toBe("not-admitted");
    expect(reasonFor(young, "age")).toMatchObject({
      met: "no",
      rule: { source: "education-law", article: "第十一条" },
      message: {
        zh: "入学年龄：不符合（儿童出生日期：2019年1月1日，要求不晚于2018年8月31日）",
        en: "Age of entry: not met (“Child's date of birth”: 2019-01-01, required: 2018-08-31 or earlier)",
      },
    });
  });
});

describe("what is missing", () => {
  it("is told once, with the item that waits for it", () => {
    const open = decide(yongkang, without(MIGRANT, "insurance.months", "guardian.birthDate"));
    expect(open).toMatchObject({
      kind: "undecided",
      missing: ["guardian.birthDate", "insurance.months"],
    });
    expect(reasonFor(open, "insurance")).toMatchObject({
      met: "unknown",
      message: {
        zh: "“社会保险”尚不能计分，待核实：社会保险缴费月数",
        en: "“Social insurance” cannot be counted yet, to be established: Social insurance: months paid",
      },
    });
  });

  it("does not matter where it cannot change anything", () => {
    const open = without(OWNER, "insurance.months", "education.level", "lease.zone");
    expect(decide(yongkang, open)).toMatchObject({ kind: "decided", category: "A1" });
  });

  it("is waited for where only the order of a step needs it", () => {
    const open = decide(baoan, without(RENTER, "parent.hukouSince"));
    expect(open).toMatchObject({ kind: "undecided", missing: ["parent.hukouSince"] });
    expect(reasonFor(open, "zones")?.message.zh).toBe(
      "“学区内按积分录取”的排序依据尚待核实：父母户籍迁入日期",
    );
  });

  it("includes answers that do not fit their fact", () => {
    const odd = decide(yongkang, { ...MIGRANT, "insurance.months": "forty", "lease.zone": "Z99" });
    expect(odd).toMatchObject({ kind: "undecided", missing: ["lease.zone", "insurance.months"] });
  });
});

describe("how points were counted", () => {
  const decision = decide(yongkang, { ...MIGRANT, "insurance.months": 100 });

  it.each([
    ["residence", "60 个月 × 0.25 = 15", "60 months × 0.25 = 15"],
    ["insurance", "100 个月 × 0.5 = 50，封顶 30", "100 months × 0.5 = 50, capped at 30"],
    ["long-insurance", "（100 − 60）个月 × 0.5 = 20", "(100 − 60) months × 0.5 = 20"],
    ["education", "大专 = 8", "junior college = 8"],
    ["age-points", "38 周岁 = 20", "38 years = 20"],
    ["common", "20 + 8 + 5 + 30 + 15 = 78", "20 + 8 + 5 + 30 + 15 = 78"],
  ])("%s: %s", (item, zh, en) => {
    expect(howOf(decision, item)).toEqual({ zh, en });
  });

  it("says so where months do not reach beyond the limit", () => {
    const short = decide(yongkang, { ...MIGRANT, "insurance.months": 1 });
    expect(howOf(short, "long-insurance")).toEqual({
      zh: "1 个月，未超过 60 个月 = 0",
      en: "1 month, not beyond 60 months = 0",
    });
  });

  it("says so where there is nothing on record", () => {
    const none = decide(yongkang, { ...MIGRANT, "skill.level": null });
    expect(howOf(none, "skill")).toEqual({ zh: "查无登记 = 0", en: "none on record = 0" });
  });

  it("says why an item does not apply, and which one is the highest", () => {
    const decided = decide(baoan, RENTER);
    expect(howOf(decided, "permits")).toEqual({
      zh: "条件不符（以下均不符合：父母双方均持居住证：否；儿童户籍所在施教区：查无登记）= 0",
      en: "does not apply (none of these holds: “Both parents hold residence permits”: no; “Child's household registration: zone”: none on record) = 0",
    });
    expect(howOf(decided, "residence")).toEqual({
      zh: "取最高项（0、2.4、7.2）= 7.2",
      en: "the highest of 0, 2.4, 7.2 = 7.2",
    });
  });
});

const wordsOf = (policy: Policy, category: string) => {
  const when = policy.categories.find(({ id }) => id === category)?.when;
  return when === undefined ? undefined : describeCondition(when, policy);
};

describe("rules in words for the public page", () => {
  it("puts alternatives in brackets and names values, not codes", () => {
    expect(wordsOf(yongkang, "M")).toEqual({
      zh: "儿童户籍地：本省其他市、外省、港澳台或外国之一；（居住证有效：是；或养老保险连续缴费月数：不少于 7 个月）；稳定就业：是",
      en: "“Child's household registration: region”: one of elsewhere in the province, another province, Hong Kong, Macau, Taiwan or abroad; (“Residence permit valid”: yes; or “Pension insurance: consecutive months paid”: at least 7 months); “Stable employment”: yes",
    });
  });

  it("turns a negation into its plain opposite", () => {
    expect(wordsOf(longgang, "1A")?.zh).toMatch(/；祖屋：否$/);
    const { categories } = yongkang;
    const c = categories.find(({ id }) => id === "C")?.when;
    if (c === undefined) throw new Error("C has a condition");
    expect(describeCondition({ kind: "not", of: c }, yongkang)).toEqual({
      zh: "家庭房产所在施教区：无登记；或家庭房产登记日期：晚于2024年6月22日",
      en: "“Family's property: zone”: none on record; or “Family's property: registered on”: later than 2024-06-22",
    });
  });

  it("shows the policy's own name for a condition", () => {
    const named = {
      kind: "is",
      term: "employment.stable",
      value: true,
      label: { zh: "稳定工作", en: "Stable work" },
    } as const;
    expect(describeCondition(named, yongkang)).toEqual({
      zh: "稳定工作（稳定就业：是）",
      en: "Stable work (“Stable employment”: yes)",
    });
  });
});
