import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JSX } from "preact";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { AllocatePage } from "@yangguang/web/officers/allocate.tsx";
import { DrawPage } from "@yangguang/web/officers/draw.tsx";
import { FreezePage } from "@yangguang/web/officers/freeze.tsx";
import { SeasonStepPage } from "@yangguang/web/officers/season-step.tsx";
import type { PageProps } from "@yangguang/web/page.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { OpenSeason } from "../../services/context.ts";
import { drawLots } from "../../services/draw.ts";
import { allocateSeats, announceResults, freezeRoll } from "../../services/runs.ts";
import type { SeasonRequest } from "../../services/season-acts.ts";
import { closeSeason } from "../../services/season-acts.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import { refusalStatus } from "../refusals.ts";
import { requireOfficer, seasonRequest } from "./actor.ts";
import { readReaders } from "./draw-form.ts";
import {
  allocateView,
  announceView,
  closeView,
  drawView,
  freezeView,
} from "./season-step-views.ts";

type Outcome = Result<OpenSeason, Failure | readonly Failure[]>;

/** One step of the season: its page, and the act behind its button. */
interface SeasonStep<View> {
  readonly path: string;
  readonly Page: (props: PageProps<View>) => JSX.Element;
  readonly view: (
    http: HttpContext,
    season: OpenSeason,
    form: PostedForm | null,
    failures: readonly Failure[],
  ) => Promise<View>;
  readonly act: (form: PostedForm, request: SeasonRequest) => Promise<Outcome>;
  readonly done: Text;
}

export function registerSeasonSteps(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;
  registerStep(app, http, {
    path: routes.freeze.pattern,
    Page: FreezePage,
    view: freezeView,
    act: ifSure((request) => freezeRoll(services, request)),
    done: text(
      "名册已冻结，平台的承诺已同时公布。",
      "The roll is frozen, and the platform's commitment is published with it.",
    ),
  });
  registerStep(app, http, {
    path: routes.draw.pattern,
    Page: DrawPage,
    view: drawView,
    act: async (form, request) => {
      const readers = readReaders(form);
      if (!readers.ok) return readers;
      const [dice, diceAgain] = [form.text(fields.dice), form.text(fields.diceAgain)];
      return drawLots(services, { ...request, dice, diceAgain, readers: readers.value });
    },
    done: text("摇号完成，种子已公布。", "The lots are drawn and the seed is published."),
  });
  registerStep(app, http, {
    path: routes.allocate.pattern,
    Page: AllocatePage,
    view: allocateView,
    act: ifSure((request) => allocateSeats(services, request)),
    done: text(
      "学位已分配，公布前只有工作人员能看到。",
      "The seats are allocated; until the announcement only officers see them.",
    ),
  });
  registerStep(app, http, {
    path: routes.announce.pattern,
    Page: SeasonStepPage,
    view: announceView,
    act: ifSure((request) => announceResults(services, request)),
    done: text("结果已公布。", "The results are announced."),
  });
  registerStep(app, http, {
    path: routes.closeSeason.pattern,
    Page: SeasonStepPage,
    view: closeView,
    act: ifSure((request) => closeSeason(services, request)),
    done: text("招生季已结束。", "The season is closed."),
  });
}

function registerStep<View>(app: FastifyInstance, http: HttpContext, step: SeasonStep<View>): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: PostedForm | null,
    failures: readonly Failure[],
  ): Promise<FastifyReply> => {
    const season = await currentSeason(http);
    const view = await step.view(http, season, form, failures);
    const [first] = failures;
    const status = first === undefined ? 200 : refusalStatus(first);
    return sendPage(reply, step.Page({ view, page: pageContext(http, request, reply) }), status);
  };

  app.get(step.path, async (request, reply) => {
    requireOfficer(request);
    return show(request, reply, null, []);
  });

  app.post(step.path, async (request, reply) => {
    const officer = requireOfficer(request);
    const form = readForm(request);
    const done = await step.act(form, seasonRequest(http, officer, form.key));
    if (!done.ok) return show(request, reply, form, [done.error].flat());
    giveNotice(reply, "good", step.done);
    return reply.redirect(step.path, 303);
  });
}

/** Steps that cannot be taken back ask once more. */
const ifSure =
  (act: (request: SeasonRequest) => Promise<Result<OpenSeason>>): SeasonStep<unknown>["act"] =>
  async (form, request) =>
    form.ticked(fields.sure) ? act(request) : { ok: false, error: NOT_SURE };

const NOT_SURE = failure(
  "form.not-sure",
  "请勾选确认：这一步不能撤回。",
  "Tick the box to confirm: this step cannot be taken back.",
  fields.sure,
);
