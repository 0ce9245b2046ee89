import type { Failure } from "@yangguang/core/domain/result.ts";
import { ApplyConsentPage } from "@yangguang/web/families/apply-consent.tsx";
import type { ApplyConsentView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import { changeDraft } from "../../services/drafts.ts";
import { CONSENT_PURPOSES } from "../../services/submit.ts";
import type { HttpContext } from "../context.ts";
import type { ApplyStepRoute } from "./apply.ts";
import { applyView } from "./apply.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { stepPath } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { statusOf } from "./outcome.ts";
import { missingConsents, purposeViews } from "./purposes.ts";

/** Consent for each purpose by itself. */
export const consentStep = ({ services }: HttpContext, desk: Desk): ApplyStepRoute => ({
  step: "consent",
  pattern: desk.routes.applyConsent.pattern,
  show: async (visit) => {
    const { draft } = visit.own;
    // Consent to the checks was given before they were made.
    return consentPage(visit, [...(draft?.consents ?? []), "agency-checks"], []);
  },
  take: async (visit, form) => {
    const consents = CONSENT_PURPOSES.filter((purpose) => form.ticked(fields.consent(purpose)));
    await changeDraft(services, visit.draftKey, { consents });
    const failures = missingConsents(consents);
    return failures.length === 0
      ? { to: stepPath(desk, "review", visit.own.child.id) }
      : { ...consentPage(visit, consents, failures), status: statusOf(failures) };
  },
});

function consentPage(visit: ApplyVisit, given: readonly string[], failures: readonly Failure[]) {
  const view: ApplyConsentView = {
    ...applyView(visit, failures),
    purposes: purposeViews(given),
  };
  return { show: (page) => ApplyConsentPage({ view, page }) } satisfies Outcome;
}
