import { text } from "@yangguang/core/domain/text.ts";
import { NoticePage } from "../families/notice.tsx";
import { ResultPage } from "../families/result.tsx";
import type { ResultView } from "../families/views.ts";
import { applicationRoutesOf } from "../routes.ts";
import { HASH, announcedSeason, child, head, schoolName } from "./data.ts";
import type { PageExample } from "./page-example.ts";

const own = applicationRoutesOf.family;
const family = { audience: "family" } as const;
const applicationPath = { application: head("offered").id };

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

export const resultExamples: readonly PageExample[] = [
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
