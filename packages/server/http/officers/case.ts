import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { CasePage } from "@yangguang/web/officers/case.tsx";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { Account } from "../../services/accounts.ts";
import type { ActionDone } from "../../services/act.ts";
import type { CaseFile } from "../../services/cases.ts";
import { claim, openCase, release } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { isCorrectionReason } from "../../services/correction-reasons.ts";
import type { CaseRequest } from "../../services/review.ts";
import { approveCase, askCorrection, rejectCase, reopenCase } from "../../services/review.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import { pathId } from "../queries.ts";
import { Refusal, refusalStatus, refuse } from "../refusals.ts";
import { actorOf, requireOfficer } from "./actor.ts";
import { atField, readConfirmedFacts } from "./case-form.ts";
import { caseView, rejectionRules } from "./case-view.ts";

const PURPOSE = "review";

interface Visit {
  readonly officer: Account;
  readonly season: OpenSeason;
  readonly applicationId: string;
}

/** What is wrong with a form, or what the service said of it. */
type Attempt = readonly Failure[] | Result<ActionDone>;

export function registerCase(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.case.pattern, async (request, reply) => {
    const visit = await visitOf(http, request);
    return showCase(http, request, reply, visit, null, []);
  });

  const post = (
    pattern: string,
    done: Text,
    next: (applicationId: string) => string,
    attempt: (visit: Visit, form: PostedForm, request: CaseRequest) => Promise<Attempt>,
  ): void => {
    app.post(pattern, async (request, reply) => {
      const visit = await visitOf(http, request);
      const form = readForm(request);
      const failures = failuresOf(await attempt(visit, form, caseRequest(visit, form)));
      if (failures.length > 0) return showCase(http, request, reply, visit, form, failures);
      giveNotice(reply, "good", done);
      return reply.redirect(next(visit.applicationId), 303);
    });
  };

  const { services } = http;

  post(routes.approve.pattern, APPROVED, toInbox, async (_, form, request) => {
    const { confirmed, failures } = readConfirmedFacts(form);
    if (failures.length > 0) return failures;
    return approveCase(services, { ...request, confirmed, note: "" });
  });

  post(routes.askCorrection.pattern, ASKED, toInbox, async (_, form, request) => {
    const reasons = form.all(fields.reason).filter(isCorrectionReason);
    const note = form.text(fields.askText);
    if (reasons.length === 0) return [NO_REASON];
    if (note === "") return [missing(fields.askText)];
    return askCorrection(services, { ...request, reasons, note });
  });

  post(routes.reject.pattern, REJECTED, toInbox, async ({ season }, form, request) => {
    const id = form.text(fields.rule);
    const rule = rejectionRules(season.policy).find((option) => option.id === id);
    const note = form.text(fields.rejectText);
    if (rule === undefined) return [NO_RULE];
    if (note === "") return [missing(fields.rejectText)];
    return rejectCase(services, { ...request, reason: rule.label, note });
  });

  post(routes.reopen.pattern, REOPENED, toCase, async (_, form, request) => {
    const note = form.text(fields.reopenText);
    if (note === "") return [missing(fields.reopenText)];
    return reopenCase(services, { ...request, note });
  });

  registerClaims(app, http);
}

function registerClaims(app: FastifyInstance, http: HttpContext): void {
  app.post(routes.claim.pattern, async (request, reply) => {
    const { officer, applicationId } = await visitOf(http, request);
    await loadFile(http, { officer, applicationId });
    if (await claim(http.services, applicationId, officer)) giveNotice(reply, "good", CLAIMED);
    else giveNotice(reply, "warning", CLAIMED_BY_OTHER);
    return reply.redirect(toCase(applicationId), 303);
  });

  app.post(routes.release.pattern, async (request, reply) => {
    const { officer, applicationId } = await visitOf(http, request);
    await release(http.services, applicationId, officer);
    giveNotice(reply, "info", RELEASED);
    return reply.redirect(toCase(applicationId), 303);
  });
}

const toInbox = (): string => routes.inbox.path();
const toCase = (application: string): string => routes.case.path({ application });

async function visitOf(http: HttpContext, request: FastifyRequest): Promise<Visit> {
  const officer = requireOfficer(request);
  const applicationId = pathId(request, "application");
  return { officer, applicationId, season: await currentSeason(http) };
}

/** Opens the case, which is recorded; one of another season is not here. */
async function loadFile(
  { services, seasonId }: HttpContext,
  { applicationId, officer }: Pick<Visit, "applicationId" | "officer">,
): Promise<CaseFile> {
  const file = await openCase(services, applicationId, officer, PURPOSE);
  if (!file.ok) throw refuse(file.error);
  if (file.value.application.season_id !== seasonId) throw new Refusal(404);
  return file.value;
}

async function showCase(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  form: PostedForm | null,
  failures: readonly Failure[],
): Promise<FastifyReply> {
  const file = await loadFile(http, visit);
  const view = caseView(visit.season, file, visit.officer, form, failures);
  const [first] = failures;
  const status = first === undefined ? 200 : refusalStatus(first);
  return sendPage(reply, CasePage({ view, page: pageContext(http, request, reply) }), status);
}

const caseRequest = ({ officer, applicationId }: Visit, form: PostedForm): CaseRequest => ({
  applicationId,
  actor: actorOf(officer),
  key: form.key,
  expectedVersion: form.version,
});

const failuresOf = (attempt: Attempt): readonly Failure[] => {
  if (!("ok" in attempt)) return attempt;
  return attempt.ok ? [] : [atField(attempt.error)];
};

const APPROVED = text("已通过审核。", "Approved.");
const ASKED = text("已请家长补正。", "The family was asked to correct.");
const REJECTED = text("已作出不予通过的决定。", "Rejected.");
const REOPENED = text("已重新进入审核。", "The review is open again.");
const CLAIMED = text("您已领取此件。", "The case is yours.");
const RELEASED = text("您已退回此件，其他工作人员可以领取。", "Others may take the case now.");
const CLAIMED_BY_OTHER = text(
  "此件已由其他工作人员领取。",
  "Another officer already works on this case.",
);

const NO_REASON = failure(
  "review.no-reason",
  "请至少选择一项补正事由。",
  "Choose at least one reason for the correction.",
  fields.reason,
);

const NO_RULE = failure(
  "review.no-rule",
  "请选择不予通过所依据的条款。",
  "Choose the rule by which the application is rejected.",
  fields.rule,
);

const missing = (field: string): Failure =>
  failure("review.no-note", "请写明理由。", "Say why, in words.", field);
