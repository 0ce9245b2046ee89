import type { PageContext } from "@yangguang/web/page.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { backOf } from "./forms.ts";

const LANGUAGE_COOKIE = "yg-language";
const ELDER_COOKIE = "yg-elder";
const YEAR_SECONDS = 365 * 24 * 3600;

/** Language: the visitor's choice, else what the browser asks for, else Chinese. */
export function readPreferences(request: FastifyRequest): Pick<PageContext, "language" | "elder"> {
  const chosen = request.cookies[LANGUAGE_COOKIE];
  const asked = request.headers["accept-language"] ?? "";
  const prefersEnglish = /^\s*en/i.test(asked);
  const language = chosen === "en" || chosen === "zh" ? chosen : prefersEnglish ? "en" : "zh";
  return { language, elder: request.cookies[ELDER_COOKIE] === "on" };
}

export function registerPreferences(app: FastifyInstance): void {
  app.get(routes.preferences.pattern, (request, reply) => {
    const query = request.query as Readonly<Record<string, string | undefined>>;
    const options = { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax", httpOnly: true } as const;
    const language = query[fields.language];
    if (language === "zh" || language === "en") reply.setCookie(LANGUAGE_COOKIE, language, options);
    const elder = query[fields.elder];
    if (elder === "on" || elder === "off") reply.setCookie(ELDER_COOKIE, elder, options);
    return reply.redirect(backOf(query), 303);
  });
}
