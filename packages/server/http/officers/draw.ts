import type { FastifyInstance } from "fastify";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { err } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { DrawPages } from "@yangguang/web/officers/draw-pages.tsx";
import { fields, routes } from "@yangguang/web/routes.ts";
import { closeCommits, readDice, readDiceAgain } from "../../services/ceremony.ts";
import { drawFromCeremony, drawLots } from "../../services/draw.ts";
import { takeOwnSteps } from "../../services/platform-contributor.ts";
import type { SeasonRequest } from "../../services/season-acts.ts";
import type { HttpContext } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { ceremonyView } from "./ceremony-view.ts";
import { readReaders } from "./draw-form.ts";
import { drawView } from "./season-step-views.ts";
import type { Outcome } from "./step-route.ts";
import { ifSure, registerStep } from "./step-route.ts";

type Services = HttpContext["services"];

/** The draw: in one step where the platform is alone, otherwise the ceremony, step by step. */
export function registerDraw(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;
  const close = ifSure((request) => closeCommits(services, request.seasonId));
  const draw = ifSure((request) => drawFromCeremony(services, request));
  registerStep(app, http, {
    path: routes.draw.pattern,
    Page: DrawPages,
    view: (http, look) =>
      look.season.plan.contributors.length > 1 ? ceremonyView(http, look) : drawView(http, look),
    act: (form, request) => {
      switch (form.text(fields.command)) {
        case "close":
          return close(form, request);
        case "read":
          return firstReading(services, form, request);
        case "read-again":
          return secondReading(services, form, request);
        case "seed":
          return draw(form, request);
        default:
          return drawAtOnce(services, form, request);
      }
    },
    done: (form) => DONE[form.text(fields.command)] ?? DRAWN,
  });
}

const DRAWN = text("摇号完成，种子已公布。", "The lots are drawn and the seed is published.");

const DONE: Readonly<Record<string, Text>> = {
  close: text("封存已结束，可以掷骰子了。", "The circle is closed. The dice can be thrown."),
  read: text(
    "第一次读数已录入，请另一名工作人员再读一遍。",
    "The first reading is entered. Another officer has to read once more.",
  ),
  "read-again": text(
    "两次读数一致，骰子已记录。请各方公开秘密。",
    "Both readings agree and the dice are recorded. Contributors can show their secrets.",
  ),
};

async function drawAtOnce(
  services: Services,
  form: PostedForm,
  request: SeasonRequest,
): Promise<Outcome> {
  const readers = readReaders(form);
  if (!readers.ok) return readers;
  const [dice, diceAgain] = [form.text(fields.dice), form.text(fields.diceAgain)];
  return drawLots(services, { ...request, dice, diceAgain, readers: readers.value });
}

async function firstReading(
  services: Services,
  form: PostedForm,
  { seasonId, actor }: SeasonRequest,
): Promise<Outcome> {
  const reader = parsePersonName(form.text(fields.reader));
  if (!reader.ok) return err({ ...reader.error, place: fields.reader });
  const dice = form.text(fields.dice);
  return readDice(services, { seasonId, actor, dice, reader: reader.value });
}

async function secondReading(
  services: Services,
  form: PostedForm,
  { seasonId, actor }: SeasonRequest,
): Promise<Outcome> {
  const reader = parsePersonName(form.text(fields.secondReader));
  if (!reader.ok) return err({ ...reader.error, place: fields.secondReader });
  const dice = form.text(fields.diceAgain);
  const read = await readDiceAgain(services, { seasonId, actor, dice, reader: reader.value });
  if (!read.ok) return err(atSecondReading(read.error));
  await takeOwnSteps(services, seasonId);
  return read;
}

/** The service speaks of one reading; the page has a form for each. */
function atSecondReading(failure: Failure): Failure {
  if (failure.code === "ceremony.second-person") return { ...failure, place: fields.secondReader };
  if (failure.place === fields.dice) return { ...failure, place: fields.diceAgain };
  return failure;
}
