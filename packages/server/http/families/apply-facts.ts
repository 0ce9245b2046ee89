import type { Failure } from "@yangguang/core/domain/result.ts";
import { ApplyFactsPage } from "@yangguang/web/families/apply-facts.tsx";
import type { ApplyFactsView } from "@yangguang/web/families/views.ts";
import { childFile } from "../../services/cases.ts";
import { askSilentAgencies } from "../../services/checks.ts";
import { changeDraft } from "../../services/drafts.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import type { ApplyStepRoute } from "./apply.ts";
import { applyView } from "./apply.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { stepPath } from "./load.ts";
import type { EnteredFacts } from "./map-facts.ts";
import { enteredFrom, factGroups, readDisputes } from "./map-facts.ts";
import type { Outcome } from "./outcome.ts";
import { statusOf } from "./outcome.ts";

/** What the agencies say; the family says where they are wrong. */
export const factsStep = (http: HttpContext, desk: Desk): ApplyStepRoute => ({
  step: "facts",
  pattern: desk.routes.applyFacts.pattern,
  show: async (visit) => {
    await askSilentAgencies(http.services, visit.season.id, visit.own.child.id);
    return factsPage(http, visit, enteredFrom(visit.own.draft?.disputes ?? []), []);
  },
  take: (visit, form) => takeFacts(http, desk, visit, form),
});

async function takeFacts(
  http: HttpContext,
  desk: Desk,
  visit: ApplyVisit,
  form: PostedForm,
): Promise<Outcome> {
  const { entered, disputes, failures } = readDisputes(visit.season.policy, form);
  if (failures.length > 0) {
    return { ...(await factsPage(http, visit, entered, failures)), status: statusOf(failures) };
  }
  await changeDraft(http.services, visit.draftKey, { disputes, factsConfirmed: true });
  return { to: stepPath(desk, "choices", visit.own.child.id) };
}

async function factsPage(
  { services }: HttpContext,
  visit: ApplyVisit,
  entered: EnteredFacts,
  failures: readonly Failure[],
) {
  const { season, own } = visit;
  const file = await childFile(services, season.id, own.child.id);
  const view: ApplyFactsView = {
    ...applyView(visit, failures),
    mode: { kind: "apply" },
    groups: factGroups(season.policy, file, entered),
  };
  return { show: (page) => ApplyFactsPage({ view, page }) } satisfies Outcome;
}
