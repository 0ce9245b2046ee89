import type { Failure } from "@yangguang/core/domain/result.ts";
import type { ApplyStep, ApplyView } from "@yangguang/web/families/views.ts";
import type { FastifyInstance } from "fastify";
import { childHead, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import type { Desk } from "./desk.ts";
import type { ApplyVisit } from "./load.ts";
import { elsewhere, visitChild } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { answer } from "./outcome.ts";

/** One step of applying: how its page is shown, and what its form does. */
export interface ApplyStepRoute {
  readonly step: ApplyStep;
  readonly pattern: string;
  readonly show: (visit: ApplyVisit) => Promise<Outcome>;
  readonly take: (visit: ApplyVisit, form: PostedForm) => Promise<Outcome>;
}

/** Steps cannot be skipped, and are over once the application is sent. */
export function registerStep(
  app: FastifyInstance,
  http: HttpContext,
  desk: Desk,
  { step, pattern, show, take }: ApplyStepRoute,
): void {
  app.get(pattern, async (request, reply) => {
    const visit = await visitChild(http, desk, request);
    const to = elsewhere(desk, visit, step, request.method);
    return answer(http, request, reply, to === null ? await show(visit) : { to });
  });
  app.post(pattern, async (request, reply) => {
    const visit = await visitChild(http, desk, request);
    const form = readForm(request);
    const to = elsewhere(desk, visit, step, request.method);
    return answer(http, request, reply, to === null ? await take(visit, form) : { to });
  });
}

export const applyView = (
  { acting, own, season }: ApplyVisit,
  failures: readonly Failure[],
): ApplyView => ({
  forWhom: acting.forWhom,
  child: childHead(own.child),
  season: seasonView(season),
  failures,
});
