import { describe, expect, it } from "vitest";
import { pointsOf } from "../domain/points.ts";
import type { PolicyRefusal } from "./decision.ts";
import { parsePolicy } from "./parse.ts";

/** A small policy with one of everything; each test damages one place of it. */
const SMALL = `id: small
city: { zh: 小城, en: Small Town }
year: 2024
level: primary
title: { zh: 小城招生政策, en: Admission in Small Town }
sources:
  - { id: notice, title: { zh: 通告, en: Notice } }
referenceDate: 2024-08-31
timetable:
  application: { opens: "2024-06-01T09:00+08:00", closes: "2024-06-10T17:00+08:00" }
  review: { opens: "2024-06-01T09:00+08:00", closes: "2024-06-20T17:00+08:00" }
  acceptance: { opens: "2024-07-01T09:00+08:00", closes: "2024-07-08T17:00+08:00" }
  registration: { opens: "2024-08-25T08:00+08:00", closes: "2024-08-31T17:00+08:00" }
asks:
  - source: household
    facts: [child.birthDate, child.hukouZone, child.hukouRegion]
  - source: property
    facts: [property.zone]
  - source: social-insurance
    facts: [insurance.months]
  - source: residence
    facts: [education.level, residence.permitValid, residence.since]
derived:
  - { id: residence.months, label: { zh: 居住月数, en: Months of residence }, count: months, since: residence.since }
admission:
  - id: age
    label: { zh: 年龄, en: Age }
    rule: { source: notice, article: "1" }
    when: { term: child.birthDate, notAfter: 2018-08-31 }
categories:
  - id: owners
    label: { zh: 有房, en: Owners }
    rule: { source: notice, article: "2" }
    when: { term: child.hukouZone, sameAs: property.zone }
    admitted: true
    scored: false
    zoneFrom: [property.zone]
  - id: migrants
    label: { zh: 随迁, en: Migrants }
    rule: { source: notice, article: "3", demoChoice: true }
    when:
      all:
        - { term: child.hukouRegion, in: [province, elsewhere] }
        - { term: residence.permitValid, is: true }
    admitted: true
    scored: true
    zoneFrom: []
  - id: others
    label: { zh: 其他, en: Others }
    rule: { source: notice, article: "4" }
    admitted: false
    scored: false
    zoneFrom: []
points:
  items:
    - id: base
      label: { zh: 基础, en: Base }
      rule: { source: notice, article: "5" }
      gives: { byCategory: { migrants: "10" } }
    - id: education
      label: { zh: 学历, en: Education }
      rule: { source: notice, article: "6" }
      gives: { byValue: { term: education.level, points: { bachelor: "3", college: "2", senior-or-less: "1" } } }
    - id: insurance
      label: { zh: 社保, en: Insurance }
      rule: { source: notice, article: "7" }
      gives: { bands: { term: insurance.months, bands: [{ upTo: 12, points: "0" }, { upTo: 60, points: "5" }, { points: "8.5" }] } }
    - id: stay
      label: { zh: 居住, en: Stay }
      rule: { source: notice, article: "8" }
      gives:
        highest:
          - id: long-stay
            label: { zh: 久居, en: Long stay }
            rule: { source: notice, article: "8" }
            cap: "30"
            gives: { perUnit: { term: residence.months, rate: "0.25" } }
choices:
  min: 0
  max: 2
  groupsByCategory:
    migrants: [town]
plan:
  zones:
    - { id: Z1, name: { zh: 东, en: East }, center: [500, 0] }
    - { id: Z2, name: { zh: 西, en: West }, center: [-500, 0] }
  schools:
    - { id: east, name: { zh: 东小学, en: East School }, group: town, seats: 2, location: [450, 10], zones: [Z1] }
    - { id: west, name: { zh: 西小学, en: West School }, group: town, seats: 3, location: [-450, 10], zones: [Z2, Z1] }
steps:
  - id: by-zone
    label: { zh: 按施教区, en: By zone }
    rule: { source: notice, article: "9" }
    mechanism: serial-dictatorship
    lotScope: one
    categories: [owners]
    lists: own-zone
    order: []
  - id: by-points
    label: { zh: 按积分, en: By points }
    rule: { source: notice, article: "10" }
    mechanism: serial-dictatorship
    lotScope: one
    categories: [migrants]
    pointsAtLeast: "12"
    groups: [town]
    lists: choices
    order: [{ by: points }, { by: item, item: stay }, { by: term, term: residence.since, first: smallest }]
redistribution: { consent: required }
`;

function refusalOf(source: string): PolicyRefusal {
  const parsed = parsePolicy(source);
  return parsed.ok ? [] : parsed.error;
}

const replacing = (from: string, to: string): string => {
  if (!SMALL.includes(from)) throw new Error(`the small policy has no “${from}”`);
  return SMALL.replace(from, () => to);
};

/** 1-based line of the first place where the texts differ. */
const firstChangedLine = (changed: string): number => {
  const before = SMALL.split("\n");
  return changed.split("\n").findIndex((line, index) => line !== before[index]) + 1;
};

describe("a good policy", () => {
  it("is read with its points as thousandths and its defaults filled in", () => {
    const parsed = parsePolicy(SMALL);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const { categories, points, steps, plan } = parsed.value;
    expect(categories.map(({ rule }) => rule.demoChoice)).toEqual([false, true, false]);
    expect(points.items[0]?.gives).toEqual({
      kind: "by-category",
      points: { migrants: pointsOf(10_000) },
    });
    expect(points.choiceBonuses).toEqual([]);
    expect(steps[1]).toMatchObject({ pointsAtLeast: 12_000, redistribution: false });
    expect(steps[0]).not.toHaveProperty("pointsAtLeast");
    expect(plan.schools[1]).toMatchObject({ location: [-450, 10], zones: ["Z2", "Z1"] });
    expect(categories[1]?.when).toEqual({
      kind: "all",
      of: [
        { kind: "in", term: "child.hukouRegion", values: ["province", "elsewhere"] },
        { kind: "is", term: "residence.permitValid", value: true },
      ],
    });
  });

  it("may be written as JSON", () => {
    expect(parsePolicy(JSON.stringify({ id: "x" })).ok).toBe(false);
    const json = refusalOf('{\n  "id": "x",\n  "yeer": 2024\n}');
    expect(json.find(({ code }) => code === "policy.unknown-key")?.place).toBe(
      "line 3, column 3, yeer",
    );
  });
});

type Damage = readonly [from: string, to: string, code: string, path: string];

const SHAPE: readonly Damage[] = [
  ["year: 2024", "year: twenty", "value", "year"],
  ["year: 2024", "year: 2024.5", "value", "year"],
  ["year: 2024\n", "", "missing-key", ""],
  ["level: primary", "level: kindergarten", "value", "level"],
  ["level: primary", "level: primary\ncolour: red", "unknown-key", "colour"],
  ["zh: 小城,", "", "missing-key", "city"],
  ["zh: 小城,", 'zh: " ",', "value", "city.zh"],
  ["referenceDate: 2024-08-31", "referenceDate: 2024-02-30", "value", "referenceDate"],
  ["2024-06-01T09:00+08:00", "2024-06-01T09:00", "value", "timetable.application.opens"],
  ["2024-06-01T09:00+08:00", "2024-06-31T09:00+08:00", "value", "timetable.application.opens"],
  ["source: household", "source: neighbours", "value", "asks[0].source"],
  ["child.birthDate, child.hukouZone", "child.shoeSize", "unknown-fact", "asks[0].facts[0]"],
  ["count: months", "count: weeks", "value", "derived[0].count"],
  ["notAfter: 2018-08-31 }", "notAfter: soon }", "value", "admission[0].when.notAfter"],
  ["notAfter: 2018-08-31 }", "after: 2018-08-31 }", "operator", "admission[0].when"],
  ["is: true }", "is: true, atLeast: 3 }", "operator", "categories[1].when.all[1]"],
  ["is: true }", "is: true, loud: true }", "unknown-key", "categories[1].when.all[1].loud"],
  ["is: true }", "present: false }", "value", "categories[1].when.all[1].present"],
  ['migrants: "10"', "migrants: 10", "value", "points.items[0].gives.byCategory.migrants"],
  ['migrants: "10"', 'migrants: "0.0001"', "value", "points.items[0].gives.byCategory.migrants"],
  ['migrants: "10"', 'migrants: "999999"', "value", "points.items[0].gives.byCategory.migrants"],
  ["byCategory:", "byMood:", "operator", "points.items[0].gives"],
  ['cap: "30"', 'cap: "-1"', "value", "points.items[3].gives.highest[0].cap"],
  ['cap: "30"', 'cap: "0"', "value", "points.items[3].gives.highest[0].cap"],
  ["seats: 2,", "seats: -2,", "value", "plan.schools[0].seats"],
  ["seats: 2,", "seats: 2.5,", "value", "plan.schools[0].seats"],
  ["seats: 2,", 'seats: "2",', "value", "plan.schools[0].seats"],
  ["center: [500, 0]", "center: [500]", "grid-point", "plan.zones[0].center"],
  ["center: [500, 0]", "center: [500, 0.5]", "value", "plan.zones[0].center[1]"],
  ["id: west", 'id: "*"', "value", "plan.schools[1].id"],
  ["id: west", "id: constructor", "value", "plan.schools[1].id"],
  ["id: west", "id: 7", "value", "plan.schools[1].id"],
  ["mechanism: serial-dictatorship", "mechanism: first-come", "value", "steps[0].mechanism"],
  ["lists: own-zone", "lists: all", "value", "steps[0].lists"],
  ["categories: [owners]", "categories: owners", "not-a-list", "steps[0].categories"],
  ["{ by: points }", "{ by: height }", "value", "steps[1].order[0].by"],
  ["first: smallest", "first: best", "value", "steps[1].order[2].first"],
  [
    'pointsAtLeast: "12"',
    'pointsAtLeast: "12"\n    seatsPercent: 101',
    "value",
    "steps[1].seatsPercent",
  ],
  ["consent: required", "consent: maybe", "value", "redistribution.consent"],
  ["city: { zh: 小城, en: Small Town }", "city: Small Town", "not-a-map", "city"],
];

const FIT: readonly Damage[] = [
  [
    'closes: "2024-06-10T17:00+08:00"',
    'closes: "2024-05-10T17:00+08:00"',
    "timetable",
    "timetable.application.closes",
  ],
  [
    'closes: "2024-06-10T17:00+08:00"',
    'closes: "2024-06-01T09:00+08:00"',
    "timetable",
    "timetable.application.closes",
  ],
  [
    'closes: "2024-06-20T17:00+08:00"',
    'closes: "2024-06-09T17:00+08:00"',
    "timetable",
    "timetable.review.closes",
  ],
  [
    'review: { opens: "2024-06-01T09:00+08:00"',
    'review: { opens: "2024-05-01T09:00+08:00"',
    "timetable",
    "timetable.review.opens",
  ],
  [
    'opens: "2024-07-01T09:00+08:00"',
    'opens: "2024-06-19T09:00+08:00"',
    "timetable",
    "timetable.acceptance.opens",
  ],
  [
    'closes: "2024-08-31T17:00+08:00"',
    'closes: "2024-08-24T17:00+08:00"',
    "timetable",
    "timetable.registration.closes",
  ],
  [
    'opens: "2024-08-25T08:00+08:00"',
    'opens: "2024-06-30T08:00+08:00"',
    "timetable",
    "timetable.registration.opens",
  ],
  [
    'source: notice, article: "9"',
    'source: rumour, article: "9"',
    "unknown-source",
    "steps[0].rule.source",
  ],
  [
    "term: residence.permitValid",
    "term: residence.permit",
    "unknown-term",
    "categories[1].when.all[1].term",
  ],
  [
    "property.zone]\n  - source: social",
    "property.zone, property.share]\n  - source: social",
    "asked-for-nothing",
    "asks[1].facts[1]",
  ],
  ["    facts: [property.zone]\n", "    facts: []\n", "not-asked", "categories[0].when.sameAs"],
  [
    "facts: [insurance.months]",
    "facts: [insurance.months, lease.since]",
    "wrong-source",
    "asks[2].facts[1]",
  ],
  [
    "facts: [insurance.months]",
    "facts: [insurance.months, insurance.months]",
    "duplicate",
    "asks[2].facts[1]",
  ],
  ["id: residence.months,", "id: residence.since,", "shadows-fact", "derived[0].id"],
  ["since: residence.since", "since: education.level", "type", "derived[0].since"],
  ["term: residence.months", "term: insurance.months", "unused", "derived[0].id"],
  ["notAfter: 2018-08-31 }", "atLeast: 6 }", "type", "admission[0].when.term"],
  ["in: [province, elsewhere] }", "atLeast: 3 }", "type", "categories[1].when.all[0].term"],
  [
    "in: [province, elsewhere] }",
    "in: [province, mars] }",
    "comparison",
    "categories[1].when.all[0].in[1]",
  ],
  ["in: [province, elsewhere] }", "in: [] }", "empty-condition", "categories[1].when.all[0].in"],
  [
    "in: [province, elsewhere] }",
    "in: [province, province] }",
    "duplicate",
    "categories[1].when.all[0].in[1]",
  ],
  [
    "in: [province, elsewhere] }",
    "sameAs: education.level }",
    "type",
    "categories[1].when.all[0].sameAs",
  ],
  ["is: true }", "is: yes please }", "comparison", "categories[1].when.all[1].is"],
  ["is: true }", "present: true }", "type", "categories[1].when.all[1].term"],
  [
    "{ term: residence.permitValid, is: true }",
    "{ any: [] }",
    "empty-condition",
    "categories[1].when.all[1].any",
  ],
  [
    "{ term: residence.permitValid, is: true }",
    "{ term: residence.months, atLeast: -1 }",
    "comparison",
    "categories[1].when.all[1].atLeast",
  ],
  ["sameAs: property.zone", "sameAs: child.hukouZone", "comparison", "categories[0].when.sameAs"],
  ["sameAs: property.zone", "is: Z9", "comparison", "categories[0].when.is"],
  [
    "    when: { term: child.hukouZone, sameAs: property.zone }\n",
    "",
    "category-hides-others",
    "categories[0]",
  ],
  [
    'rule: { source: notice, article: "4" }',
    'rule: { source: notice, article: "4" }\n    when: { term: residence.permitValid, is: false }',
    "child-without-category",
    "categories[2].when",
  ],
  ["admitted: false", "admitted: true", "category-without-step", "categories[2]"],
  [
    "admitted: false\n    scored: false",
    "admitted: false\n    scored: true",
    "scored-without-admission",
    "categories[2].scored",
  ],
  [
    "zoneFrom: [property.zone]",
    "zoneFrom: [insurance.months]",
    "type",
    "categories[0].zoneFrom[0]",
  ],
  ["zoneFrom: [property.zone]", "zoneFrom: []", "no-zone-facts", "steps[0].categories[0]"],
  [
    'byCategory: { migrants: "10" }',
    'byCategory: { owners: "10" }',
    "missing-rows",
    "points.items[0].gives.byCategory",
  ],
  [
    'byCategory: { migrants: "10" }',
    'byCategory: { migrants: "10", owners: "10" }',
    "unknown-row",
    "points.items[0].gives.byCategory.owners",
  ],
  [', senior-or-less: "1"', "", "missing-rows", "points.items[1].gives.byValue.points"],
  ["term: education.level", "term: insurance.months", "type", "points.items[1].gives.byValue.term"],
  [
    "term: insurance.months, bands",
    "term: education.level, bands",
    "type",
    "points.items[2].gives.bands.term",
  ],
  [
    "{ upTo: 60, points",
    "{ upTo: 12, points",
    "bands-order",
    "points.items[2].gives.bands.bands[1].upTo",
  ],
  ["{ upTo: 60, points", "{ points", "bands-hidden", "points.items[2].gives.bands.bands[1]"],
  [
    '{ points: "8.5" }',
    '{ upTo: 99, points: "8.5" }',
    "bands-open",
    "points.items[2].gives.bands.bands",
  ],
  [
    "term: residence.months",
    "term: residence.since",
    "type",
    "points.items[3].gives.highest[0].gives.perUnit.term",
  ],
  [
    '      rule: { source: notice, article: "6" }',
    '      rule: { source: notice, article: "6" }\n      categories: [owners]',
    "unscored-category",
    "points.items[1].categories[0]",
  ],
  [
    '      rule: { source: notice, article: "6" }',
    '      rule: { source: notice, article: "6" }\n      categories: []',
    "item-for-nobody",
    "points.items[1]",
  ],
  ["id: education", "id: base", "duplicate", "points.items[1].id"],
  ["id: education", "id: owners", "duplicate", "points.items[1].id"],
  ["id: by-points", "id: by-zone", "duplicate", "steps[1].id"],
  ["id: Z2", "id: Z1", "duplicate", "plan.zones[1].id"],
  ["zones: [Z1] }", "zones: [Z3] }", "unknown-zone", "plan.schools[0].zones[0]"],
  ["zones: [Z2, Z1] }", "zones: [Z1] }", "zone-without-school", "plan.zones[1]"],
  ["min: 0", "min: 3", "choices-range", "choices.min"],
  ["max: 2", "max: 0", "choices-range", "choices.max"],
  ["migrants: [town]", "migrants: []", "no-groups", "choices.groupsByCategory.migrants"],
  [
    "migrants: [town]",
    "migrants: [village]",
    "unknown-group",
    "choices.groupsByCategory.migrants[0]",
  ],
  [
    "migrants: [town]",
    "migrants: [town]\n    strangers: [town]",
    "unknown-category",
    "choices.groupsByCategory.strangers",
  ],
  [
    "migrants: [town]",
    "migrants: [town]\n    others: [town]",
    "choices-unread",
    "choices.groupsByCategory.others",
  ],
  [
    "    migrants: [town]\n",
    "    owners: [town]\n",
    "choices-impossible",
    "steps[1].categories[0]",
  ],
  ["groups: [town]", "groups: [village]", "unknown-group", "steps[1].groups[0]"],
  [
    "plan:\n",
    "plan:\n  groupNames: { village: { zh: 村校, en: village schools } }\n",
    "unknown-group",
    "plan.groupNames.village",
  ],
  ["groups: [town]", "groups: []", "no-groups", "steps[1].groups"],
  ["categories: [owners]", "categories: [nobody]", "unknown-category", "steps[0].categories[0]"],
  [
    "categories: [owners]",
    "categories: [owners, others]",
    "category-not-admitted",
    "steps[0].categories[1]",
  ],
  ["categories: [owners]", "categories: []", "no-category", "steps[0].categories"],
  [
    "categories: [migrants]",
    "categories: [migrants, owners]",
    "unscored-category",
    "steps[1].pointsAtLeast",
  ],
  ["item: stay", "item: long-stay", "item-inside-highest", "steps[1].order[1].item"],
  ["item: stay", "item: height", "unknown-item", "steps[1].order[1].item"],
  ["{ by: item, item: stay }", "{ by: points }", "duplicate", "steps[1].order[1]"],
  [
    "term: residence.since, first",
    "term: education.level, first",
    "type",
    "steps[1].order[2].term",
  ],
  ["order: []", "order: [{ by: points }]", "unscored-category", "steps[0].order[0]"],
  [
    "order: []",
    "order: [{ by: item, item: base }]",
    "item-does-not-apply",
    "steps[0].order[0].item",
  ],
  ["lotScope: one", "lotScope: per-school", "lot-scope", "steps[0].lotScope"],
];

const BONUS = (rank: number): string => `choiceBonuses:
    - { id: bonus, label: { zh: 加分, en: Bonus }, rule: { source: notice, article: "11" }, rank: ${rank}, points: "1", schools: any }
choices:
`;

describe.each([
  ["the shape", SHAPE],
  ["the fit of the parts", FIT],
  [
    "choice bonuses",
    [
      ["choices:\n", `  ${BONUS(3)}`, "bonus-rank", "points.choiceBonuses[0].rank"],
      ["choices:\n", `  ${BONUS(2)}`, "bonus-mechanism", "steps[1].mechanism"],
    ] as readonly Damage[],
  ],
])("refuses damage to %s", (_, damages) => {
  it.each(damages)("%s → %s: %s at %s", (from, to, code, path) => {
    const changed = replacing(from, to);
    const found = refusalOf(changed).filter((problem) => problem.code === `policy.${code}`);
    const paths = found.map(({ place }) => place?.replace(/^line \d+, column \d+(, )?/, ""));
    expect(paths).toContain(path);
    for (const { message } of found) {
      expect(message.zh).toMatch(/[。]$/);
      expect(message.en).toMatch(/[.]$/);
    }
  });
});

describe("the place of a refusal", () => {
  it("is the damaged line, counted from 1", () => {
    const changed = replacing("seats: 2,", "seats: -2,");
    const [problem] = refusalOf(changed);
    const line = firstChangedLine(changed);
    const column = (changed.split("\n")[line - 1] ?? "").indexOf("-2") + 1;
    expect(problem?.place).toBe(`line ${line}, column ${column}, plan.schools[0].seats`);
  });

  it("names every problem at once", () => {
    const changed = replacing("seats: 2,", "seats: -2,").replace("year: 2024", "year: soon");
    expect(refusalOf(changed).map(({ place }) => place?.replace(/.*, /, ""))).toEqual([
      "year",
      "plan.schools[0].seats",
    ]);
  });
});

describe("text that is no usable YAML", () => {
  it.each([
    ["an empty file", "", "policy.not-a-map"],
    ["a key twice", "id: a\nid: b\n", "policy.syntax"],
    ["an open bracket", "plan: [1, 2\nid: 3", "policy.syntax"],
    ["a tab as indentation", "plan:\n\tzones: []", "policy.syntax"],
    ["two documents", "id: a\n---\nid: b\n", "policy.syntax"],
    ["an anchor", "id: &a x\n", "policy.yaml-feature"],
    ["an alias", "id: &a x\ncity: *a\n", "policy.yaml-feature"],
    ["an alias to itself", "id: &a [*a]\n", "policy.yaml-feature"],
    ["a tag", "id: !!binary aGVsbG8=\n", "policy.yaml-feature"],
    ["a list as a key", "? [a, b]\n: 1\n", "policy.yaml-feature"],
    ["brackets without end", "[".repeat(200_000), "policy.too-deep"],
    ["dashes without end", `${"- ".repeat(50_000)}a`, "policy.too-deep"],
    ["far too much text", "a".repeat(2_000_001), "policy.too-large"],
  ])("%s is refused with a place", (_, source, code) => {
    const refusal = refusalOf(source);
    expect(refusal.map((problem) => problem.code)).toContain(code);
    for (const { place } of refusal) expect(place).toMatch(/^line \d+, column \d+/);
  });
});
