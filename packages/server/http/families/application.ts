import { possibleActions } from "@yangguang/core/domain/judge.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { ApplicationPage } from "@yangguang/web/families/application.tsx";
import { ReceiptPage } from "@yangguang/web/families/receipt.tsx";
import type {
  ApplicationSummaryView,
  ApplicationView,
  FamilyAction,
  ReceiptView,
} from "@yangguang/web/families/views.ts";
import { applicationRoutesOf } from "@yangguang/web/routes.ts";
import type { FastifyInstance } from "fastify";
import { ownChildren } from "../../services/families.ts";
import type { Rank } from "../../services/rank.ts";
import { receiptOf } from "../../services/receipts.ts";
import { rankByPoints } from "../../services/rank.ts";
import { actionOffers, childHead, decisionView, schoolName, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { Refusal } from "../refusals.ts";
import type { Desk } from "./desk.ts";
import type { ApplicationVisit } from "./load.ts";
import { familyHead, visitApplication } from "./load.ts";
import { correctionAsk, historyOf, rejectionOf, submittedAt } from "./map-application.ts";
import { lotSharers } from "./map-choices.ts";
import { enteredFrom, factGroups } from "./map-facts.ts";
import { nextThing } from "./next.ts";
import { answer } from "./outcome.ts";

/** The most urgent first. */
const FAMILY_ACTIONS: readonly FamilyAction[] = [
  "correct",
  "accept",
  "decline",
  "choose",
  "amend",
  "withdraw",
];

export function registerApplication(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  app.get(desk.routes.application.pattern, async (request, reply) => {
    const visit = await visitApplication(http, desk, request);
    const view = await applicationView(http, visit);
    return answer(http, request, reply, { show: (page) => ApplicationPage({ view, page }) });
  });

  app.get(desk.routes.receipt.pattern, async (request, reply) => {
    const visit = await visitApplication(http, desk, request);
    if (visit.file.application.state.status === "withdrawn") throw new Refusal(404, [noReceipt]);
    const view = await receiptView(http, visit);
    return answer(http, request, reply, { show: (page) => ReceiptPage({ view, page }) });
  });

  app.get(desk.routes.receiptFile.pattern, async (request, reply) => {
    const { file } = await visitApplication(http, desk, request);
    const receipt = await receiptOf(http.services, file.application);
    if (receipt === null) throw new Refusal(404, [notLoggedYet]);
    return reply
      .type("application/json; charset=utf-8")
      .header("cache-control", "no-store")
      .header("content-disposition", 'attachment; filename="yangguang-receipt.json"')
      .send(receipt);
  });
}

async function applicationView(
  http: HttpContext,
  visit: ApplicationVisit,
): Promise<ApplicationView> {
  const { acting, season, file } = visit;
  const { application, decision, actions } = file;
  const { status } = application.state;
  const possible = possibleActions(acting.actor.kind, status, season.moment);
  return {
    ...headOf(visit),
    ...(await summaryOf(http, visit)),
    ...nextThing(status, false, season.moment),
    // While a change is being checked, what was decided before it holds no more.
    decision:
      decision === null || status === "submitted" ? null : decisionView(season.policy, decision),
    rank: await rankOf(http, visit),
    ask: correctionAsk(season, file),
    rejection: rejectionOf(file),
    actions: actionOffers(possible, FAMILY_ACTIONS),
    history: historyOf(season.policy, actions),
  };
}

/** Whose application it is: what every page about it begins with. */
export const headOf = ({ acting, season, file }: ApplicationVisit) => ({
  forWhom: acting.forWhom,
  child: childHead(file.child),
  season: seasonView(season),
  application: familyHead(file.application),
});

async function summaryOf(
  { services }: HttpContext,
  visit: ApplicationVisit,
): Promise<ApplicationSummaryView> {
  const { acting, season, file } = visit;
  const { form } = file.application.state;
  const { account, guardianId } = acting;
  const family = await ownChildren(services, season.id, guardianId, account.id);
  const own = family.find(({ child }) => child.id === file.child.id);
  const asked = season.policy.redistribution.consent === "required";
  return {
    groups: factGroups(season.policy, file, enteredFrom(form?.disputes ?? [])),
    choices: choiceNames(visit),
    redistribution: asked ? (form?.consentsToRedistribution ?? false) : null,
    sharesLotWith: own === undefined ? [] : lotSharers(family, own).map(({ child }) => child.name),
  };
}

const choiceNames = ({ season, file }: ApplicationVisit): readonly Text[] =>
  (file.application.state.form?.choices ?? []).map((school) => schoolName(season.policy, school));

/** Only children in these statuses stand on the frozen roll. */
const ON_ROLL: ReadonlySet<ApplicationStatus> = new Set([
  "on-roll",
  "offered",
  "unplaced",
  "accepted",
  "declined",
  "lapsed",
  "registered",
  "absent",
]);

async function rankOf(
  { services }: HttpContext,
  { season, file }: ApplicationVisit,
): Promise<Rank | null> {
  const { settlement, status } = file.application.state;
  const points = settlement?.points ?? null;
  return points === null || !ON_ROLL.has(status) ? null : rankByPoints(services, season, points);
}

async function receiptView(
  { publicUrl, services }: HttpContext,
  visit: ApplicationVisit,
): Promise<ReceiptView> {
  // On paper from a counter, too, the code leads to the family's own page.
  const { path } = applicationRoutesOf.family.receipt;
  return {
    ...headOf(visit),
    submittedAt: submittedAt(visit.file),
    choices: choiceNames(visit),
    url: publicUrl + path({ application: visit.file.application.id }),
    logged: (await receiptOf(services, visit.file.application)) !== null,
  };
}

const notLoggedYet = failure(
  "receipt.not-logged-yet",
  "这份报名正在写入公开日志，请一分钟后再试。",
  "This application is being written into the public log. Try again in a minute.",
);

const noReceipt = failure(
  "receipt.withdrawn",
  "这份报名已撤回，回执不再有效。需要时可重新报名。",
  "This application was withdrawn and its receipt is no longer valid. You can apply again.",
);
