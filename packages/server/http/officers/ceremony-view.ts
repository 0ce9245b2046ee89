import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { nextSteps } from "@yangguang/core/draw/next-steps.ts";
import type { AskedView, CeremonyTask, CeremonyView } from "@yangguang/web/officers/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { Account } from "../../services/accounts.ts";
import type { Asked } from "../../services/run-watch.ts";
import { askedFor, watchRun } from "../../services/run-watch.ts";
import { seasonOffer, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { liveRunView } from "../run-view.ts";
import type { StepLook } from "./step-route.ts";

/** Who asked for a step, as an officer is told. */
export const askedView = (
  asked: Pick<Asked<unknown>, "accountId" | "at" | "name"> | null,
  officer: Account,
): AskedView | null =>
  asked === null
    ? null
    : { name: asked.name, at: asked.at.toISOString(), mine: asked.accountId === officer.id };

/** The ceremony as the officer who presides sees it. */
export async function ceremonyView(
  { services }: HttpContext,
  { season, officer, form, failures }: StepLook,
): Promise<CeremonyView> {
  const [watched, reading] = await Promise.all([
    watchRun(services, season),
    askedFor<{ readonly dice: string }>(services, season, "dice"),
  ]);
  const { state } = watched;
  const first = askedView(reading, officer);
  const dice = theOnly(state, "dice");
  const entered = (name: string): string => form?.text(name) ?? "";
  return {
    kind: "ceremony",
    season: seasonView(season),
    live: liveRunView(services, season, watched),
    task: taskOf(state, first),
    draw: seasonOffer(season, "draw"),
    rollSize: theOnly(state, "freeze")?.n ?? null,
    freezeHash: theOnly(state, "freeze")?.freeze ?? null,
    closed: theOnly(state, "cset") !== undefined,
    throws: season.plan.throws,
    firstReading: first === null ? null : { ...first, digits: reading?.content.dice.length ?? 0 },
    dice: dice === undefined ? null : { digits: dice.dice, readers: dice.readers },
    beacon: season.plan.beacon,
    seed: theOnly(state, "seed")?.seed ?? null,
    entered: {
      dice: entered(fields.dice),
      diceAgain: entered(fields.diceAgain),
      reader: entered(fields.reader),
      secondReader: entered(fields.secondReader),
    },
    failures,
  };
}

/** What the bureau itself has to do next; `wait`: it is the contributors' turn. */
function taskOf(state: CeremonyState, first: AskedView | null): CeremonyTask {
  const next = nextSteps(state);
  if (next.some(({ t }) => t === "void")) return "void";
  if (theOnly(state, "freeze") === undefined) return "freeze";
  if (next.some(({ t }) => t === "cset")) return "close";
  if (next.some(({ t }) => t === "dice")) return first === null ? "read" : "read-again";
  if (next.some(({ t }) => t === "seed")) return "seed";
  return "wait";
}
