import type { FastifyInstance } from "fastify";
import { text } from "@yangguang/core/domain/text.ts";
import type { VoidView } from "@yangguang/web/officers/views.ts";
import { VoidPage } from "@yangguang/web/officers/void.tsx";
import { fields, routes } from "@yangguang/web/routes.ts";
import { askedFor } from "../../services/run-watch.ts";
import { propose } from "../../services/two-people.ts";
import { voidRun } from "../../services/void-run.ts";
import { seasonOffer, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { askedView } from "./ceremony-view.ts";
import type { StepLook } from "./step-route.ts";
import { ifSure, registerStep } from "./step-route.ts";

/** Voiding a run: one officer asks and says why, another confirms. */
export function registerVoid(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;
  const confirm = ifSure((request) => voidRun(services, request));
  registerStep(app, http, {
    path: routes.voidRun.pattern,
    Page: VoidPage,
    view: voidView,
    act: (form, request) =>
      form.text(fields.command) === "ask"
        ? propose(services, { ...request, what: "void", reason: form.text(fields.reason) })
        : confirm(form, request),
    done: (form) =>
      form.text(fields.command) === "ask"
        ? text("已提出作废，等待确认。", "You have asked to void the run; it is to be confirmed.")
        : text(
            "本次运行已作废，招生季从下一次运行继续。",
            "The run is void; the season goes on with the next attempt.",
          ),
  });
}

async function voidView(
  { services }: HttpContext,
  { season, officer, form, failures }: StepLook,
): Promise<VoidView> {
  const asked = await askedFor<{ readonly reason: string }>(services, season, "void");
  const view = askedView(asked, officer);
  const alone = season.plan.contributors.length === 1;
  return {
    season: seasonView(season),
    run: season.run,
    offer: seasonOffer(season, "void"),
    asked: view === null ? null : { ...view, reason: asked?.content.reason ?? "" },
    mayConfirm: view !== null && (alone || !view.mine),
    reason: form?.text(fields.reason) ?? "",
    failures,
  };
}
