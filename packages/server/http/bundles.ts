import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { FastifyInstance } from "fastify";
import { bundles } from "@yangguang/web/bundles.ts";
import { staticPath } from "@yangguang/web/routes.ts";

interface Bundle {
  readonly script: Buffer;
  readonly etag: string;
}

/** Serves the browser's own TypeScript: each script is put together when it is first asked for. */
export function registerBundles(app: FastifyInstance): void {
  for (const [name, entry] of Object.entries(bundles)) {
    let made: Promise<Bundle> | null = null;
    app.get(staticPath(name), async (request, reply) => {
      made ??= bundle(entry);
      const { script, etag } = await made.catch((error: unknown) => {
        made = null;
        throw error;
      });
      // A page and its script must be of one version: browsers ask each time whether it still holds.
      reply.header("cache-control", "public, no-cache").header("etag", etag);
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type("text/javascript; charset=utf-8").send(script);
    });
  }
}

/** The entry file with all that it imports, as one classic script. @throws where it is broken. */
export async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve(`@yangguang/web/browser/${entry}`))],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`nothing came of ${entry}`);
  const digest = createHash("sha256").update(file.contents).digest("base64url");
  return { script: Buffer.from(file.contents), etag: `"${digest}"` };
}
