import { applicationRule, judgeAction } from "@yangguang/core/domain/judge.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { ConfirmPage } from "@yangguang/web/families/confirm.tsx";
import type { ConfirmView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { FastifyInstance } from "fastify";
import { simpleAction } from "../../services/review.ts";
import { schoolName } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { refuse, refusalStatus } from "../refusals.ts";
import { headOf } from "./application.ts";
import type { Desk } from "./desk.ts";
import type { ApplicationVisit } from "./load.ts";
import { visitApplication } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { answer, statusOf } from "./outcome.ts";

type ConfirmedAction = ConfirmView["action"]["action"];

const ACTIONS: readonly ConfirmedAction[] = ["withdraw", "accept", "decline"];

/** What cannot be undone is asked for once more. */
export function registerConfirm(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  for (const action of ACTIONS) {
    app.get(desk.routes[action].pattern, async (request, reply) => {
      const visit = await visitApplication(http, desk, request);
      return answer(http, request, reply, confirmPage(visit, action, []));
    });
    app.post(desk.routes[action].pattern, async (request, reply) => {
      const visit = await visitApplication(http, desk, request);
      const form = readForm(request);
      return answer(http, request, reply, await take(http, desk, visit, action, form));
    });
  }
}

async function take(
  { services }: HttpContext,
  desk: Desk,
  visit: ApplicationVisit,
  action: ConfirmedAction,
  form: PostedForm,
): Promise<Outcome> {
  if (!form.ticked(fields.sure)) return confirmPage(visit, action, [notSure]);
  const { id } = visit.file.application;
  const done = await simpleAction(services, {
    applicationId: id,
    action,
    actor: visit.acting.actor,
    key: form.key,
    expected: { formVersion: form.version },
  });
  if (!done.ok) return confirmPage(visit, action, [done.error]);
  const { notice, application } = desk.routes;
  const to = action === "accept" ? notice : application;
  return { to: to.path({ application: id }), said: DONE[action] };
}

/** The page, or, where the application is past this action, the reason alone. */
function confirmPage(
  visit: ApplicationVisit,
  action: ConfirmedAction,
  failures: readonly Failure[],
): Outcome {
  const { acting, season, file } = visit;
  const { status, offer } = file.application.state;
  const verdict = judgeAction(action, acting.actor.kind, status, season.moment);
  if (!verdict.ok && refusalStatus(verdict.error) === 409) throw refuse(verdict.error);
  const { label } = applicationRule(action);
  const { forWhom, child, application } = headOf(visit);
  const view: ConfirmView = {
    forWhom,
    child,
    application,
    failures,
    action: verdict.ok
      ? { action, label, allowed: true }
      : { action, label, allowed: false, why: verdict.error.message },
    school:
      offer === null || action === "withdraw" ? null : schoolName(season.policy, offer.school),
  };
  return {
    show: (page) => ConfirmPage({ view, page }),
    ...(failures.length > 0 ? { status: statusOf(failures) } : {}),
  };
}

const notSure = failure(
  "confirm.not-sure",
  "请先勾选确认。",
  "Tick the box to confirm first.",
  fields.sure,
);

const DONE: Readonly<Record<ConfirmedAction, Text>> = {
  withdraw: text("报名已撤回。", "The application has been withdrawn."),
  accept: text("已确认入学，录取通知书见下。", "The place is accepted; here is the notice."),
  decline: text("已放弃学位。", "The place has been declined."),
};
