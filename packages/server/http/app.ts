import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import staticFiles from "@fastify/static";
import underPressure from "@fastify/under-pressure";
import Fastify, { LogController } from "fastify";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { registerBundles } from "./bundles.ts";
import type { HttpContext } from "./context.ts";
import { registerContributors } from "./contributors/register.ts";
import { registerErrors } from "./errors.ts";
import { registerFamilies } from "./families/register.ts";
import { registerHealth } from "./health.ts";
import { registerOfficers } from "./officers/register.ts";
import { registerPreferences } from "./preferences.ts";
import { registerPublic } from "./public/register.ts";
import { registerPublicLog } from "./public-log.ts";
import { registerSchools } from "./schools/register.ts";
import { registerSessions } from "./sessions.ts";
import type { OidcSettings } from "./sign-in.ts";
import { registerSignIn } from "./sign-in.ts";
import { registerSupervisors } from "./supervisors/register.ts";

const LARGEST_FORM_BYTES = 256 * 1024;
const REQUESTS_PER_MINUTE = 600;

export interface AppSettings {
  readonly oidc: OidcSettings;
  /** False where everything comes from one address on purpose, such as a browser test. */
  readonly limitRates: boolean;
}

/** The web server with all its routes; `listen` is the caller's. */
export async function makeApp(http: HttpContext, settings: AppSettings): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = http.log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_FORM_BYTES,
    trustProxy: "loopback",
    genReqId: () => Buffer.from(http.services.random(9)).toString("base64url"),
  });
  logRequests(app);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: LARGEST_FORM_BYTES });
  await app.register(helmet, securityHeaders(http));
  await app.register(underPressure, { maxEventLoopDelay: 2000 });
  if (settings.limitRates) {
    await app.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: "1 minute" });
  }
  await app.register(staticFiles, {
    root: dirname(fileURLToPath(import.meta.resolve("@yangguang/web/static/yangguang.css"))),
    prefix: "/static/",
    maxAge: "1h",
  });
  registerBundles(app);
  registerErrors(app, http);
  registerHealth(app, http);
  registerSessions(app, http);
  registerPreferences(app);
  registerSignIn(app, http, settings.oidc);
  registerPublic(app, http);
  registerPublicLog(app, http);
  registerFamilies(app, http);
  registerOfficers(app, http);
  registerSchools(app, http);
  registerSupervisors(app, http);
  registerContributors(app, http);
  return app;
}

/** One line a request, with the route's pattern and never its parameters: they may name a child. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "(none)",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
}

const securityHeaders = (http: HttpContext) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      // Signing in is a form that leads on to the identity service.
      formAction: ["'self'", ...(http.publicUrl.startsWith("https:") ? ["https:"] : ["http:"])],
    },
  },
  // Lets an error page lead back to where somebody came from; other sites learn nothing.
  referrerPolicy: { policy: "same-origin" } as const,
  strictTransportSecurity: http.publicUrl.startsWith("https:"),
});
