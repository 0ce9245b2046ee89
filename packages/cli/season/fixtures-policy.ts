import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";

/** A small invented policy for tests of reading and writing: five schools, two zones. */
export const TOY_SOURCE = `
id: toy-2024
city: { zh: 样城, en: Toytown }
year: 2024
level: primary
title: { zh: 样城2024年小学招生政策, en: Toytown primary schools 2024 }
sources:
  - { id: notice, title: { zh: 通告, en: Notice } }
referenceDate: 2024-08-31
timetable:
  application: { opens: 2024-06-01T09:00:00+08:00, closes: 2024-06-10T17:00:00+08:00 }
  review: { opens: 2024-06-01T09:00:00+08:00, closes: 2024-06-20T17:00:00+08:00 }
  acceptance: { opens: 2024-07-01T09:00:00+08:00, closes: 2024-07-10T17:00:00+08:00 }
  registration: { opens: 2024-08-20T09:00:00+08:00, closes: 2024-08-31T17:00:00+08:00 }
asks:
  - { source: household, facts: [child.birthDate, child.hukouZone, child.hukouKind] }
  - { source: social-insurance, facts: [insurance.months] }
  - { source: residence, facts: [residence.permitValid, skill.level] }
admission:
  - id: six
    label: { zh: 年满六周岁, en: Six years old }
    rule: { source: notice, article: "1", demoChoice: true }
    when: { term: child.birthDate, notAfter: 2018-08-31 }
categories:
  - id: A
    label: { zh: 施教区内, en: In the zone }
    rule: { source: notice, article: "2", demoChoice: true }
    when: { all: [{ term: child.hukouZone, present: true }, { term: child.hukouKind, is: family }] }
    admitted: true
    scored: false
    zoneFrom: [child.hukouZone]
  - id: M
    label: { zh: 随迁子女, en: Migrants }
    rule: { source: notice, article: "3", demoChoice: true }
    when: { term: residence.permitValid, is: true }
    admitted: true
    scored: true
    zoneFrom: []
  - id: N
    label: { zh: 其他, en: Others }
    rule: { source: notice, article: "4", demoChoice: true }
    admitted: false
    scored: false
    zoneFrom: []
points:
  items:
    - id: insurance
      label: { zh: 社保, en: Insurance }
      rule: { source: notice, article: "5", demoChoice: true }
      cap: "30"
      gives: { perUnit: { term: insurance.months, rate: "0.5" } }
    - id: skill
      label: { zh: 技能, en: Skill }
      rule: { source: notice, article: "5", demoChoice: true }
      gives:
        byValue:
          term: skill.level
          points: { level-2: "10", level-3: "8", level-4: "5", level-5: "3", none: "0" }
choices:
  min: 1
  max: 3
  groupsByCategory: { M: [open] }
plan:
  zones:
    - { id: Z1, name: { zh: 解放街, en: Jiefang Street }, center: [0, 0] }
    - { id: Z2, name: { zh: 民主路, en: Minzhu Road }, center: [900, 0] }
  schools:
    - { id: jiefang, name: { zh: 解放小学, en: Jiefang School }, group: open, seats: 2, location: [0, 100], zones: [Z1] }
    - { id: minzhu, name: { zh: 民主小学, en: Minzhu School }, group: open, seats: 2, location: [900, 100], zones: [Z2] }
    - { id: dasi, name: { zh: 大司小学, en: Dasi School }, group: open, seats: 2, location: [500, 100], zones: [Z2] }
    - { id: wangchun, name: { zh: 望春小学, en: Wangchun School }, group: open, seats: 2, location: [400, 0], zones: [Z1] }
    - { id: closed, name: { zh: 封闭小学, en: Closed School }, group: zone-only, seats: 2, location: [100, 0], zones: [Z1] }
steps:
  - id: zone
    label: { zh: 施教区录取, en: Zone step }
    rule: { source: notice, article: "6", demoChoice: true }
    mechanism: serial-dictatorship
    lotScope: one
    categories: [A]
    lists: own-zone
    order: []
  - id: choices
    label: { zh: 积分志愿, en: Points and choices }
    rule: { source: notice, article: "7", demoChoice: true }
    mechanism: deferred-acceptance
    lotScope: one
    categories: [M]
    competitorsAtMost: 6
    lists: choices
    order: [{ by: points }]
redistribution: { consent: required }
`;

function parsed(): Policy {
  const policy = parsePolicy(TOY_SOURCE);
  if (!policy.ok) {
    throw new Error(policy.error.map(({ place, message }) => `${place}: ${message.en}`).join("\n"));
  }
  return policy.value;
}

export const TOY_POLICY: Policy = parsed();
