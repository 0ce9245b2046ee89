import type { FastifyInstance } from "fastify";
import { failure } from "@yangguang/core/domain/result.ts";
import { theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { nextSteps } from "@yangguang/core/draw/next-steps.ts";
import { RunPage } from "@yangguang/web/public/run.tsx";
import type { RunView } from "@yangguang/web/public/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { OpenSeason } from "../../services/context.ts";
import type { WatchedRun } from "../../services/run-watch.ts";
import { markOfRun, watchRun } from "../../services/run-watch.ts";
import type { TrailEntry } from "../../services/trail.ts";
import { seasonTrail } from "../../services/trail.ts";
import { contributorName } from "../ceremony-words.ts";
import { seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { Refusal } from "../refusals.ts";
import { liveRunView } from "../run-view.ts";
import { publicTrail } from "../trail-views.ts";
import { RunEvents } from "./run-events.ts";

/** Cheap, and asked for by all who sit behind one address in the hall where the dice are thrown. */
const NOT_LIMITED = { config: { rateLimit: false } } as const;

/** The run as anyone may watch it while it happens, and recompute it afterwards. */
export function registerRun(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;

  app.get(routes.run.pattern, async (request, reply) => {
    const season = await currentSeason(http);
    const [trail, watched] = await Promise.all([
      seasonTrail(services, season.id),
      watchRun(services, season),
    ]);
    const view = runView(http, season, trail, watched);
    return sendPage(reply, RunPage({ view, page: pageContext(http, request, reply) }));
  });

  let shown = { mark: "", text: "" };
  app.get(routes.ceremony.pattern, NOT_LIMITED, async (_, reply) => {
    // Whoever watches asks at every step, from one hall, at once: it is put together once a step.
    const mark = await markOfRun(services, http.seasonId);
    if (shown.mark !== mark || mark === "") {
      const season = await currentSeason(http);
      const watched = await watchRun(services, season);
      shown = { mark: watched.mark, text: JSON.stringify(ceremonyData(http, season, watched)) };
    }
    return reply
      .type("application/json; charset=utf-8")
      .header("cache-control", "no-store")
      .send(shown.text);
  });

  const events = new RunEvents(() => markOfRun(services, http.seasonId));
  app.addHook("preClose", async () => events.stop());
  app.get(routes.runEvents.pattern, NOT_LIMITED, async (_, reply) => {
    const stream = events.listen();
    if (stream === undefined) throw new Refusal(503, [tooManyListeners]);
    return reply
      .type("text/event-stream")
      .header("cache-control", "no-store")
      .header("x-accel-buffering", "no")
      .send(stream);
  });
}

const tooManyListeners = failure(
  "run.too-many-listeners",
  "同时观看的人太多。请稍后再试，或手动刷新页面。",
  "Too many people are watching at once. Try again later, or reload the page by hand.",
);

/** What a contributor's device folds by itself: nothing that is not in the public log. */
const ceremonyData = (
  { services }: HttpContext,
  { run, plan }: OpenSeason,
  { mark, entries, state }: WatchedRun,
) => ({
  v: 1,
  run,
  mark,
  plan: { ...plan, run },
  quorum: services.publicLog.quorum,
  entries: entries.map(({ entry, leaf, index, publishedAt }) => ({
    entry,
    leaf,
    index,
    publishedAt: publishedAt?.toISOString() ?? null,
  })),
  next: nextSteps(state),
});

function runView(
  { services }: HttpContext,
  season: OpenSeason,
  trail: readonly TrailEntry[],
  watched: WatchedRun,
): RunView {
  const { freeze, draw, outcomeHash } = season.state;
  const live = liveRunView(services, season, watched);
  const commits = new Map(
    watched.entries.flatMap(({ entry }) =>
      entry.t === "commit" ? [[entry.id, entry.c] as const] : [],
    ),
  );
  return {
    season: seasonView(season),
    live,
    policyHash: season.policyHash,
    rollRoot: freeze?.rollRoot ?? null,
    rollSize: freeze?.rollSize ?? null,
    freezeHash: freeze?.freezeHash ?? null,
    commitments: [...commits].map(([id, hash]) => ({ by: contributorName(id), hash })),
    dice: theOnly(watched.state, "dice")?.dice ?? null,
    seed: draw?.seed ?? null,
    resultHash: outcomeHash,
    trail: publicTrail(trail),
  };
}
