import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ERROR_STATUS, ErrorPage } from "@yangguang/web/public/error.tsx";
import type { ErrorKind, ErrorView } from "@yangguang/web/public/views.ts";
import { fields, routes, withQuery } from "@yangguang/web/routes.ts";
import type { HttpContext } from "./context.ts";
import { pageContext } from "./context.ts";
import { sendPage } from "./pages.ts";
import type { RefusalStatus } from "./refusals.ts";
import { Refusal } from "./refusals.ts";

const KIND_OF: Readonly<Record<RefusalStatus, ErrorKind>> = {
  400: "bad-request",
  401: "unauthorised",
  403: "forbidden",
  404: "not-found",
  409: "stale",
  429: "too-many",
  503: "unavailable",
};

/** How long to wait where the server is too busy, or its database away, to say it better. */
const BUSY_SECONDS = 10;

/** Every request that no route could answer gets a page that says what is wrong and what to do. */
export function registerErrors(app: FastifyInstance, http: HttpContext): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const kind = kindOf(error);
    if (kind === "unauthorised" && request.method === "GET") {
      const back = { [fields.back]: request.url };
      return reply.redirect(withQuery(routes.signIn.path(), back), 303);
    }
    if (kind === "internal" || kind === "unavailable") logFault(error, request);
    return sendError(http, request, reply, {
      kind,
      failures: error instanceof Refusal ? error.failures : [],
      retryAfterSeconds: retryAfter(kind, reply),
    });
  });
  app.setNotFoundHandler(async (request, reply) =>
    sendError(http, request, reply, { kind: "not-found", failures: [], retryAfterSeconds: null }),
  );
}

function sendError(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  view: Omit<ErrorView, "correlationId" | "back">,
): FastifyReply {
  const page = pageContext(http, request, reply);
  const whole = { ...view, correlationId: request.id, back: cameFrom(request) };
  return sendPage(reply, ErrorPage({ view: whole, page }), ERROR_STATUS[view.kind]);
}

function kindOf(error: FastifyError): ErrorKind {
  if (error instanceof Refusal) return KIND_OF[error.status];
  if (isDatabaseAway(error)) return "unavailable";
  const status = error.statusCode ?? 500;
  if (status === 429) return "too-many";
  if (status === 503) return "unavailable";
  return status >= 400 && status < 500 ? "bad-request" : "internal";
}

/** No connection, or PostgreSQL is starting, stopping or full: classes 08, 53 and 57 of its codes. */
const isDatabaseAway = ({ code }: { readonly code?: string }): boolean =>
  code !== undefined && /^(?:ECONNREFUSED|ECONNRESET|ENOENT|08...|53...|57P..)$/.test(code);

function retryAfter(kind: ErrorKind, reply: FastifyReply): number | null {
  if (kind === "unavailable") {
    reply.header("retry-after", BUSY_SECONDS);
    return BUSY_SECONDS;
  }
  return kind === "too-many" ? Number(reply.getHeader("retry-after") ?? BUSY_SECONDS) : null;
}

/** The page of this site that the request was sent from, to go back to; home where it is unknown. */
function cameFrom(request: FastifyRequest): string {
  const { referer } = request.headers;
  if (referer === undefined || !URL.canParse(referer)) return routes.home.path();
  const { host, pathname, search } = new URL(referer);
  return host === request.host ? pathname + search : routes.home.path();
}

/** Messages of errors may quote what somebody entered, so only names, codes and places are kept. */
function logFault(error: FastifyError, request: FastifyRequest): void {
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  request.log.error(
    {
      correlationId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? "(none)",
      error: error.name,
      code: error.code,
      places,
    },
    "request failed",
  );
}
