import type { Failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { ApplyReviewPage } from "@yangguang/web/families/apply-review.tsx";
import type { ApplyReviewView } from "@yangguang/web/families/views.ts";
import { childFile } from "../../services/cases.ts";
import { applyForChild } from "../../services/family-forms.ts";
import { CONSENT_PURPOSES } from "../../services/submit.ts";
import { schoolName } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import type { ApplyStepRoute } from "./apply.ts";
import { applyView } from "./apply.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { enteredFrom, factGroups } from "./map-facts.ts";
import type { Outcome } from "./outcome.ts";
import { statusOf } from "./outcome.ts";
import { purposeViews } from "./purposes.ts";

/** All of it once more, and the button that sends it. */
export const reviewStep = (http: HttpContext, desk: Desk): ApplyStepRoute => ({
  step: "review",
  pattern: desk.routes.applyReview.pattern,
  show: (visit) => reviewPage(http, visit, []),
  take: (visit, form) => takeReview(http, desk, visit, form),
});

async function takeReview(
  http: HttpContext,
  desk: Desk,
  visit: ApplyVisit,
  form: PostedForm,
): Promise<Outcome> {
  const { acting, season, own } = visit;
  const { draft } = own;
  if (draft === null) throw new Error("the review step was entered without a draft");
  const done = await applyForChild(http.services, season.id, {
    childId: own.child.id,
    guardianId: acting.guardianId,
    actor: acting.actor,
    key: form.key,
    wishes: draft,
    disputes: draft.disputes,
    consents: CONSENT_PURPOSES.filter((purpose) => draft.consents.includes(purpose)),
  });
  if (!done.ok) {
    // The fields that it may speak of are on other pages; the words say which.
    const { code, message } = done.error;
    const failures = [{ code, message }];
    return { ...(await reviewPage(http, visit, failures)), status: statusOf(failures) };
  }
  return {
    to: desk.routes.receipt.path({ application: done.value.application.id }),
    said: text("报名已提交。", "The application has been sent."),
  };
}

async function reviewPage(
  { services }: HttpContext,
  visit: ApplyVisit,
  failures: readonly Failure[],
) {
  const { season, own, family } = visit;
  const { policy } = season;
  const { draft } = own;
  const file = await childFile(services, season.id, own.child.id);
  const sharers = family.filter(({ child }) => draft?.siblings.includes(child.id));
  const view: ApplyReviewView = {
    ...applyView(visit, failures),
    groups: factGroups(policy, file, enteredFrom(draft?.disputes ?? [])),
    choices: (draft?.choices ?? []).map((school) => schoolName(policy, school)),
    redistribution:
      policy.redistribution.consent === "required"
        ? (draft?.consentsToRedistribution ?? false)
        : null,
    sharesLotWith: sharers.map(({ child }) => child.name),
    purposes: purposeViews(draft?.consents ?? []),
  };
  return { show: (page) => ApplyReviewPage({ view, page }) } satisfies Outcome;
}
