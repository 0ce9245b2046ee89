import type { Failure } from "@yangguang/core/domain/result.ts";
import { checkChoices } from "@yangguang/core/season/choices.ts";
import { ApplyChoicesPage } from "@yangguang/web/families/apply-choices.tsx";
import type { ApplyChoicesView, ApplyView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import { applyChoiceCommand } from "@yangguang/web/ui/choices/commands.ts";
import { childFile } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { keepWishes } from "../../services/drafts.ts";
import type { OwnChild } from "../../services/families.ts";
import type { Wishes } from "../../services/family-forms.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import type { ApplyStepRoute } from "./apply.ts";
import { applyView } from "./apply.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { stepPath } from "./load.ts";
import type { Standing } from "./map-choices.ts";
import {
  choiceLimits,
  rankingAdvice,
  readRanks,
  schoolOptions,
  siblingsOf,
  standingOf,
} from "./map-choices.ts";
import type { Outcome } from "./outcome.ts";
import { atField, statusOf } from "./outcome.ts";

/** Schools in the family's order, and its other wishes. */
export const choicesStep = (http: HttpContext, desk: Desk): ApplyStepRoute => ({
  step: "choices",
  pattern: desk.routes.applyChoices.pattern,
  show: async (visit) => {
    const { draft } = visit.own;
    const wishes: Wishes = {
      choices: draft?.choices ?? [],
      consentsToRedistribution: draft?.consentsToRedistribution ?? false,
      siblings: draft?.siblings ?? [],
    };
    return choicesPage(visit, await standingFor(http, visit), wishes, []);
  },
  take: (visit, form) => takeChoices(http, desk, visit, form),
});

async function takeChoices(
  http: HttpContext,
  desk: Desk,
  visit: ApplyVisit,
  form: PostedForm,
): Promise<Outcome> {
  const { season, own, family } = visit;
  const standing = await standingFor(http, visit);
  const entered = readWishes(season, family, own, standing, form);
  if (entered.kind === "rearranged") return choicesPage(visit, standing, entered.wishes, []);
  const failures = checkChoices(season.policy, standing.category, entered.wishes.choices);
  if (failures.length > 0) {
    return {
      ...choicesPage(visit, standing, entered.wishes, failures.map(atField)),
      status: statusOf(failures),
    };
  }
  await keepWishes(http.services, visit.draftKey, entered.wishes);
  return { to: stepPath(desk, "consent", own.child.id) };
}

async function standingFor({ services }: HttpContext, visit: ApplyVisit): Promise<Standing> {
  const { season, own } = visit;
  const file = await childFile(services, season.id, own.child.id);
  return standingOf(season.policy, file, own.child.id);
}

const choicesPage = (
  visit: ApplyVisit,
  standing: Standing,
  wishes: Wishes,
  failures: readonly Failure[],
) => {
  const { season, family, own } = visit;
  const head = applyView(visit, failures);
  const view = choicesView({
    head,
    mode: { kind: "apply" },
    season,
    family,
    own,
    standing,
    wishes,
  });
  return { show: (page) => ApplyChoicesPage({ view, page }) } satisfies Outcome;
};

export interface ChoicesParts {
  readonly head: ApplyView;
  readonly mode: ApplyChoicesView["mode"];
  readonly season: OpenSeason;
  readonly family: readonly OwnChild[];
  readonly own: OwnChild;
  readonly standing: Standing;
  readonly wishes: Wishes;
}

export function choicesView(parts: ChoicesParts): ApplyChoicesView {
  const { policy } = parts.season;
  const options = schoolOptions(policy, parts.standing);
  return {
    ...parts.head,
    mode: parts.mode,
    options,
    ...choiceLimits(policy, options),
    advice: rankingAdvice(policy, parts.standing),
    chosen: parts.wishes.choices,
    redistribution:
      policy.redistribution.consent === "required" ? parts.wishes.consentsToRedistribution : null,
    siblings: siblingsOf(parts.family, parts.own, parts.wishes.siblings),
  };
}

export interface EnteredWishes {
  /** `rearranged`: a school was moved up or down; nothing is to be kept yet. */
  readonly kind: "rearranged" | "chosen";
  readonly wishes: Wishes;
}

/** What the form of choices says; empty ranks close up once it is sent. */
export function readWishes(
  { policy }: OpenSeason,
  family: readonly OwnChild[],
  own: OwnChild,
  standing: Standing,
  form: PostedForm,
): EnteredWishes {
  const { max } = choiceLimits(policy, schoolOptions(policy, standing));
  const ranks = readRanks(form, max);
  const rearranged = applyChoiceCommand(ranks, form.text(fields.command));
  const shown = new Set(siblingsOf(family, own, []).map(({ id }) => id));
  const required = policy.redistribution.consent === "required";
  return {
    kind: rearranged === null ? "chosen" : "rearranged",
    wishes: {
      choices: rearranged ?? ranks.filter((school) => school !== ""),
      consentsToRedistribution: !required || form.ticked(fields.redistribution),
      siblings: [...new Set(form.all(fields.sibling))].filter((id) => shown.has(id)),
    },
  };
}
