import { possibleActions } from "@yangguang/core/domain/judge.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { SeasonStage } from "@yangguang/core/domain/status-table.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { NoticePage } from "@yangguang/web/families/notice.tsx";
import { ResultPage } from "@yangguang/web/families/result.tsx";
import type { NoticeView, ResultView } from "@yangguang/web/families/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { FastifyInstance } from "fastify";
import { cachedRun } from "../../services/run-cache.ts";
import { actionOffers, schoolName, stepLabel } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { Refusal } from "../refusals.ts";
import { headOf } from "./application.ts";
import type { Desk } from "./desk.ts";
import type { ApplicationVisit } from "./load.ts";
import { visitApplication } from "./load.ts";
import { explainResult, UNPLACED_STEPS } from "./map-result.ts";
import { answer } from "./outcome.ts";

/** Nobody sees a result before all see theirs. */
const ANNOUNCED: ReadonlySet<SeasonStage> = new Set(["announced", "closed"]);

export function registerResult(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  app.get(desk.routes.result.pattern, async (request, reply) => {
    const visit = await visitApplication(http, desk, request);
    const outcome = outcomeOf(visit);
    if (outcome === null) throw new Refusal(404, [noResult]);
    const view = await resultView(http, visit, outcome);
    return answer(http, request, reply, { show: (page) => ResultPage({ view, page }) });
  });

  app.get(desk.routes.notice.pattern, async (request, reply) => {
    const view = noticeView(http, await visitApplication(http, desk, request));
    if (view === null) throw new Refusal(404, [noNotice]);
    return answer(http, request, reply, { show: (page) => NoticePage({ view, page }) });
  });
}

/** Null where there is no result, or it is not announced yet. */
function outcomeOf({ season, file }: ApplicationVisit): ResultView["outcome"] | null {
  const { offer, status } = file.application.state;
  if (!ANNOUNCED.has(season.moment.stage)) return null;
  if (status === "unplaced") return { kind: "unplaced", nextSteps: UNPLACED_STEPS };
  if (offer === null) return null;
  return {
    kind: "placed",
    school: schoolName(season.policy, offer.school),
    step: stepLabel(season.policy, offer.step),
    listRank: offer.listRank,
  };
}

async function resultView(
  { services }: HttpContext,
  visit: ApplicationVisit,
  outcome: ResultView["outcome"],
): Promise<ResultView> {
  const { acting, season, file } = visit;
  const { pid, state } = file.application;
  const possible = possibleActions(acting.actor.kind, state.status, season.moment);
  return {
    ...headOf(visit),
    outcome,
    ...explainResult(season.policy, await cachedRun(services, season), pid),
    actions: actionOffers(possible, ["accept", "decline"]),
    answerBy: state.status === "offered" ? season.moment.timetable.acceptance.closes : null,
    noticeReady: acceptedAt(visit) !== null,
  };
}

/** When the place was accepted; null where it was not, or was not taken up. */
function acceptedAt({ file }: ApplicationVisit): Date | null {
  const { status } = file.application.state;
  if (status !== "accepted" && status !== "registered") return null;
  return file.actions.findLast(({ content }) => content.action === "accept")?.at ?? null;
}

function noticeView({ city, publicUrl }: HttpContext, visit: ApplicationVisit): NoticeView | null {
  const { pid, state } = visit.file.application;
  const { offer } = state;
  const issuedAt = acceptedAt(visit);
  if (issuedAt === null || offer === null) return null;
  return {
    ...headOf(visit),
    school: schoolName(visit.season.policy, offer.school),
    issuer: text(`${city.zh}教育局`, `${city.en} Education Bureau`),
    issuedAt: issuedAt.toISOString(),
    bring: BRING,
    // Public: whoever is shown the notice can check it without an account.
    url: publicUrl + routes.result.path({ pid }),
  };
}

/** What the rules allow a school to ask for after admission; everything else was checked before. */
const BRING = [
  text("孩子本人，由监护人陪同", "The child, with a guardian"),
  text("本通知书（手机出示即可）", "This notice (on a phone is enough)"),
  text("预防接种证", "The vaccination record"),
] as const;

const noResult = failure(
  "result.none",
  "还没有可以查看的结果。结果公布后，所有家庭同时可以查看。",
  "There is no result to see yet. Once results are announced, all families see theirs at the same time.",
);

const noNotice = failure(
  "notice.none",
  "确认入学之后才有录取通知书。请先在结果页面确认。",
  "The admission notice is issued once the place is accepted. Accept it on the result page first.",
);
