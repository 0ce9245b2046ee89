import type { PageContext, PageNotice } from "@yangguang/web/page.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../log.ts";
import type { Account, Role, SignedIn } from "../services/accounts.ts";
import type { OpenSeason, Services } from "../services/context.ts";
import { loadSeason } from "../services/context.ts";
import { clearNotice, readNotice } from "./notices.ts";
import { readPreferences } from "./preferences.ts";
import { Refusal } from "./refusals.ts";

/** What routes need besides the services. */
export interface HttpContext {
  readonly services: Services;
  /** The season that the pages show. */
  readonly seasonId: string;
  readonly city: Text;
  /** Origin under which families reach the platform, without a slash at the end. */
  readonly publicUrl: string;
  readonly log: Log;
}

declare module "fastify" {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
}

/** The season, or a 503 page while there is none. */
export async function currentSeason(http: HttpContext): Promise<OpenSeason> {
  const season = await loadSeason(http.services, http.seasonId);
  if (!season.ok) throw new Refusal(503, [season.error]);
  return season.value;
}

/** The signed-in account if it has one of the roles; else a sign-in or a 403 page. */
export function requireRole(request: FastifyRequest, ...roles: readonly Role[]): Account {
  const account = request.signedIn?.account;
  if (account === undefined) throw new Refusal(401);
  if (!roles.includes(account.role)) throw new Refusal(403);
  return account;
}

/** Everything a page needs besides its own view; takes the flash notice, which is shown once. */
export function pageContext(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
): PageContext {
  const { signedIn } = request;
  const notice: PageNotice | null = readNotice(request);
  if (notice !== null) clearNotice(reply);
  return {
    ...readPreferences(request),
    city: http.city,
    path: request.url,
    csrfToken: signedIn?.csrfToken ?? "",
    idempotencyKey: Buffer.from(http.services.random(12)).toString("base64url"),
    user: signedIn === null ? null : { name: signedIn.account.name, role: signedIn.account.role },
    now: http.services.clock(),
    ...(notice === null ? {} : { notice }),
  };
}
