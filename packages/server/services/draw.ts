import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { seedOf, theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { parseDice } from "@yangguang/core/draw/dice.ts";
import type { SeasonAction } from "@yangguang/core/domain/season.ts";
import type { Tx } from "../registry/tables.ts";
import { diceDiffer, loadCeremony, logEntries, requireCosigned } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";
import { revealOwn } from "./platform-contributor.ts";
import type { SeasonRequest } from "./season-acts.ts";
import { actOnSeason } from "./season-acts.ts";

export interface DrawRequest extends SeasonRequest {
  /** At least 39 digits of a ten-sided die, as read by one person … */
  readonly dice: string;
  /** … and read back by another; the two must agree. */
  readonly diceAgain: string;
  readonly readers: readonly [string, string];
}

/**
 * The whole draw in one step, for a season to which nobody but the platform contributes: its secret
 * and the dice give the seed of all lots.
 */
export const drawLots = (services: Services, request: DrawRequest): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "draw", async (tx, season) => {
    if (season.plan.contributors.length > 1) return drawnByMany();
    const dice = parseDice(request.dice);
    if (!dice.ok) return dice;
    const again = parseDice(request.diceAgain);
    if (!again.ok || again.value !== dice.value) return diceDiffer();
    const thrown = await logEntries(tx, season, await loadCeremony(tx, season), [
      { t: "dice", run: season.run, dice: dice.value, readers: request.readers },
    ]);
    if (!thrown.ok) return thrown;
    const reveal = await revealOwn(tx, season, thrown.value);
    if (!reveal.ok) return reveal;
    const revealed = await logEntries(tx, season, thrown.value, [reveal.value]);
    return revealed.ok ? logSeed(tx, season, revealed.value) : revealed;
  });

const drawnByMany = (): Result<never> =>
  fail(
    "draw.by-many",
    "本季由多方共同摇号，请在“公开摇号”的各步骤中进行。",
    "Several contribute to this season's draw; it is made step by step, in the ceremony.",
  );

/** The seed, once the dice are thrown and every contributor's secret is known. */
export const drawFromCeremony = (
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "draw", async (tx, season) => {
    const cosigned = await requireCosigned(services, tx, season);
    if (!cosigned.ok) return cosigned;
    return logSeed(tx, season, await loadCeremony(tx, season));
  });

async function logSeed(
  tx: Tx,
  season: OpenSeason,
  state: CeremonyState,
): Promise<Result<SeasonAction>> {
  const seed = seedOf(state);
  if (!seed.ok) return seed;
  const logged = await logEntries(tx, season, state, [
    { t: "seed", run: season.run, seed: seed.value },
  ]);
  if (!logged.ok) return logged;
  const { dice = "", readers = [] } = theOnly(state, "dice") ?? {};
  return ok({ action: "draw", dice, readers, seed: seed.value });
}
