import { pointsOf } from "@yangguang/core/domain/points.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { DecisionView, FactGroupView } from "../families/views.ts";

/** Invented decisions and facts, as families and officers see them. */

const notice = text("2024年招生通知 第三条", "2024 notice, article 3");
const citation = { source: "notice-2024", article: "第三条", demoChoice: false };

export const decided: DecisionView = {
  kind: "decided",
  category: text("C 类：在施教区有房产", "C: property in the zone"),
  admitted: true,
  zone: text("第6施教区", "Zone 6"),
  points: pointsOf(63_600),
  breakdown: [
    {
      item: "base",
      label: text("基础分", "Base points"),
      rule: citation,
      points: pointsOf(60_000),
      uncapped: pointsOf(60_000),
      how: text("第七类：60 分", "Class 7: 60"),
      lines: [],
    },
    {
      item: "time",
      label: text("时间加分", "Points for time"),
      rule: { ...citation, demoChoice: true },
      points: pointsOf(3600),
      uncapped: pointsOf(12_000),
      how: text("两项相加，封顶", "The sum of both, capped"),
      lines: [
        {
          item: "lease",
          label: text("租赁备案", "Filed lease"),
          rule: citation,
          points: pointsOf(1200),
          uncapped: pointsOf(1200),
          how: text("24 个月 × 0.05", "24 months × 0.05"),
          lines: [],
        },
        {
          item: "insurance",
          label: text("社会保险", "Social insurance"),
          rule: citation,
          points: pointsOf(2400),
          uncapped: pointsOf(2400),
          how: text("超过 12 个月的 48 个月 × 0.05", "48 months beyond 12 × 0.05"),
          lines: [],
        },
      ],
    },
  ],
  reasons: [
    {
      met: "no",
      message: text("A1：孩子户籍不在施教区", "A1: the child is not registered in the zone"),
      article: notice,
      demoChoice: false,
    },
    {
      met: "yes",
      message: text("C：家庭房产在第6施教区", "C: the family's property is in zone 6"),
      article: notice,
      demoChoice: true,
    },
  ],
};

export const undecided: DecisionView = {
  kind: "undecided",
  missing: [
    text("社会保险缴费月数", "Social insurance: months paid"),
    text("家庭房产份额", "Family's property: share"),
  ],
  reasons: [
    {
      met: "unknown",
      message: text("C：家庭房产份额待核实", "C: the property's share is not known yet"),
      article: notice,
      demoChoice: false,
    },
  ],
};

export const notAdmitted: DecisionView = {
  kind: "not-admitted",
  reasons: [
    {
      met: "no",
      message: text(
        "孩子应在 2017年9月1日 至 2018年8月31日 之间出生",
        "The child must be born from 1 September 2017 to 31 August 2018",
      ),
      article: text("2024年招生通知 第二条", "2024 notice, article 2"),
      demoChoice: false,
    },
  ],
};

export const factGroups: readonly FactGroupView[] = [
  {
    source: text("公安（户籍）", "Public security (household register)"),
    asOf: "2024-06-03T10:20:00+08:00",
    facts: [
      {
        id: "child.birthDate",
        label: text("儿童出生日期", "Child's date of birth"),
        state: "answered",
        value: text("2018年3月2日", "2 March 2018"),
        remark: null,
        wrong: false,
        note: "",
      },
      {
        id: "child.hukouZone",
        label: text("儿童户籍所在施教区", "Child's household registration: zone"),
        state: "answered",
        value: text("第3施教区", "Zone 3"),
        remark: null,
        wrong: true,
        note: "2024年3月已迁入第6施教区，户口本为证。",
      },
    ],
  },
  {
    source: text("自然资源（不动产）", "Natural resources (property register)"),
    asOf: "2024-06-03T10:20:00+08:00",
    facts: [
      {
        id: "property.zone",
        label: text("家庭房产所在施教区", "Family's property: zone"),
        state: "answered",
        value: text("第6施教区", "Zone 6"),
        remark: null,
        wrong: false,
        note: "",
      },
      {
        id: "property.share",
        label: text("家庭房产份额", "Family's property: share"),
        state: "needs-person",
        value: text("45%", "45 %"),
        remark: text(
          "共有人中有一位不在户口本上。",
          "One of the owners is not in the household register.",
        ),
        wrong: false,
        note: "",
      },
    ],
  },
  {
    source: text("人社（社会保险）", "Human resources (social insurance)"),
    asOf: null,
    facts: [
      {
        id: "insurance.months",
        label: text("社会保险缴费月数", "Social insurance: months paid"),
        state: "waiting",
        value: null,
        remark: text(
          "人社系统排队中，一般当天答复。",
          "Queued at human resources; it usually answers the same day.",
        ),
        wrong: false,
        note: "",
      },
      {
        id: "employment.stable",
        label: text("稳定就业", "Stable employment"),
        state: "unavailable",
        value: null,
        remark: null,
        wrong: false,
        note: "",
      },
    ],
  },
];
