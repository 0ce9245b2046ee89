import type { Failure } from "@yangguang/core/domain/result.ts";
import { judgeAction } from "@yangguang/core/domain/judge.ts";
import type { ApplyStep } from "@yangguang/web/families/views.ts";
import type { ApplicationHead } from "@yangguang/web/views.ts";
import type { FastifyRequest } from "fastify";
import type { ApplicationRow, CaseFile } from "../../services/cases.ts";
import { caseFile, openCase } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { loadSeason } from "../../services/context.ts";
import type { DraftContent, DraftKey } from "../../services/drafts.ts";
import type { OwnChild } from "../../services/families.ts";
import { ownApplication, ownChildren } from "../../services/families.ts";
import { CONSENT_PURPOSES } from "../../services/submit.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason } from "../context.ts";
import { pathId } from "../queries.ts";
import { Refusal, refuse } from "../refusals.ts";
import type { Acting, Desk } from "./desk.ts";
import { actingFor, actingForChild } from "./desk.ts";

/** One child for whom an application is being filled in. */
export interface ApplyVisit {
  readonly acting: Acting;
  readonly season: OpenSeason;
  readonly own: OwnChild;
  /** All children of the guardian, this one too. */
  readonly family: readonly OwnChild[];
  readonly draftKey: DraftKey;
  /** Why nothing can be sent now; null if it can. */
  readonly refusal: Failure | null;
}

/** An application that was opened but never sent is none. */
export const sentApplication = ({ application }: OwnChild): ApplicationRow | null =>
  application === null || application.state.status === "none" ? null : application;

export async function visitChild(
  http: HttpContext,
  desk: Desk,
  request: FastifyRequest,
): Promise<ApplyVisit> {
  const childId = pathId(request, "child");
  const acting = await actingForChild(http, desk, request, childId);
  const season = await currentSeason(http);
  const accountId = acting.account.id;
  const family = await ownChildren(http.services, season.id, acting.guardianId, accountId);
  const own = family.find(({ child }) => child.id === childId);
  if (own === undefined) throw new Refusal(404);
  const status = own.application?.state.status ?? "none";
  const verdict = judgeAction("apply", acting.actor.kind, status, season.moment);
  return {
    acting,
    season,
    own,
    family,
    draftKey: { seasonId: season.id, childId, accountId },
    refusal: verdict.ok ? null : verdict.error,
  };
}

const STEPS: readonly ApplyStep[] = ["start", "facts", "choices", "consent", "review"];

/** The first step that still has to be done; the later ones are closed until then. */
function openStep(draft: DraftContent | null): ApplyStep {
  if (draft === null || !draft.consentToCheck) return "start";
  if (!draft.factsConfirmed) return "facts";
  if (!draft.choicesMade) return "choices";
  return CONSENT_PURPOSES.every((purpose) => draft.consents.includes(purpose))
    ? "review"
    : "consent";
}

/** Where a visit to a step leads instead; null where the step may be entered. */
export function elsewhere(
  desk: Desk,
  { own, refusal }: ApplyVisit,
  step: ApplyStep,
  method: string,
): string | null {
  const application = sentApplication(own);
  const child = { child: own.child.id };
  if (application !== null && application.state.status !== "withdrawn") {
    const id = { application: application.id };
    if (step !== "review" || method !== "POST") return desk.routes.application.path(id);
    // The same form once more: the draft has served.
    if (own.draft === null) return desk.routes.receipt.path(id);
  }
  // What is posted is still kept in the draft; a page to fill in vainly is not shown.
  if (refusal !== null && step !== "start" && method === "GET") {
    return desk.routes.applyStart.path(child);
  }
  const open = openStep(own.draft);
  return STEPS.indexOf(step) <= STEPS.indexOf(open) ? null : stepPath(desk, open, own.child.id);
}

export function stepPath({ routes }: Desk, step: ApplyStep, childId: string): string {
  const child = { child: childId };
  const paths: Readonly<Record<ApplyStep, string>> = {
    start: routes.applyStart.path(child),
    facts: routes.applyFacts.path(child),
    choices: routes.applyChoices.path(child),
    consent: routes.applyConsent.path(child),
    review: routes.applyReview.path(child),
  };
  return paths[step];
}

/** One application that was sent. */
export interface ApplicationVisit {
  readonly acting: Acting;
  readonly season: OpenSeason;
  readonly file: CaseFile;
}

export async function visitApplication(
  http: HttpContext,
  desk: Desk,
  request: FastifyRequest,
): Promise<ApplicationVisit> {
  const { services } = http;
  const id = pathId(request, "application");
  const { account, guardianIds } = desk.open(request);
  for (const guardianId of guardianIds) {
    const own = await ownApplication(services, guardianId, id);
    if (!own.ok || own.value.state.status === "none") continue;
    const file =
      desk.audience === "counter"
        ? await openCase(services, id, account, "counter")
        : await caseFile(services, id);
    const season = await loadSeason(services, own.value.season_id);
    if (!file.ok) throw refuse(file.error);
    if (!season.ok) throw refuse(season.error);
    const acting = await actingFor(http, desk, account, guardianId);
    return { acting, season: season.value, file: file.value };
  }
  throw new Refusal(404);
}

/** For families, whose forms carry the number of the family's own changes. */
export const familyHead = ({ id, pid, state }: ApplicationRow): ApplicationHead => ({
  id,
  pid,
  status: state.status,
  version: state.formVersion,
});
