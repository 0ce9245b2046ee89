import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { applicationRoutesOf, fields, routes } from "../routes.ts";
import { MyChildrenPage } from "../families/my-children.tsx";
import { ApplicationPage } from "../families/application.tsx";
import { ConfirmPage } from "../families/confirm.tsx";
import { NoticePage } from "../families/notice.tsx";
import { ReceiptPage } from "../families/receipt.tsx";
import { ResultPage } from "../families/result.tsx";
import type { ApplicationView, MyChildrenView, ResultView } from "../families/views.ts";
import {
  HASH,
  announcedSeason,
  child,
  head,
  history,
  longNamed,
  schoolName,
  season,
  sister,
} from "./data.ts";
import { decided, factGroups, notAdmitted, undecided } from "./decisions.ts";
import type { PageExample } from "./page-example.ts";

const own = applicationRoutesOf.family;
const family = { audience: "family" } as const;
const counter = {
  audience: "counter",
  guardian: { id: "5b1c0000-0000-4000-8000-000000000009", name: "应晓岚" },
} as const;

const children: MyChildrenView = {
  forWhom: family,
  season: season(),
  register: { state: "answered", asOf: "2024-06-03T10:29:00+08:00" },
  children: [
    {
      child,
      application: null,
      appliedByOther: null,
      next: "apply",
      by: "2024-06-11T17:00:00+08:00",
    },
    {
      child: sister,
      application: head("correction", 2),
      appliedByOther: null,
      next: "correct",
      by: "2024-06-20T17:00:00+08:00",
    },
    {
      child: longNamed,
      application: head("submitted", 3),
      appliedByOther: text(
        "孩子的母亲已经为他报名，一个孩子只能有一份报名。",
        "His mother has already applied: one application per child.",
      ),
      next: "none",
      by: null,
    },
  ],
};

const application: ApplicationView = {
  forWhom: family,
  child,
  season: season(),
  application: head("eligible"),
  next: "wait-result",
  by: null,
  decision: decided,
  rank: { place: 318, of: 1204 },
  ask: null,
  groups: factGroups,
  choices: [schoolName(0), schoolName(1), schoolName(2)],
  redistribution: true,
  sharesLotWith: [sister.name],
  actions: [
    { action: "choose", label: text("修改志愿", "Change choices"), allowed: true },
    { action: "amend", label: text("修改报名信息", "Change the application"), allowed: true },
    { action: "withdraw", label: text("撤回报名", "Withdraw"), allowed: true },
  ],
  history,
};

const closed = text("报名已于 6 月 11 日截止。", "Applications closed on 11 June.");

const result: ResultView = {
  forWhom: family,
  child,
  season: announcedSeason(),
  application: head("offered"),
  outcome: { kind: "placed", school: schoolName(1), step: text("C 类录取", "Step C"), listRank: 2 },
  verdicts: [
    {
      school: schoolName(0),
      step: text("C 类录取", "Step C"),
      listRank: 1,
      verdict: "beaten-by-lot",
      why: [
        text(
          "与最后一名录取者条件相同，按公开摇号号码排序，您孩子的号码靠后。",
          "Equal to the last one admitted in everything else; by public lot your child came later.",
        ),
      ],
      compared: [
        { what: text("积分", "Points"), own: "63.6", last: "63.6" },
        { what: text("号码", "Lot"), own: "b31f09c2…", last: "9b74c989…" },
      ],
    },
    {
      school: schoolName(1),
      step: text("C 类录取", "Step C"),
      listRank: 2,
      verdict: "admitted",
      why: [text("排在最后一名录取者之前。", "Came before the last one admitted.")],
      compared: [{ what: text("积分", "Points"), own: "63.6", last: "61.2" }],
    },
  ],
  lots: [{ draw: text("全市统一号码", "One lot for all schools"), lot: HASH }],
  actions: [
    { action: "accept", label: text("确认入学", "Accept the place"), allowed: true },
    { action: "decline", label: text("放弃学位", "Decline the place"), allowed: true },
  ],
  answerBy: "2024-06-05T17:00:00+08:00",
  noticeReady: false,
};

const applicationPath = { application: head("eligible").id };

export const familyExamples: readonly PageExample[] = [
  {
    name: "children",
    role: "guardian",
    path: routes.children.path(),
    render: (page) => (
      <MyChildrenPage
        page={{
          ...page,
          notice: { tone: "good", message: text("修改已保存。", "The change has been saved.") },
        }}
        view={children}
      />
    ),
  },
  {
    name: "children-empty",
    role: "guardian",
    path: routes.children.path(),
    render: (page) => <MyChildrenPage page={page} view={{ ...children, children: [] }} />,
  },
  {
    name: "children-agency-down",
    role: "guardian",
    path: routes.children.path(),
    render: (page) => (
      <MyChildrenPage
        page={page}
        view={{
          ...children,
          children: [],
          season: null,
          register: {
            state: "unavailable",
            why: text(
              "公安户籍系统正在维护，预计 12:00 恢复。您的机会不受影响。",
              "The household register is being maintained until about 12:00. Your chances do not suffer.",
            ),
          },
        }}
      />
    ),
  },
  {
    name: "children-counter",
    role: "clerk",
    path: routes.counterFamily.path({ guardian: counter.guardian.id }),
    render: (page) => <MyChildrenPage page={page} view={{ ...children, forWhom: counter }} />,
  },
  {
    name: "receipt",
    role: "guardian",
    path: own.receipt.path(applicationPath),
    render: (page) => (
      <ReceiptPage
        page={page}
        view={{
          forWhom: family,
          child,
          season: season(),
          application: head("submitted"),
          submittedAt: "2024-06-03T10:29:40+08:00",
          choices: application.choices,
          url: "https://rx.example.cn/family/applications/7c9e6679-0000-4000-8000-000000000001/receipt",
        }}
      />
    ),
  },
  {
    name: "application",
    role: "guardian",
    path: own.application.path(applicationPath),
    render: (page) => <ApplicationPage page={page} view={application} />,
  },
  {
    name: "application-correction",
    role: "guardian",
    path: own.application.path(applicationPath),
    render: (page) => (
      <ApplicationPage
        page={page}
        view={{
          ...application,
          application: head("correction"),
          next: "correct",
          by: "2024-06-20T17:00:00+08:00",
          decision: undecided,
          rank: null,
          ask: {
            reasons: [text("房产信息不一致", "Property facts disagree")],
            message: "您登记的房产地址是“紫微北路 6 号”，请说明与户籍地址的关系。",
            askedAt: "2024-06-02T15:00:00+08:00",
            by: "2024-06-20T17:00:00+08:00",
          },
          actions: [
            { action: "correct", label: text("补正信息", "Send the correction"), allowed: true },
            { action: "withdraw", label: text("撤回报名", "Withdraw"), allowed: true },
          ],
        }}
      />
    ),
  },
  {
    name: "application-closed",
    role: "guardian",
    path: own.application.path(applicationPath),
    render: (page) => (
      <ApplicationPage
        page={page}
        view={{
          ...application,
          application: head("ineligible"),
          next: "none",
          decision: notAdmitted,
          rank: null,
          choices: [],
          redistribution: null,
          sharesLotWith: [],
          actions: application.actions.map(({ action, label }) => ({
            action,
            label,
            allowed: false,
            why: closed,
          })),
        }}
      />
    ),
  },
  {
    name: "withdraw",
    role: "guardian",
    path: own.withdraw.path(applicationPath),
    render: (page) => (
      <ConfirmPage
        page={page}
        view={{
          forWhom: family,
          child,
          application: head("eligible"),
          action: { action: "withdraw", label: text("撤回报名", "Withdraw"), allowed: true },
          school: null,
          failures: [
            failure(
              "confirm.not-sure",
              "请勾选确认后再提交。",
              "Tick the box to confirm, then send again.",
              fields.sure,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "accept",
    role: "guardian",
    path: own.accept.path(applicationPath),
    render: (page) => (
      <ConfirmPage
        page={page}
        view={{
          forWhom: family,
          child,
          application: head("offered"),
          action: { action: "accept", label: text("确认入学", "Accept the place"), allowed: true },
          school: schoolName(1),
          failures: [],
        }}
      />
    ),
  },
  {
    name: "decline-over",
    role: "guardian",
    path: own.decline.path(applicationPath),
    render: (page) => (
      <ConfirmPage
        page={page}
        view={{
          forWhom: family,
          child,
          application: head("lapsed"),
          action: {
            action: "decline",
            label: text("放弃学位", "Decline the place"),
            allowed: false,
            why: text(
              "确认期限已过，学位已作废。",
              "The time for answering is over and the offer has lapsed.",
            ),
          },
          school: schoolName(1),
          failures: [],
        }}
      />
    ),
  },
  {
    name: "result",
    role: "guardian",
    path: own.result.path(applicationPath),
    render: (page) => <ResultPage page={page} view={result} />,
  },
  {
    name: "result-accepted",
    role: "guardian",
    path: own.result.path(applicationPath),
    render: (page) => (
      <ResultPage
        page={page}
        view={{
          ...result,
          application: head("accepted"),
          actions: [],
          answerBy: null,
          noticeReady: true,
        }}
      />
    ),
  },
  {
    name: "result-unplaced",
    role: "guardian",
    path: own.result.path(applicationPath),
    render: (page) => (
      <ResultPage
        page={page}
        view={{
          ...result,
          application: head("unplaced"),
          outcome: {
            kind: "unplaced",
            nextSteps: [
              text(
                "等待 7 月 10 日公布的补录学位。",
                "Wait for the supplementary seats on 10 July.",
              ),
              text(
                "对结果有疑问，可在 7 月 8 日前申诉。",
                "If you doubt the result, appeal before 8 July.",
              ),
            ],
          },
          actions: [],
          answerBy: null,
          verdicts: result.verdicts.slice(0, 1),
        }}
      />
    ),
  },
  {
    name: "admission-notice",
    role: "guardian",
    path: own.notice.path(applicationPath),
    render: (page) => (
      <NoticePage
        page={page}
        view={{
          forWhom: family,
          child,
          season: announcedSeason(),
          application: head("accepted"),
          school: schoolName(1),
          issuer: text("永康市教育局", "Yongkang Education Bureau"),
          issuedAt: "2024-06-03T10:00:00+08:00",
          bring: [
            text("监护人证件", "The guardian's identity document"),
            text("孩子的预防接种证明", "The child's vaccination record"),
          ],
          url: "https://rx.example.cn/family/applications/7c9e6679-0000-4000-8000-000000000001/notice",
        }}
      />
    ),
  },
];
