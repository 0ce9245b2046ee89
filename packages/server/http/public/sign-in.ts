import type { FastifyInstance } from "fastify";
import { text } from "@yangguang/core/domain/text.ts";
import { SignInPage } from "@yangguang/web/public/sign-in.tsx";
import type { SignInView } from "@yangguang/web/public/views.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { HttpContext } from "../context.ts";
import { pageContext } from "../context.ts";
import { backOf } from "../forms.ts";
import { sendPage } from "../pages.ts";
import { queryOf } from "../queries.ts";

/** The page before the identity service; its link leads on to `/sign-in/start`. */
export function registerSignInPage(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.signIn.pattern, async (request, reply) => {
    const back = queryOf(request)(fields.back);
    const view: SignInView = {
      // Whoever comes by the front door goes on to his own work.
      back: back === "" || back === "/" ? "" : backOf({ [fields.back]: back }),
      service: SERVICE,
      // Without TLS this can only be a demonstration.
      demo: http.publicUrl.startsWith("http:"),
      failures: [],
    };
    return sendPage(reply, SignInPage({ view, page: pageContext(http, request, reply) }));
  });
}

const SERVICE = text("统一身份认证平台", "the unified identity service");
