import { FACTS } from "@yangguang/core/domain/facts.ts";
import type { FactId } from "@yangguang/core/domain/facts.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { ApplicationsPage } from "../officers/applications.tsx";
import { CasePage } from "../officers/case.tsx";
import { DashboardPage } from "../officers/dashboard.tsx";
import { InboxPage } from "../officers/inbox.tsx";
import { PlanPage } from "../officers/plan.tsx";
import type {
  CaseFactView,
  CaseView,
  DashboardView,
  InboxView,
  SeatsTable,
} from "../officers/views.ts";
import { fields, routes } from "../routes.ts";
import { SCHOOLS, announcedSeason, head, history, schoolName, season, zoneName } from "./data.ts";
import { decided, undecided } from "./decisions.ts";
import type { PageExample } from "./page-example.ts";

export const seats: SeatsTable = {
  steps: [
    text("A1", "A1"),
    text("A2", "A2"),
    text("C", "C"),
    text("D", "D"),
    text("随迁", "Migrants"),
  ],
  rows: SCHOOLS.map(({ name, seats }, index) => ({
    school: name,
    seats,
    admitted: [120 - index * 9, 30, 42 + index, 0, 11],
    left: index === 3 ? 21 : 0,
    accepted: 180 - index,
    registered: 0,
  })),
};

const dashboard: DashboardView = {
  season: season(),
  openCases: 913,
  counts: [
    { status: "submitted", count: 84 },
    { status: "in-review", count: 913 },
    { status: "correction", count: 37 },
    { status: "eligible", count: 1204 },
    { status: "ineligible", count: 12 },
    { status: "withdrawn", count: 5 },
  ],
  actions: [
    {
      action: "freeze",
      label: text("冻结名册", "Freeze the roll"),
      allowed: false,
      why: text(
        "报名和审核还没有结束（审核到 6 月 20 日 17:00）。",
        "Applications and review are still open (review until 20 June, 17:00).",
      ),
    },
    { action: "set-timetable", label: text("调整日程", "Change the timetable"), allowed: true },
  ],
  seats: null,
};

const inbox: InboxView = {
  season: season(),
  filters: { query: "", reason: "", claimed: "" },
  reasons: [
    { id: "family", label: text("家庭说有误", "The family says it is wrong"), count: 321 },
    { id: "property", label: text("房产信息不一致", "Property facts disagree"), count: 207 },
  ],
  cases: Array.from({ length: 8 }, (_, index) => ({
    application: head(index % 3 === 2 ? "correction" : "in-review", index + 1),
    childName: ["*知远", "*㛃𬭊", "*大友"][index % 3] ?? "*",
    category: index % 2 === 0 ? text("C 类：在施教区有房产", "C: property in the zone") : null,
    reasons:
      index % 2 === 0
        ? [text("房产信息不一致", "Property facts disagree")]
        : [
            text("家庭说有误", "The family says it is wrong"),
            text("人社无答复", "Human resources has not answered"),
          ],
    waitingSince: `2024-06-0${1 + (index % 3)}T0${1 + index}:12:00+08:00`,
    claimedBy: index === 1 ? "胡立新" : null,
  })),
  paging: { page: 1, pages: 46, total: 913 },
};

const caseFact = (id: FactId, rest: Partial<CaseFactView>): CaseFactView => ({
  id,
  label: FACTS[id].label,
  source: text("自然资源（不动产）", "Natural resources (property register)"),
  type: FACTS[id].type,
  state: "answered",
  value: null,
  asOf: "2024-06-02T10:00:00+08:00",
  remark: null,
  familyNote: "",
  confirmed: "",
  none: false,
  basis: "",
  ...rest,
});

const openCase: CaseView = {
  season: season(),
  application: head("in-review"),
  child: {
    name: "应知远",
    birthDate: "2018-03-02",
    document: "330784201803021234",
    guardian: "应晓岚（母亲）",
    phone: null,
  },
  claimedBy: "胡立新",
  claimedByMe: true,
  why: [
    text("家庭说“儿童户籍所在施教区”有误", "The family says “child's zone” is wrong"),
    text("房产份额需要人工核实", "The property's share needs a person"),
  ],
  decision: undecided,
  facts: [
    caseFact("child.hukouZone", {
      value: text("第3施教区", "Zone 3"),
      familyNote: "2024年3月已迁入第6施教区，户口本为证。",
    }),
    caseFact("property.share", {
      state: "needs-person",
      value: text("45%", "45 %"),
      remark: text(
        "共有人中有一位不在户口本上。",
        "One of the owners is not in the household register.",
      ),
      confirmed: "51",
    }),
    caseFact("property.since", { value: text("2020年5月6日", "6 May 2020") }),
    caseFact("residence.permitValid", { state: "waiting", asOf: null }),
    caseFact("child.hukouKind", { value: text("家庭户", "family household") }),
  ],
  zones: Array.from({ length: 12 }, (_, index) => ({ id: `z${index + 1}`, name: zoneName(index) })),
  choices: [schoolName(0), schoolName(1)],
  actions: [
    { action: "approve", label: text("审核通过", "Approve"), allowed: true },
    {
      action: "ask-correction",
      label: text("要求补正", "Ask the family to correct"),
      allowed: true,
    },
    { action: "reject", label: text("审核不通过", "Reject"), allowed: true },
    {
      action: "reopen",
      label: text("重新审核", "Reopen the review"),
      allowed: false,
      why: text("正在审核中。", "It is being reviewed already."),
    },
  ],
  correctionReasons: [
    { id: "explain", label: text("需要书面说明", "An explanation is needed") },
    { id: "document", label: text("需要补充证明", "A document is needed") },
  ],
  rejectionRules: [{ id: "age", label: text("第二条：年龄不符", "Article 2: age") }],
  entered: { reasons: [], askText: "", rule: "", rejectText: "", reopenText: "" },
  history,
  failures: [],
};

export const officerExamples: readonly PageExample[] = [
  {
    name: "officer",
    role: "bureau",
    path: routes.officer.path(),
    render: (page) => <DashboardPage page={page} view={dashboard} />,
  },
  {
    name: "officer-announced",
    role: "bureau",
    path: routes.officer.path(),
    render: (page) => (
      <DashboardPage page={page} view={{ ...dashboard, season: announcedSeason(), seats }} />
    ),
  },
  {
    name: "inbox",
    role: "bureau",
    path: routes.inbox.path(),
    render: (page) => <InboxPage page={page} view={inbox} />,
  },
  {
    name: "inbox-empty",
    role: "bureau",
    path: routes.inbox.path(),
    render: (page) => (
      <InboxPage
        page={page}
        view={{ ...inbox, cases: [], paging: { page: 1, pages: 0, total: 0 } }}
      />
    ),
  },
  {
    name: "case",
    role: "bureau",
    path: routes.case.path({ application: openCase.application.id }),
    render: (page) => <CasePage page={page} view={openCase} />,
  },
  {
    name: "case-error",
    role: "bureau",
    path: routes.case.path({ application: openCase.application.id }),
    render: (page) => (
      <CasePage
        page={page}
        view={{
          ...openCase,
          claimedBy: null,
          claimedByMe: false,
          decision: null,
          entered: { ...openCase.entered, reasons: ["explain"] },
          failures: [
            failure(
              "fact.basis-missing",
              "更正“家庭房产份额”必须写明依据。",
              "Say what the new share rests on.",
              fields.basis("property.share"),
            ),
            failure(
              "ask.text-missing",
              "请写给家庭一句话。",
              "Write a sentence to the family.",
              fields.askText,
            ),
            failure(
              "ask.reason-missing",
              "请至少选择一个原因。",
              "Choose at least one reason.",
              fields.reason,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "case-settled",
    role: "bureau",
    path: routes.case.path({ application: openCase.application.id }),
    render: (page) => (
      <CasePage
        page={page}
        view={{
          ...openCase,
          application: head("eligible"),
          decision: decided,
          why: [],
          actions: [
            {
              action: "approve",
              label: text("审核通过", "Approve"),
              allowed: false,
              why: text("已经审核通过。", "It is approved already."),
            },
            { action: "reopen", label: text("重新审核", "Reopen the review"), allowed: true },
          ],
        }}
      />
    ),
  },
  {
    name: "applications",
    role: "bureau",
    path: routes.applications.path(),
    render: (page) => (
      <ApplicationsPage
        page={page}
        view={{
          season: season(),
          filters: { query: "应知远", status: "eligible", school: "dasixiang" },
          schools: SCHOOLS.map(({ id, name }) => ({ id, label: name })),
          rows: inbox.cases.map((row, index) => ({
            application: row.application,
            childName: row.childName,
            category: row.category,
            firstChoice: schoolName(index),
            placedAt: index === 0 ? schoolName(1) : null,
            changedAt: "2024-06-02T14:20:00+08:00",
          })),
          paging: { page: 1, pages: 1, total: 8 },
        }}
      />
    ),
  },
  {
    name: "plan",
    role: "bureau",
    path: routes.plan.path(),
    render: (page) => (
      <PlanPage
        page={page}
        view={{
          season: season(),
          schools: SCHOOLS.map(({ id, name, seats }, index) => ({
            id,
            name,
            seats,
            group: text("城区公办", "urban public"),
            zones: [zoneName(index)],
            firstChoices: 310 - index * 40,
            childrenInZones: 240,
          })),
        }}
      />
    ),
  },
];
