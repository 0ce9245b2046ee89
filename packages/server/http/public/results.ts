import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isPid } from "@yangguang/core/domain/ids.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { CutoffsPage } from "@yangguang/web/public/cutoffs.tsx";
import { ResultsPage } from "@yangguang/web/public/results.tsx";
import type { ResultsView } from "@yangguang/web/public/views.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { OpenSeason } from "../../services/context.ts";
import type { CachedRun } from "../../services/run-cache.ts";
import { cachedRun } from "../../services/run-cache.ts";
import { pagingOf, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { pageNumber, pathPart, queryOf } from "../queries.ts";
import { Refusal } from "../refusals.ts";
import { publicCutoffRows, publicResults, resultRow, resultsTable } from "./results-view.ts";

const ROWS = 100;

export function registerResults(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.results.pattern, async (request, reply) =>
    showResults(http, request, reply, queryOf(request)(fields.pid)),
  );

  app.get(routes.result.pattern, async (request, reply) =>
    showResults(http, request, reply, pathPart(request, "pid")),
  );

  app.get(routes.resultsTable.pattern, async (_, reply) => {
    const season = await currentSeason(http);
    const run = await announcedRun(http, season);
    if (run === null) throw new Refusal(404, [notAnnounced]);
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="${season.id}-results.csv"`)
      .send(Readable.from(resultsTable(season.policy, run)));
  });

  app.get(routes.cutoffs.pattern, async (request, reply) => {
    const season = await currentSeason(http);
    const run = await announcedRun(http, season);
    const view = {
      season: seasonView(season),
      announced: run !== null,
      rows: run === null ? [] : publicCutoffRows(season.policy, run.problem, run.outcome),
    };
    return sendPage(reply, CutoffsPage({ view, page: pageContext(http, request, reply) }));
  });
}

/** Null until the results are announced: before that nobody outside the bureau may see them. */
async function announcedRun(
  { services }: HttpContext,
  season: OpenSeason,
): Promise<CachedRun | null> {
  const { stage } = season.moment;
  return stage === "announced" || stage === "closed" ? cachedRun(services, season) : null;
}

async function showResults(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string,
): Promise<FastifyReply> {
  const season = await currentSeason(http);
  const run = await announcedRun(http, season);
  const number = pageNumber(queryOf(request));
  const view = run === null ? unannounced(season) : resultsView(season, run, asked, number);
  const status = statusOf(view.failures);
  const page = pageContext(http, request, reply);
  return sendPage(reply, ResultsPage({ view, page }), status);
}

const statusOf = ([first]: readonly Failure[]): number => {
  if (first === undefined) return 200;
  return first === unknownPid ? 404 : 400;
};

const unannounced = (season: OpenSeason): ResultsView => ({
  season: seasonView(season),
  announced: false,
  pid: "",
  found: null,
  rows: [],
  paging: pagingOf(1, 0, ROWS),
  placed: 0,
  unplaced: 0,
  failures: [],
});

export function resultsView(
  season: OpenSeason,
  run: CachedRun,
  asked: string,
  page: number,
): ResultsView {
  const { policy } = season;
  const { all, byPid, placed } = publicResults(run);
  const pid = asked.toLowerCase();
  const found = byPid.get(pid);
  const rows = all.slice((page - 1) * ROWS, page * ROWS);
  return {
    season: seasonView(season),
    announced: true,
    pid: asked,
    found: found === undefined ? null : resultRow(policy, run.problem, found),
    rows: rows.map((row) => resultRow(policy, run.problem, row)),
    paging: pagingOf(page, all.length, ROWS),
    placed,
    unplaced: all.length - placed,
    failures: asked === "" || found !== undefined ? [] : [isPid(pid) ? unknownPid : notAPid],
  };
}

const notAPid = failure(
  "pid.malformed",
  "公开编号由32位数字和字母a至f组成，见回执。请核对后重新输入。",
  "A public number has 32 digits and letters from a to f; it stands on the receipt. Check it and enter it again.",
  fields.pid,
);

const unknownPid = failure(
  "pid.unknown",
  "本季名册中没有这个公开编号。请对照回执核对；没有列入名册的报名没有结果。",
  "This public number is not on the season's roll. Compare it with the receipt; applications that were not on the roll have no result.",
  fields.pid,
);

const notAnnounced = failure(
  "results.not-announced",
  "结果尚未公布。",
  "The results are not announced yet.",
);
