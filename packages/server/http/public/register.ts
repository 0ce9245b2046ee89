import type { FastifyInstance } from "fastify";
import type { HttpContext } from "../context.ts";
import { registerNotices } from "./notices.ts";
import { registerResults } from "./results.ts";
import { registerRun } from "./run.ts";
import { registerSignInPage } from "./sign-in.ts";
import { registerVerify } from "./verify.ts";
import { registerZones } from "./zones.ts";

/** What anyone may read without signing in. */
export function registerPublic(app: FastifyInstance, http: HttpContext): void {
  registerNotices(app, http);
  registerZones(app, http);
  registerResults(app, http);
  registerRun(app, http);
  registerVerify(app, http);
  registerSignInPage(app, http);
}
