import type { FastifyInstance, FastifyRequest } from "fastify";
import { failure } from "@yangguang/core/domain/result.ts";
import { ContributorPage } from "@yangguang/web/contributors/contributor.tsx";
import type { ContributorView } from "@yangguang/web/contributors/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import { contributeEntry } from "../../services/ceremony.ts";
import type { OpenSeason } from "../../services/context.ts";
import { takeOwnSteps } from "../../services/platform-contributor.ts";
import type { WatchedRun } from "../../services/run-watch.ts";
import { watchRun } from "../../services/run-watch.ts";
import { contributorName } from "../ceremony-words.ts";
import { seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext, requireRole } from "../context.ts";
import { sendPage } from "../pages.ts";
import { Refusal, refusalStatus } from "../refusals.ts";
import { liveRunView } from "../run-view.ts";

/** For those who make the draw together: one page, and where its script sends what it signed. */
export function registerContributors(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;

  app.get(routes.contributor.pattern, async (request, reply) => {
    const id = requireContributor(request);
    const season = await currentSeason(http);
    if (!season.plan.contributors.includes(id)) throw new Refusal(403, [outsider]);
    const view = contributorView(http, season, id, await watchRun(services, season));
    return sendPage(reply, ContributorPage({ view, page: pageContext(http, request, reply) }));
  });

  app.post(routes.contribute.pattern, async (request, reply) => {
    const contributor = requireContributor(request);
    const { seasonId } = http;
    const { entry } = (request.body ?? {}) as { readonly entry?: unknown };
    const done = await contributeEntry(services, { seasonId, contributor, entry });
    if (!done.ok) return reply.code(refusalStatus(done.error)).send({ failure: done.error });
    await takeOwnSteps(services, seasonId);
    return reply.send({ recorded: true });
  });
}

/** As whom the signed-in account contributes. */
function requireContributor(request: FastifyRequest): string {
  const { contributor } = requireRole(request, "contributor");
  if (contributor === null) throw new Refusal(403, [outsider]);
  return contributor;
}

const outsider = failure(
  "contributor.outsider",
  "您的账号不是本季方案中的参与方。如有疑问，请联系教育局。",
  "Your account is not among the contributors of this season. Ask the bureau if you think it should be.",
);

const contributorView = (
  { services }: HttpContext,
  season: OpenSeason,
  id: string,
  watched: WatchedRun,
): ContributorView => ({
  season: seasonView(season),
  live: liveRunView(services, season, watched),
  me: { id, name: contributorName(id) },
  throws: season.plan.throws,
  panel: "start",
  absent: [],
});
