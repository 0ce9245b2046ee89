import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { ApplyChoicesPage } from "../families/apply-choices.tsx";
import { ApplyConsentPage } from "../families/apply-consent.tsx";
import { ApplyFactsPage } from "../families/apply-facts.tsx";
import { ApplyReviewPage } from "../families/apply-review.tsx";
import { ApplyStartPage } from "../families/apply-start.tsx";
import type { ApplyChoicesView, ApplyView, PurposeView } from "../families/views.ts";
import { applicationRoutesOf, fields } from "../routes.ts";
import { SCHOOLS, child, head, schoolName, season, sister } from "./data.ts";
import { factGroups } from "./decisions.ts";
import type { PageExample } from "./page-example.ts";

const own = applicationRoutesOf.family;
const forChild = { child: child.id };
const view: ApplyView = { forWhom: { audience: "family" }, child, season: season(), failures: [] };

const purposes: readonly PurposeView[] = [
  {
    id: "admission",
    label: text("用于入学审核和录取", "Checking and placing"),
    explanation: text(
      "判断类别、计算积分、分配学位。",
      "To decide the category, count points and give a place.",
    ),
    required: true,
    given: true,
  },
  {
    id: "notices",
    label: text("用短信通知进度", "Messages about progress"),
    explanation: text(
      "状态变化时给您发短信；不同意也能在这里查看。",
      "A text message when something changes; without it you can look here.",
    ),
    required: false,
    given: false,
  },
];

const choices: ApplyChoicesView = {
  ...view,
  mode: { kind: "apply" },
  options: SCHOOLS.map(({ id, name, seats }, index) => ({
    id,
    name,
    seats,
    ownZone: index < 2,
    distance: index === 5 ? null : 420 + index * 610,
    lastCutoffs:
      index === 4 ? [] : [text(`2023年 C 类 ${70 - index} 分`, `2023, C: ${70 - index} points`)],
  })),
  min: 1,
  max: 3,
  advice: "truthful",
  chosen: ["dasixiang", "jiefang", ""],
  redistribution: true,
  siblings: [{ id: sister.id, name: sister.name, shares: true }],
};

const asks = factGroups.map(({ source, facts }) => ({
  source,
  facts: facts.map(({ label }) => label),
}));

export const applyingExamples: readonly PageExample[] = [
  {
    name: "apply-start",
    role: "guardian",
    path: own.applyStart.path(forChild),
    render: (page) => (
      <ApplyStartPage
        page={page}
        view={{
          ...view,
          asks,
          consentToCheck: false,
          failures: [
            failure(
              "consent.needed",
              "请先同意查询，才能继续。",
              "Please agree to the look-up to go on.",
              fields.consentToCheck,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "apply-facts",
    role: "guardian",
    path: own.applyFacts.path(forChild),
    render: (page) => (
      <ApplyFactsPage page={page} view={{ ...view, mode: { kind: "apply" }, groups: factGroups }} />
    ),
  },
  {
    name: "apply-facts-error",
    role: "guardian",
    path: own.applyFacts.path(forChild),
    render: (page) => (
      <ApplyFactsPage
        page={page}
        view={{
          ...view,
          mode: { kind: "apply" },
          groups: factGroups,
          failures: [
            failure(
              "facts.note-missing",
              "请写明“家庭房产份额”应该是什么。",
              "Say what “Family's property: share” should be.",
              fields.note("property.share"),
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "amend",
    role: "guardian",
    path: own.amend.path({ application: head("eligible").id }),
    render: (page) => (
      <ApplyFactsPage
        page={page}
        view={{
          ...view,
          mode: { kind: "amend", application: head("eligible") },
          groups: factGroups,
        }}
      />
    ),
  },
  {
    name: "correct",
    role: "guardian",
    path: own.correct.path({ application: head("correction").id }),
    render: (page) => (
      <ApplyFactsPage
        page={page}
        view={{
          ...view,
          mode: {
            kind: "correct",
            application: head("correction"),
            ask: {
              reasons: [
                text("房产信息不一致", "Property facts disagree"),
                text("缺少说明", "An explanation is missing"),
              ],
              message: "请说明 <紫微北路 6 号> 与户籍地址的关系。",
              askedAt: "2024-06-02T15:00:00+08:00",
              by: "2024-06-20T17:00:00+08:00",
            },
            reply: "",
          },
          groups: factGroups,
          failures: [
            failure(
              "correct.reply-missing",
              "请写下您的说明。",
              "Please write your answer.",
              fields.reply,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "apply-choices",
    role: "guardian",
    path: own.applyChoices.path(forChild),
    render: (page) => <ApplyChoicesPage page={page} view={choices} />,
  },
  {
    name: "apply-choices-error",
    role: "guardian",
    path: own.applyChoices.path(forChild),
    render: (page) => (
      <ApplyChoicesPage
        page={page}
        view={{
          ...choices,
          advice: "first-counts",
          chosen: ["dasixiang", "dasixiang", ""],
          failures: [
            failure(
              "choices.twice",
              "大司巷小学填了两次，请换一所或清除。",
              "Dasixiang is listed twice. Choose another school or clear it.",
              fields.choice(2),
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "apply-choices-none",
    role: "guardian",
    path: own.applyChoices.path(forChild),
    render: (page) => (
      <ApplyChoicesPage
        page={page}
        view={{
          ...choices,
          options: [],
          min: 0,
          max: 0,
          chosen: [],
          redistribution: null,
          siblings: [],
        }}
      />
    ),
  },
  {
    name: "change-choices",
    role: "guardian",
    path: own.changeChoices.path({ application: head("eligible").id }),
    render: (page) => (
      <ApplyChoicesPage
        page={page}
        view={{ ...choices, mode: { kind: "change", application: head("eligible") } }}
      />
    ),
  },
  {
    name: "apply-consent",
    role: "guardian",
    path: own.applyConsent.path(forChild),
    render: (page) => <ApplyConsentPage page={page} view={{ ...view, purposes }} />,
  },
  {
    name: "apply-review",
    role: "guardian",
    path: own.applyReview.path(forChild),
    render: (page) => (
      <ApplyReviewPage
        page={page}
        view={{
          ...view,
          purposes,
          groups: factGroups,
          choices: [schoolName(0), schoolName(1)],
          redistribution: true,
          sharesLotWith: [sister.name],
        }}
      />
    ),
  },
];
