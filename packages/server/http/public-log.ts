import { parseTilePath } from "@yangguang/core/log/tiles.ts";
import type { FastifyInstance } from "fastify";
import type { HttpContext } from "./context.ts";

/** Files that change, by their type. */
const CHANGING: Readonly<Record<string, string>> = {
  checkpoint: "text/plain; charset=utf-8",
  "checkpoint-sm": "text/plain; charset=utf-8",
  "checkpoint-sm.pem": "application/x-pem-file",
  "trust.json": "application/json; charset=utf-8",
};

/** C2SP tlog-tiles: a file is what it is for ever. */
const FOR_EVER = "public, max-age=31536000, immutable";

/**
 * The public log as static files, as C2SP tlog-tiles lays them out: anybody's program may read all
 * of it, also one that runs on a page of another site.
 */
export function registerPublicLog(app: FastifyInstance, { services }: HttpContext): void {
  const { files, trustFile } = services.publicLog;
  const read = (path: string) =>
    path === "trust.json" ? Promise.resolve(Buffer.from(trustFile)) : files.read(path);

  app.get<{ Params: { "*": string } }>(
    "/log/*",
    // A log of a million entries is thousands of files, and none of them costs more than its bytes.
    { config: { rateLimit: false } },
    async (request, reply) => {
      const path = request.params["*"];
      const type = Object.hasOwn(CHANGING, path) ? CHANGING[path] : undefined;
      if (type === undefined && parseTilePath(path) === undefined) return reply.callNotFound();
      const bytes = await read(path);
      if (bytes === undefined || bytes.length === 0) return reply.callNotFound();
      return reply
        .type(type ?? "application/octet-stream")
        .header("cache-control", type === undefined ? FOR_EVER : "no-cache")
        .header("access-control-allow-origin", "*")
        .header("cross-origin-resource-policy", "cross-origin")
        .send(Buffer.from(bytes));
    },
  );
}
