import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { timingSafeEqual } from "node:crypto";
import { failure } from "@yangguang/core/domain/result.ts";
import { fields } from "@yangguang/web/routes.ts";
import { findSignedIn, signOut } from "../services/accounts.ts";
import type { HttpContext } from "./context.ts";
import { Refusal } from "./refusals.ts";

const isSecure = (http: HttpContext): boolean => http.publicUrl.startsWith("https:");

/** Browsers keep `__Host-` cookies to one host and to TLS; without TLS (a demo) they refuse them. */
const cookieName = (http: HttpContext): string =>
  isSecure(http) ? "__Host-yg-session" : "yg-session";

export function giveSession(http: HttpContext, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(http), token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(http),
  });
}

export async function dropSession(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = request.cookies[cookieName(http)];
  if (token !== undefined) await signOut(http.services, token);
  reply.clearCookie(cookieName(http), { path: "/" });
}

/** Finds who is signed in, and refuses every post that does not carry the session's own token. */
export function registerSessions(app: FastifyInstance, http: HttpContext): void {
  app.decorateRequest("signedIn", null);
  app.addHook("onRequest", async (request) => {
    const token = request.cookies[cookieName(http)];
    request.signedIn = token === undefined ? null : await findSignedIn(http.services, token);
  });
  app.addHook("preHandler", async (request) => {
    if (request.method !== "POST" || request.signedIn === null) return;
    const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    if (!sameToken(body[fields.csrf], request.signedIn.csrfToken)) {
      throw new Refusal(403, [staleSession]);
    }
  });
}

function sameToken(given: unknown, expected: string): boolean {
  if (typeof given !== "string") return false;
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const staleSession = failure(
  "session.wrong-token",
  "登录已更换或页面过期。请返回上一页，刷新后重新提交。",
  "Your sign-in changed or the page expired. Go back, reload the page and send again.",
);
