import type { FastifyInstance } from "fastify";
import { routes } from "@yangguang/web/routes.ts";
import { SupervisorPage } from "@yangguang/web/supervisors/supervisor.tsx";
import type { SupervisorView } from "@yangguang/web/supervisors/views.ts";
import { applicationCounts } from "../../services/overview.ts";
import { seasonTrail } from "../../services/trail.ts";
import { seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext, requireRole } from "../context.ts";
import { sendPage } from "../pages.ts";
import { statusCounts } from "../status-counts.ts";
import { namedTrail } from "../trail-views.ts";

/** For notary, discipline inspectors and others who watch the season and change nothing. */
export function registerSupervisors(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;
  app.get(routes.supervisor.pattern, async (request, reply) => {
    requireRole(request, "supervisor");
    const season = await currentSeason(http);
    const view: SupervisorView = {
      season: seasonView(season),
      counts: statusCounts(await applicationCounts(services, season.id)),
      trail: namedTrail(await seasonTrail(services, season.id)),
    };
    return sendPage(reply, SupervisorPage({ view, page: pageContext(http, request, reply) }));
  });
}
