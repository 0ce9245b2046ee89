import type { FastifyInstance } from "fastify";
import type { HttpContext } from "../context.ts";
import { registerCase } from "./case.ts";
import { registerDashboard } from "./dashboard.ts";
import { registerDraw } from "./draw.ts";
import { registerLists } from "./lists.ts";
import { registerSeasonSteps } from "./season-steps.ts";
import { registerTimetable } from "./timetable.ts";
import { registerVoid } from "./void.ts";

/** The bureau's console. */
export function registerOfficers(app: FastifyInstance, http: HttpContext): void {
  registerDashboard(app, http);
  registerLists(app, http);
  registerCase(app, http);
  registerTimetable(app, http);
  registerSeasonSteps(app, http);
  registerDraw(app, http);
  registerVoid(app, http);
}
