import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { School } from "@yangguang/core/policy/document.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import { SchoolListPage } from "@yangguang/web/schools/school-list.tsx";
import type { Account } from "../../services/accounts.ts";
import { listApplications } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { offerCounts } from "../../services/overview.ts";
import { simpleAction } from "../../services/review.ts";
import { applicationAtSchool } from "../../services/schools.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext, requireRole } from "../context.ts";
import { readForm } from "../forms.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import { oneOf, pageNumber, pathId, queryOf } from "../queries.ts";
import { Refusal, refusalStatus, refuse } from "../refusals.ts";
import { notInPlan, ROWS, SCHOOL_STATUSES, schoolListView, statusesOf } from "./school-view.ts";

interface Visit {
  readonly staff: Account;
  readonly season: OpenSeason;
  readonly school: School;
}

/** A school's own list: who has a place there, who came. */
export function registerSchools(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.school.pattern, async (request, reply) =>
    showList(http, request, reply, await visitOf(http, request), []),
  );

  const arrival = (pattern: string, action: "register" | "mark-absent", done: Text): void => {
    app.post(pattern, async (request, reply) => {
      const visit = await visitOf(http, request);
      const { key } = readForm(request);
      const applicationId = pathId(request, "application");
      const { services, seasonId } = http;
      const own = await applicationAtSchool(services, seasonId, visit.school.id, applicationId);
      if (!own.ok) throw refuse(own.error);
      const actor = { kind: "school", id: visit.staff.id } as const;
      const acted = await simpleAction(services, { applicationId, action, actor, key });
      if (!acted.ok) return showList(http, request, reply, visit, [acted.error]);
      giveNotice(reply, "good", done);
      return reply.redirect(routes.school.path(), 303);
    });
  };
  arrival(routes.register.pattern, "register", text("已报到注册。", "Registered."));
  arrival(routes.markAbsent.pattern, "mark-absent", text("已标记未报到。", "Marked as absent."));
}

async function visitOf(http: HttpContext, request: FastifyRequest): Promise<Visit> {
  const staff = requireRole(request, "school");
  const season = await currentSeason(http);
  const school = season.policy.plan.schools.find(({ id }) => id === staff.school);
  if (school === undefined) throw new Refusal(403, [notInPlan]);
  return { staff, season, school };
}

async function showList(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { season, school }: Visit,
  failures: readonly Failure[],
): Promise<FastifyReply> {
  const query = queryOf(request);
  const filters = {
    query: query(fields.query),
    status: oneOf(SCHOOL_STATUSES, query(fields.status)),
  };
  const page = pageNumber(query);
  const found = await listApplications(
    http.services,
    season.id,
    {
      school: school.id,
      query: filters.query,
      ...(filters.status === "" ? {} : { statuses: statusesOf(filters.status) }),
    },
    { offset: (page - 1) * ROWS, limit: ROWS },
  );
  const offers = await offerCounts(http.services, season.id);
  const view = schoolListView(season, { school, offers, filters, page, ...found }, failures);
  const [first] = failures;
  const status = first === undefined ? 200 : refusalStatus(first);
  return sendPage(reply, SchoolListPage({ view, page: pageContext(http, request, reply) }), status);
}
