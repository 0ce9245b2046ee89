import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JSX } from "preact";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { PageProps } from "@yangguang/web/page.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { Account } from "../../services/accounts.ts";
import type { OpenSeason } from "../../services/context.ts";
import type { SeasonRequest } from "../../services/season-acts.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import { refusalStatus } from "../refusals.ts";
import { requireOfficer, seasonRequest } from "./actor.ts";

export type Outcome = Result<unknown, Failure | readonly Failure[]>;

/** What a step's page is made from. */
export interface StepLook {
  readonly season: OpenSeason;
  readonly officer: Account;
  /** What was entered, where it was refused. */
  readonly form: PostedForm | null;
  readonly failures: readonly Failure[];
}

/** One step of the season: its page, and the acts behind its buttons. */
export interface SeasonStep<View> {
  readonly path: string;
  readonly Page: (props: PageProps<View>) => JSX.Element;
  readonly view: (http: HttpContext, look: StepLook) => Promise<View>;
  readonly act: (form: PostedForm, request: SeasonRequest) => Promise<Outcome>;
  /** What the button pressed has done. */
  readonly done: (form: PostedForm) => Text;
}

export function registerStep<View>(
  app: FastifyInstance,
  http: HttpContext,
  step: SeasonStep<View>,
): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    look: Omit<StepLook, "season">,
  ): Promise<FastifyReply> => {
    const view = await step.view(http, { ...look, season: await currentSeason(http) });
    const [first] = look.failures;
    const status = first === undefined ? 200 : refusalStatus(first);
    return sendPage(reply, step.Page({ view, page: pageContext(http, request, reply) }), status);
  };

  app.get(step.path, async (request, reply) => {
    const officer = requireOfficer(request);
    return show(request, reply, { officer, form: null, failures: [] });
  });

  app.post(step.path, async (request, reply) => {
    const officer = requireOfficer(request);
    const form = readForm(request);
    const done = await step.act(form, seasonRequest(http, officer, form.key));
    if (!done.ok) {
      return show(request, reply, { officer, form, failures: [done.error].flat() });
    }
    giveNotice(reply, "good", step.done(form));
    return reply.redirect(step.path, 303);
  });
}

/** Steps that cannot be taken back ask once more. */
export const ifSure =
  (act: (request: SeasonRequest) => Promise<Outcome>): SeasonStep<unknown>["act"] =>
  async (form, request) =>
    form.ticked(fields.sure) ? act(request) : { ok: false, error: NOT_SURE };

const NOT_SURE = failure(
  "form.not-sure",
  "请勾选确认：这一步不能撤回。",
  "Tick the box to confirm: this step cannot be taken back.",
  fields.sure,
);
