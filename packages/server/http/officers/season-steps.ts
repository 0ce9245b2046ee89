import type { FastifyInstance } from "fastify";
import { text } from "@yangguang/core/domain/text.ts";
import { AllocatePage } from "@yangguang/web/officers/allocate.tsx";
import { FreezePage } from "@yangguang/web/officers/freeze.tsx";
import { SeasonStepPage } from "@yangguang/web/officers/season-step.tsx";
import { fields, routes } from "@yangguang/web/routes.ts";
import { allocateSeats, announceResults, freezeRoll } from "../../services/runs.ts";
import { closeSeason } from "../../services/season-acts.ts";
import { propose } from "../../services/two-people.ts";
import type { HttpContext } from "../context.ts";
import { allocateView, announceView, closeView, freezeView } from "./season-step-views.ts";
import { ifSure, registerStep } from "./step-route.ts";

/** The steps around the draw; see `draw.ts` and `void.ts` for the others. */
export function registerSeasonSteps(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;
  const freeze = ifSure((request) => freezeRoll(services, request));
  registerStep(app, http, {
    path: routes.freeze.pattern,
    Page: FreezePage,
    view: freezeView,
    act: (form, request) =>
      form.text(fields.command) === "ask"
        ? propose(services, { ...request, what: "freeze" })
        : freeze(form, request),
    done: (form) => (form.text(fields.command) === "ask" ? ASKED : FROZEN),
  });
  registerStep(app, http, {
    path: routes.allocate.pattern,
    Page: AllocatePage,
    view: allocateView,
    act: ifSure((request) => allocateSeats(services, request)),
    done: () =>
      text(
        "学位已分配，公布前只有工作人员能看到。",
        "The seats are allocated; until the announcement only officers see them.",
      ),
  });
  registerStep(app, http, {
    path: routes.announce.pattern,
    Page: SeasonStepPage,
    view: announceView,
    act: ifSure((request) => announceResults(services, request)),
    done: () => text("结果已公布。", "The results are announced."),
  });
  registerStep(app, http, {
    path: routes.closeSeason.pattern,
    Page: SeasonStepPage,
    view: closeView,
    act: ifSure((request) => closeSeason(services, request)),
    done: () => text("招生季已结束。", "The season is closed."),
  });
}

const ASKED = text(
  "已提出冻结，请另一名工作人员登录确认。",
  "You have asked for the freeze. Another officer has to sign in and confirm.",
);

const FROZEN = text(
  "名册已冻结，平台的承诺已同时公布。",
  "The roll is frozen, and the platform's commitment is published with it.",
);
