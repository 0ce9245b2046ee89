import type { FastifyInstance } from "fastify";
import { ComponentsPage } from "@yangguang/web/public/components.tsx";
import { HomePage } from "@yangguang/web/public/home.tsx";
import { HowPage } from "@yangguang/web/public/how.tsx";
import { PolicyPage } from "@yangguang/web/public/policy.tsx";
import { SchoolsPage } from "@yangguang/web/public/schools.tsx";
import type { HomeView, SchoolsView } from "@yangguang/web/public/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import { components } from "@yangguang/web/ui/components.ts";
import type { OpenSeason } from "../../services/context.ts";
import { loadSeason } from "../../services/context.ts";
import { groupName, seasonView, zoneName } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { policyView } from "./policy-view.ts";

/** What the bureau publishes: the season, its policy and its schools. */
export function registerNotices(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.home.pattern, async (request, reply) => {
    const season = await loadSeason(http.services, http.seasonId);
    const view = homeView(season.ok ? season.value : null);
    return sendPage(reply, HomePage({ view, page: pageContext(http, request, reply) }));
  });

  app.get(routes.policy.pattern, async (request, reply) => {
    const view = policyView(await currentSeason(http));
    return sendPage(reply, PolicyPage({ view, page: pageContext(http, request, reply) }));
  });

  app.get(routes.how.pattern, async (request, reply) =>
    sendPage(reply, HowPage({ page: pageContext(http, request, reply) })),
  );

  app.get(routes.schools.pattern, async (request, reply) => {
    const view = schoolsView(await currentSeason(http));
    return sendPage(reply, SchoolsPage({ view, page: pageContext(http, request, reply) }));
  });

  app.get(routes.components.pattern, async (request, reply) =>
    sendPage(
      reply,
      ComponentsPage({ view: { components }, page: pageContext(http, request, reply) }),
    ),
  );
}

function homeView(season: OpenSeason | null): HomeView {
  const schools = season?.policy.plan.schools ?? [];
  return {
    season: season === null ? null : seasonView(season),
    schools: schools.length,
    seats: schools.reduce((sum, { seats }) => sum + seats, 0),
  };
}

const schoolsView = (season: OpenSeason): SchoolsView => ({
  season: seasonView(season),
  schools: season.policy.plan.schools.map(({ id, name, group, seats, zones }) => ({
    id,
    name,
    group: groupName(season.policy, group),
    seats,
    zones: zones.map((zone) => zoneName(season.policy, zone)),
  })),
});
