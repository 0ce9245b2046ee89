import { isUuid } from "@yangguang/core/domain/ids.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Account } from "../../services/accounts.ts";
import type { HttpContext } from "../context.ts";

const COOKIE = "yg-counter";
const MOST_FAMILIES = 8;
const HOURS = 4;

/** A guardian whom the clerk found, and when, in milliseconds since 1970. */
type OpenFamily = readonly [guardianId: string, openedAt: number];

/**
 * The guardians whom the clerk has found at the counter in the last hours, the last one first.
 * Sealed into a cookie of this clerk's: only these families' pages open.
 */
export const familiesAtCounter = (
  http: HttpContext,
  request: FastifyRequest,
  clerk: Account,
): readonly string[] => readFamilies(http, request, clerk).map(([guardianId]) => guardianId);

/** Opens a family's pages to the clerk; the oldest of several families is put away. */
export function openAtCounter(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  clerk: Account,
  guardianId: string,
): void {
  const others = readFamilies(http, request, clerk).filter(([other]) => other !== guardianId);
  const families: readonly OpenFamily[] = [[guardianId, http.services.clock()], ...others];
  const plain = JSON.stringify(families.slice(0, MOST_FAMILIES));
  const sealed = http.services.keys.seal(recordOf(clerk), "families", plain);
  reply.setCookie(COOKIE, sealed.toString("base64url"), {
    path: routes.counter.path(),
    httpOnly: true,
    sameSite: "lax",
    secure: http.publicUrl.startsWith("https:"),
    maxAge: HOURS * 3600,
  });
}

function readFamilies(
  http: HttpContext,
  request: FastifyRequest,
  clerk: Account,
): readonly OpenFamily[] {
  const { keys, clock } = http.services;
  try {
    const sealed = Buffer.from(request.cookies[COOKIE] ?? "", "base64url");
    const families = JSON.parse(keys.open(recordOf(clerk), "families", sealed)) as OpenFamily[];
    const since = clock() - HOURS * 3_600_000;
    return families.filter(([guardianId, openedAt]) => isUuid(guardianId) && openedAt > since);
  } catch {
    return [];
  }
}

const recordOf = (clerk: Account): string => `counter:${clerk.id}`;
