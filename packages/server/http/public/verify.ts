import type { FastifyInstance, FastifyReply } from "fastify";
import { VerifyPage } from "@yangguang/web/public/verify.tsx";
import type { VerifyView } from "@yangguang/web/public/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import { attemptOf, publishedRun } from "../../services/publish-run.ts";
import { seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { Refusal } from "../refusals.ts";

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  yaml: "text/yaml; charset=utf-8",
};

/** The page on which anybody verifies the run, and the files that it is computed from. */
export function registerVerify(app: FastifyInstance, http: HttpContext): void {
  const { services, publicUrl } = http;

  app.get(routes.verify.pattern, async (request, reply) => {
    const season = await currentSeason(http);
    const folderPath = routes.runFiles.path({ attempt: String(attemptOf(season)) });
    const view: VerifyView = {
      season: seasonView(season),
      folderPath: `${folderPath}/`,
      folderUrl: `${publicUrl}${folderPath}/`,
      trust: services.publicLog.trust,
    };
    return sendPage(reply, VerifyPage({ view, page: pageContext(http, request, reply) }));
  });

  app.get<{ Params: { readonly attempt: string; readonly "*": string } }>(
    `${routes.runFiles.pattern}/*`,
    // A verifier reads some dozens of files at once.
    { config: { rateLimit: false } },
    async (request, reply) => {
      const season = await currentSeason(http);
      const attempt = Number(request.params.attempt);
      const known = Number.isInteger(attempt) && attempt >= 1 && attempt <= attemptOf(season);
      if (!known) return reply.callNotFound();
      const files = await publishedRun(services, season, attempt);
      if (!files.ok) throw new Refusal(503, files.error);
      const path = request.params["*"];
      return sendFile(reply, path, files.value.get(path));
    },
  );
}

function sendFile(reply: FastifyReply, path: string, bytes: Uint8Array | undefined): FastifyReply {
  if (bytes === undefined) {
    reply.callNotFound();
    return reply;
  }
  const type = TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  return reply
    .type(type)
    .header("cache-control", "no-cache")
    .header("access-control-allow-origin", "*")
    .header("cross-origin-resource-policy", "cross-origin")
    .send(Buffer.from(bytes));
}
