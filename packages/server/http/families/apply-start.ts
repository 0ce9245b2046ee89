import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { ApplyStartPage } from "@yangguang/web/families/apply-start.tsx";
import type { ApplyStartView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import { askAgencies } from "../../services/checks.ts";
import { changeDraft } from "../../services/drafts.ts";
import { consentToChecks } from "../../services/families.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import type { ApplyStepRoute } from "./apply.ts";
import { applyView } from "./apply.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { stepPath } from "./load.ts";
import { asksView } from "./map-facts.ts";
import type { Outcome } from "./outcome.ts";
import { statusOf } from "./outcome.ts";

/** Consent first; only then is any agency asked. */
export const startStep = (http: HttpContext, desk: Desk): ApplyStepRoute => ({
  step: "start",
  pattern: desk.routes.applyStart.pattern,
  show: async (visit) => startPage(visit, visit.own.draft?.consentToCheck ?? false, visit.refusal),
  take: (visit, form) => takeStart(http, desk, visit, form),
});

async function takeStart(
  { services }: HttpContext,
  desk: Desk,
  visit: ApplyVisit,
  form: PostedForm,
): Promise<Outcome> {
  const consents = form.ticked(fields.consentToCheck);
  const problem = visit.refusal ?? (consents ? null : noConsent);
  if (problem !== null) {
    return { ...startPage(visit, consents, problem), status: statusOf([problem]) };
  }
  const { acting, own, season, draftKey } = visit;
  const by = { accountId: acting.account.id, guardianId: acting.guardianId };
  await consentToChecks(services, season.id, own.child.id, by);
  await changeDraft(services, draftKey, { consentToCheck: true });
  await askAgencies(services, season.id, own.child.id);
  return { to: stepPath(desk, "facts", own.child.id) };
}

function startPage(visit: ApplyVisit, consentToCheck: boolean, problem: Failure | null) {
  const view: ApplyStartView = {
    ...applyView(visit, problem === null ? [] : [problem]),
    asks: asksView(visit.season.policy),
    consentToCheck,
  };
  return { show: (page) => ApplyStartPage({ view, page }) } satisfies Outcome;
}

const noConsent = failure(
  "start.no-consent",
  "请先勾选同意：没有您的同意，我们不会向任何部门查询。",
  "Please tick your consent first: without it no agency is asked.",
  fields.consentToCheck,
);
