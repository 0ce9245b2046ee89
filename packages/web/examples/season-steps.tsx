import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { AllocatePage } from "../officers/allocate.tsx";
import { DrawPage } from "../officers/draw.tsx";
import { FreezePage } from "../officers/freeze.tsx";
import { SeasonStepPage } from "../officers/season-step.tsx";
import { TimetablePage } from "../officers/timetable.tsx";
import type { AllocateView, DrawView, FreezeView, TimetableView } from "../officers/views.ts";
import { fields, routes } from "../routes.ts";
import { cutoffs } from "./cutoffs.ts";
import { DICE, HASH, OTHER_HASH, announcedSeason, season, seasonTrail } from "./data.ts";
import { seats } from "./officers.tsx";
import type { PageExample } from "./page-example.ts";

const timetable: TimetableView = {
  version: 1,
  season: season(),
  windows: [
    { window: "application", opens: "2024-06-01T09:00", closes: "2024-06-11T17:00" },
    { window: "review", opens: "2024-06-01T09:00", closes: "2024-06-20T17:00" },
    { window: "acceptance", opens: "2024-07-01T09:00", closes: "2024-07-05T17:00" },
    { window: "registration", opens: "2024-08-25T08:00", closes: "2024-08-28T17:00" },
  ],
  why: "",
  change: {
    action: "set-timetable",
    label: text("调整日程", "Change the timetable"),
    allowed: true,
  },
  history: seasonTrail.slice(0, 1),
  failures: [],
};

const freeze: FreezeView = {
  season: season(),
  perCategory: [
    { category: text("A1", "A1"), children: 602 },
    { category: text("C", "C"), children: 1004 },
  ],
  leftOut: [
    { status: "in-review", count: 31 },
    { status: "correction", count: 4 },
  ],
  freeze: { action: "freeze", label: text("冻结名册", "Freeze the roll"), allowed: true },
  frozen: null,
  together: null,
  failures: [],
};

const drawn = { action: "draw", label: text("公开摇号", "Draw lots") } as const;

const draw: DrawView = {
  kind: "alone",
  season: season("frozen"),
  freezeHash: HASH,
  rollSize: 1606,
  commitment: { hash: OTHER_HASH, at: "2024-06-25T09:30:00+08:00" },
  diceAtLeast: 39,
  entered: { dice: "", diceAgain: "", reader: "", secondReader: "" },
  draw: { ...drawn, allowed: true },
  drawn: null,
  failures: [],
};

const allocate: AllocateView = {
  season: season("drawn"),
  allocate: { action: "allocate", label: text("分配学位", "Allocate seats"), allowed: true },
  outcome: null,
  failures: [],
};

const outcome: AllocateView["outcome"] = {
  seats,
  cutoffs,
  placed: 1562,
  unplaced: [{ category: text("C", "C"), children: 44 }],
  hash: HASH,
};

export const seasonStepExamples: readonly PageExample[] = [
  {
    name: "timetable",
    role: "bureau",
    path: routes.timetable.path(),
    render: (page) => <TimetablePage page={page} view={timetable} />,
  },
  {
    name: "timetable-error",
    role: "bureau",
    path: routes.timetable.path(),
    render: (page) => (
      <TimetablePage
        page={page}
        view={{
          ...timetable,
          failures: [
            failure(
              "timetable.why-missing",
              "请写明改动理由，理由会公布。",
              "Give the reason; it is published.",
              fields.why,
            ),
            failure(
              "timetable.order",
              "结束时间必须晚于开始时间。",
              "A window must close after it opens.",
              fields.closes("review"),
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "freeze",
    role: "bureau",
    path: routes.freeze.path(),
    render: (page) => <FreezePage page={page} view={freeze} />,
  },
  {
    name: "freeze-blocked",
    role: "bureau",
    path: routes.freeze.path(),
    render: (page) => (
      <FreezePage
        page={page}
        view={{
          ...freeze,
          perCategory: [],
          leftOut: [],
          freeze: {
            action: "freeze",
            label: text("冻结名册", "Freeze the roll"),
            allowed: false,
            why: text("报名还没有结束。", "Applications are still open."),
          },
        }}
      />
    ),
  },
  {
    name: "freeze-done",
    role: "bureau",
    path: routes.freeze.path(),
    render: (page) => (
      <FreezePage
        page={page}
        view={{
          ...freeze,
          season: season("frozen"),
          leftOut: [],
          frozen: { at: "2024-06-21T09:00:00+08:00", root: HASH, size: 1606 },
        }}
      />
    ),
  },
  {
    name: "draw",
    role: "bureau",
    path: routes.draw.path(),
    render: (page) => <DrawPage page={page} view={draw} />,
  },
  {
    name: "draw-blocked",
    role: "bureau",
    path: routes.draw.path(),
    render: (page) => (
      <DrawPage
        page={page}
        view={{
          ...draw,
          freezeHash: null,
          rollSize: null,
          commitment: null,
          draw: {
            ...drawn,
            allowed: false,
            why: text("名册还没有冻结。", "The roll is not frozen yet."),
          },
        }}
      />
    ),
  },
  {
    name: "draw-error",
    role: "bureau",
    path: routes.draw.path(),
    render: (page) => (
      <DrawPage
        page={page}
        view={{
          ...draw,
          entered: {
            dice: DICE,
            diceAgain: DICE.replace("8", "3"),
            reader: "胡立新",
            secondReader: "程远",
          },
          failures: [
            failure(
              "dice.differ",
              "两次录入从第 7 位起不一致，请对照录像。",
              "The readings differ from digit 7 on. Look at the recording.",
              fields.diceAgain,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "draw-done",
    role: "bureau",
    path: routes.draw.path(),
    render: (page) => (
      <DrawPage
        page={page}
        view={{ ...draw, drawn: { at: "2024-06-25T09:40:00+08:00", dice: DICE, seed: HASH } }}
      />
    ),
  },
  {
    name: "allocate",
    role: "bureau",
    path: routes.allocate.path(),
    render: (page) => <AllocatePage page={page} view={allocate} />,
  },
  {
    name: "allocate-done",
    role: "bureau",
    path: routes.allocate.path(),
    render: (page) => <AllocatePage page={page} view={{ ...allocate, outcome }} />,
  },
  {
    name: "announce",
    role: "bureau",
    path: routes.announce.path(),
    render: (page) => (
      <SeasonStepPage
        page={page}
        view={{
          season: season("allocated"),
          step: {
            action: "announce",
            label: text("公布结果", "Announce the results"),
            allowed: true,
          },
          effects: [
            { what: text("录取", "Placed"), count: 1562 },
            { what: text("未录取", "No place"), count: 44 },
          ],
          done: null,
          failures: [],
        }}
      />
    ),
  },
  {
    name: "close-done",
    role: "bureau",
    path: routes.closeSeason.path(),
    render: (page) => (
      <SeasonStepPage
        page={page}
        view={{
          season: announcedSeason(),
          step: {
            action: "close",
            label: text("结束招生季", "Close the season"),
            allowed: false,
            why: text("已经结束。", "It is closed already."),
          },
          effects: [],
          done: "2024-08-30T10:00:00+08:00",
          failures: [],
        }}
      />
    ),
  },
];
