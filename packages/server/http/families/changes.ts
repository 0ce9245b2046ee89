import { judgeAction } from "@yangguang/core/domain/judge.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { ApplyChoicesPage } from "@yangguang/web/families/apply-choices.tsx";
import { ApplyFactsPage } from "@yangguang/web/families/apply-facts.tsx";
import type { ApplyFactsView, ApplyView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { FastifyInstance } from "fastify";
import type { ActionDone } from "../../services/act.ts";
import type { OwnChild } from "../../services/families.ts";
import { ownChildren } from "../../services/families.ts";
import type { Wishes } from "../../services/family-forms.ts";
import { changeWishes, resendForm } from "../../services/family-forms.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { Refusal, refuse } from "../refusals.ts";
import { headOf } from "./application.ts";
import { choicesView, readWishes } from "./apply-choices.ts";
import type { Desk } from "./desk.ts";
import type { ApplicationVisit } from "./load.ts";
import { familyHead, visitApplication } from "./load.ts";
import { correctionAsk } from "./map-application.ts";
import { lotSharers, standingOf } from "./map-choices.ts";
import type { Standing } from "./map-choices.ts";
import type { EnteredFacts } from "./map-facts.ts";
import { enteredFrom, factGroups, readDisputes } from "./map-facts.ts";
import type { Outcome } from "./outcome.ts";
import { answer, atField, statusOf } from "./outcome.ts";

/** Changes to an application that exists: choices, facts, the answer to an officer. */
export function registerChanges(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  app.get(desk.routes.changeChoices.pattern, async (request, reply) => {
    const visit = await visitApplication(http, desk, request);
    mustBeAllowed(visit, "choose");
    return answer(http, request, reply, choicesPage(await choosing(http, visit), null, []));
  });
  app.post(desk.routes.changeChoices.pattern, async (request, reply) => {
    const visit = await visitApplication(http, desk, request);
    const form = readForm(request);
    return answer(http, request, reply, await takeChoices(http, desk, visit, form));
  });
  for (const action of ["amend", "correct"] as const) {
    app.get(desk.routes[action].pattern, async (request, reply) => {
      const visit = await visitApplication(http, desk, request);
      mustBeAllowed(visit, action);
      const disputes = visit.file.application.state.form?.disputes ?? [];
      const entered = { facts: enteredFrom(disputes), reply: "" };
      return answer(http, request, reply, factsPage(visit, action, entered, []));
    });
    app.post(desk.routes[action].pattern, async (request, reply) => {
      const visit = await visitApplication(http, desk, request);
      const form = readForm(request);
      return answer(http, request, reply, await takeFacts(http, desk, visit, action, form));
    });
  }
}

function mustBeAllowed(
  { acting, season, file }: ApplicationVisit,
  action: "choose" | "amend" | "correct",
): void {
  const { status } = file.application.state;
  const verdict = judgeAction(action, acting.actor.kind, status, season.moment);
  if (!verdict.ok) throw refuse(verdict.error);
}

const viewHead = (visit: ApplicationVisit, failures: readonly Failure[]): ApplyView => {
  const { forWhom, child, season } = headOf(visit);
  return { forWhom, child, season, failures };
};

/** A visit to the choices of an application, with the family around it. */
interface Choosing {
  readonly visit: ApplicationVisit;
  readonly family: readonly OwnChild[];
  readonly own: OwnChild;
  readonly standing: Standing;
}

async function choosing({ services }: HttpContext, visit: ApplicationVisit): Promise<Choosing> {
  const { acting, season, file } = visit;
  const accountId = acting.account.id;
  const family = await ownChildren(services, season.id, acting.guardianId, accountId);
  const own = family.find(({ child }) => child.id === file.child.id);
  if (own === undefined) throw new Refusal(404);
  const likely = standingOf(season.policy, file, file.child.id);
  const { settlement } = file.application.state;
  const standing =
    settlement === null
      ? likely
      : { category: settlement.category, zone: settlement.zone ?? likely.zone };
  return { visit, family, own, standing };
}

/** @param entered Null: the wishes as they are. */
function choicesPage(
  { visit, family, own, standing }: Choosing,
  entered: Wishes | null,
  failures: readonly Failure[],
) {
  const { season, file } = visit;
  const { form } = file.application.state;
  const wishes = entered ?? {
    choices: form?.choices ?? [],
    consentsToRedistribution: form?.consentsToRedistribution ?? false,
    siblings: lotSharers(family, own).map(({ child }) => child.id),
  };
  const head = viewHead(visit, failures);
  const mode = { kind: "change", application: familyHead(file.application) } as const;
  const view = choicesView({ head, mode, season, family, own, standing, wishes });
  return { show: (page) => ApplyChoicesPage({ view, page }) } satisfies Outcome;
}

async function takeChoices(
  http: HttpContext,
  desk: Desk,
  visit: ApplicationVisit,
  form: PostedForm,
): Promise<Outcome> {
  const { acting, season, file } = visit;
  const parts = await choosing(http, visit);
  const entered = readWishes(season, parts.family, parts.own, parts.standing, form);
  if (entered.kind === "rearranged") return choicesPage(parts, entered.wishes, []);
  const done = await changeWishes(http.services, season.id, {
    childId: file.child.id,
    guardianId: acting.guardianId,
    actor: acting.actor,
    key: form.key,
    wishes: entered.wishes,
    expected: { formVersion: form.version },
  });
  return afterwards(desk, visit, done, CHANGED.choose, (failures) =>
    choicesPage(parts, entered.wishes, failures),
  );
}

interface EnteredAnswer {
  readonly facts: EnteredFacts;
  readonly reply: string;
}

function factsPage(
  visit: ApplicationVisit,
  action: "amend" | "correct",
  entered: EnteredAnswer,
  failures: readonly Failure[],
) {
  const { season, file } = visit;
  const view: ApplyFactsView = {
    ...viewHead(visit, failures),
    mode: modeOf(visit, action, entered.reply),
    groups: factGroups(season.policy, file, entered.facts),
  };
  return { show: (page) => ApplyFactsPage({ view, page }) } satisfies Outcome;
}

function modeOf(
  { season, file }: ApplicationVisit,
  action: "amend" | "correct",
  reply: string,
): ApplyFactsView["mode"] {
  const application = familyHead(file.application);
  const ask = correctionAsk(season, file);
  // What was asked may have been answered meanwhile in another tab; then it is a change like others.
  return action === "amend" || ask === null
    ? { kind: "amend", application }
    : { kind: "correct", application, ask, reply };
}

async function takeFacts(
  http: HttpContext,
  desk: Desk,
  visit: ApplicationVisit,
  action: "amend" | "correct",
  form: PostedForm,
): Promise<Outcome> {
  const { acting, season, file } = visit;
  const { entered, disputes, failures } = readDisputes(season.policy, form);
  const reply = form.text(fields.reply);
  const again = (problems: readonly Failure[]) =>
    factsPage(visit, action, { facts: entered, reply }, problems);
  if (failures.length > 0) return { ...again(failures), status: statusOf(failures) };
  const done = await resendForm(http.services, season.id, {
    childId: file.child.id,
    guardianId: acting.guardianId,
    actor: acting.actor,
    key: form.key,
    disputes,
    expected: { formVersion: form.version },
    as: action === "amend" ? { action } : { action, reply },
  });
  return afterwards(desk, visit, done, CHANGED[action], again);
}

function afterwards(
  { routes }: Desk,
  { file }: ApplicationVisit,
  done: Result<ActionDone>,
  said: Text,
  again: (failures: readonly Failure[]) => Extract<Outcome, { show: unknown }>,
): Outcome {
  if (done.ok) return { to: routes.application.path({ application: file.application.id }), said };
  const failures = [atField(done.error)];
  return { ...again(failures), status: statusOf(failures) };
}

const CHANGED = {
  choose: text("志愿已修改。", "The choices have been changed."),
  amend: text("修改已提交，将重新核验。", "The change has been sent and will be checked."),
  correct: text("补正已提交，将重新审核。", "The correction has been sent and will be reviewed."),
} as const satisfies Readonly<Record<string, Text>>;
