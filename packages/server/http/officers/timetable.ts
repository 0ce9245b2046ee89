import type { FastifyInstance } from "fastify";
import { text } from "@yangguang/core/domain/text.ts";
import { TimetablePage } from "@yangguang/web/officers/timetable.tsx";
import type { TimetableView } from "@yangguang/web/officers/views.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { OpenSeason } from "../../services/context.ts";
import { setTimetable } from "../../services/season-acts.ts";
import type { TrailEntry } from "../../services/trail.ts";
import { seasonTrail } from "../../services/trail.ts";
import { seasonOffer, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { readForm } from "../forms.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import { refusalStatus } from "../refusals.ts";
import { namedTrail } from "../trail-views.ts";
import { requireOfficer, seasonRequest } from "./actor.ts";
import {
  atTimetableField,
  enteredWindows,
  presentWindows,
  readTimetable,
} from "./timetable-form.ts";

export function registerTimetable(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;

  app.get(routes.timetable.pattern, async (request, reply) => {
    requireOfficer(request);
    const season = await currentSeason(http);
    const view = timetableView(season, await seasonTrail(services, season.id));
    return sendPage(reply, TimetablePage({ view, page: pageContext(http, request, reply) }));
  });

  app.post(routes.timetable.pattern, async (request, reply) => {
    const officer = requireOfficer(request);
    const season = await currentSeason(http);
    const form = readForm(request);
    const reason = form.text(fields.why);
    const done = await setTimetable(services, {
      ...seasonRequest(http, officer, form.key),
      timetable: readTimetable(form, season.moment.timetable, season.moment.now),
      reason,
      expectedVersion: form.version,
    });
    if (done.ok) {
      giveNotice(reply, "good", CHANGED);
      return reply.redirect(routes.timetable.path(), 303);
    }
    const view: TimetableView = {
      ...timetableView(season, await seasonTrail(services, season.id)),
      windows: enteredWindows(form),
      why: reason,
      failures: [atTimetableField(done.error)],
    };
    const status = refusalStatus(done.error);
    return sendPage(
      reply,
      TimetablePage({ view, page: pageContext(http, request, reply) }),
      status,
    );
  });
}

const timetableView = (season: OpenSeason, trail: readonly TrailEntry[]): TimetableView => ({
  season: seasonView(season),
  version: season.state.version,
  windows: presentWindows(season.moment.timetable),
  why: "",
  change: seasonOffer(season, "set-timetable"),
  history: namedTrail(trail.filter(({ action }) => "timetable" in action)),
  failures: [],
});

const CHANGED = text("日程已调整，并已公布。", "The timetable was changed and published.");
