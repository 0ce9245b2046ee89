import type { FastifyInstance } from "fastify";
import type { HttpContext } from "../context.ts";
import { registerApplication } from "./application.ts";
import { choicesStep } from "./apply-choices.ts";
import { consentStep } from "./apply-consent.ts";
import { factsStep } from "./apply-facts.ts";
import { reviewStep } from "./apply-review.ts";
import { startStep } from "./apply-start.ts";
import { registerStep } from "./apply.ts";
import { registerChanges } from "./changes.ts";
import { registerChildren, registerCounterFamily } from "./children.ts";
import { registerConfirm } from "./confirm.ts";
import { registerCounter } from "./counter.ts";
import type { Desk } from "./desk.ts";
import { counterDesk, familyDesk } from "./desk.ts";
import { registerResult } from "./result.ts";

/** Pages of guardians, and the same pages for clerks who act for guardians at a counter. */
export function registerFamilies(app: FastifyInstance, http: HttpContext): void {
  const family = familyDesk();
  const counter = counterDesk(http);
  registerChildren(app, http, family);
  registerCounter(app, http);
  registerCounterFamily(app, http, counter);
  for (const desk of [family, counter]) registerApplicationPages(app, http, desk);
}

function registerApplicationPages(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  const steps = [startStep, factsStep, choicesStep, consentStep, reviewStep];
  for (const step of steps) registerStep(app, http, desk, step(http, desk));
  registerApplication(app, http, desk);
  registerChanges(app, http, desk);
  registerConfirm(app, http, desk);
  registerResult(app, http, desk);
}
