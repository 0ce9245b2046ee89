import type { PageNotice, Tone } from "@yangguang/web/page.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { FastifyReply, FastifyRequest } from "fastify";

const COOKIE = "yg-notice";
const TONES: readonly Tone[] = ["good", "info", "warning", "bad", "neutral"];

/** Says, on the next page and once only, what was done. */
export function giveNotice(reply: FastifyReply, tone: Tone, message: Text): void {
  const value = Buffer.from(JSON.stringify([tone, message.zh, message.en])).toString("base64url");
  reply.setCookie(COOKIE, value, { path: "/", httpOnly: true, sameSite: "lax", maxAge: 60 });
}

export function readNotice(request: FastifyRequest): PageNotice | null {
  const raw = request.cookies[COOKIE];
  if (raw === undefined) return null;
  try {
    const [tone, zh, en] = JSON.parse(Buffer.from(raw, "base64url").toString("utf8")) as unknown[];
    const known = TONES.find((candidate) => candidate === tone);
    if (known === undefined || typeof zh !== "string" || typeof en !== "string") return null;
    return { tone: known, message: { zh, en } };
  } catch {
    return null;
  }
}

export const clearNotice = (reply: FastifyReply): void => {
  reply.clearCookie(COOKIE, { path: "/" });
};
