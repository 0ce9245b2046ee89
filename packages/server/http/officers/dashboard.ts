import type { FastifyInstance } from "fastify";
import type { SeasonActionName } from "@yangguang/core/domain/status-table.ts";
import { SEASON_ACTIONS } from "@yangguang/core/domain/status-table.ts";
import { DashboardPage } from "@yangguang/web/officers/dashboard.tsx";
import { PlanPage } from "@yangguang/web/officers/plan.tsx";
import type { DashboardView, PlanView } from "@yangguang/web/officers/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { ActionOffer } from "@yangguang/web/views.ts";
import type { OpenSeason, Services } from "../../services/context.ts";
import type { Demand } from "../../services/overview.ts";
import { applicationCounts, offerCounts, seasonDemand } from "../../services/overview.ts";
import { cachedRun } from "../../services/run-cache.ts";
import { groupName, seasonOffer, seasonView, zoneName } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { statusCounts } from "../status-counts.ts";
import { requireOfficer } from "./actor.ts";
import { seatsTable, sum } from "./seats.ts";

export function registerDashboard(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.officer.pattern, async (request, reply) => {
    requireOfficer(request);
    const season = await currentSeason(http);
    const view = await dashboardView(http.services, season);
    return sendPage(reply, DashboardPage({ view, page: pageContext(http, request, reply) }));
  });

  app.get(routes.plan.pattern, async (request, reply) => {
    requireOfficer(request);
    const season = await currentSeason(http);
    const view = planView(season, await seasonDemand(http.services, season.id));
    return sendPage(reply, PlanPage({ view, page: pageContext(http, request, reply) }));
  });
}

async function dashboardView(services: Services, season: OpenSeason): Promise<DashboardView> {
  const counts = statusCounts(await applicationCounts(services, season.id));
  return {
    season: seasonView(season),
    counts,
    openCases: counts.find(({ status }) => status === "in-review")?.count ?? 0,
    actions: nextActions(season),
    seats: await seats(services, season),
  };
}

async function seats(services: Services, season: OpenSeason): Promise<DashboardView["seats"]> {
  if (season.state.outcomeHash === null) return null;
  const { outcome } = await cachedRun(services, season);
  return seatsTable(season.policy, outcome, await offerCounts(services, season.id));
}

/** What the stage leads to comes first; what leaves the season where it is, after it. */
export const nextActions = (season: OpenSeason): readonly ActionOffer<SeasonActionName>[] =>
  SEASON_ACTIONS.filter(({ from }) => from.includes(season.moment.stage))
    .toSorted((one, two) => Number(one.to === "same") - Number(two.to === "same"))
    .map(({ action }) => seasonOffer(season, action));

export const planView = (season: OpenSeason, demand: Demand): PlanView => ({
  season: seasonView(season),
  schools: season.policy.plan.schools.map((school) => ({
    id: school.id,
    name: school.name,
    group: groupName(season.policy, school.group),
    seats: school.seats,
    zones: school.zones.map((zone) => zoneName(season.policy, zone)),
    firstChoices: demand.firstChoices.get(school.id) ?? 0,
    childrenInZones: sum(school.zones, (zone) => demand.zones.get(zone) ?? 0),
  })),
});
