import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { applicationRoutesOf, fields, routes } from "../routes.ts";
import { MyChildrenPage } from "../families/my-children.tsx";
import { ApplicationPage } from "../families/application.tsx";
import { ConfirmPage } from "../families/confirm.tsx";
import { ReceiptPage } from "../families/receipt.tsx";
import type { ApplicationView, MyChildrenView } from "../families/views.ts";
import { child, head, history, longNamed, schoolName, season, sister } from "./data.ts";
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
  rejection: null,
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
          logged: true,
        }}
      />
    ),
  },
  {
    name: "receipt-not-logged",
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
          logged: false,
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
          next: "not-approved",
          rejection: text(
            "年龄不符合：出生日期以户籍登记为准，明年可以报名。",
            "Age: not yet six years old: the register's date of birth counts; you can apply next year.",
          ),
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
];
