import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import { PLATFORM_CONTRIBUTOR } from "@yangguang/core/domain/season.ts";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import {
  judgementOf,
  recoveredSecretOf,
  secretOf,
  theOnly,
} from "@yangguang/core/draw/ceremony-state.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import {
  commitShares,
  deviceText,
  judgeShares,
  newDevice,
  readDevice,
  registration,
  revealSecret,
} from "@yangguang/core/draw/contributor.ts";
import type { EntryOf, LogEntry } from "@yangguang/core/log/entries.ts";
import { keepDevice, keptDevice } from "../registry/runs.ts";
import type { Executor, Tx } from "../registry/tables.ts";
import { logEntries, onCeremony, requireCosigned } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";

/** Makes the platform's own contributor of a run, and the entry that registers its keys. */
export async function startDevice(
  services: Services,
  tx: Tx,
  season: OpenSeason,
): Promise<EntryOf<"contributor">> {
  const device = newDevice(season.run, PLATFORM_CONTRIBUTOR, services.random);
  await keep(tx, season, device);
  return registration(device);
}

const keep = (tx: Tx, season: OpenSeason, device: ContributorDevice): Promise<void> =>
  keepDevice(tx, season, season.keys.seal(season.run, "contributor", deviceText(device)));

async function deviceOf(db: Executor, season: OpenSeason): Promise<ContributorDevice> {
  const sealed = await keptDevice(db, season.run);
  if (sealed === undefined) throw new Error(`no contributor of the platform for ${season.run}`);
  const device = readDevice(season.keys.open(season.run, "contributor", sealed));
  if (!device.ok) throw new Error(device.error.message.en);
  return device.value;
}

/** The platform's commitment, once the roll is frozen. */
export async function commitOwn(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  state: CeremonyState,
): Promise<Result<EntryOf<"commit">>> {
  const committed = commitShares(await deviceOf(tx, season), state, services.random);
  if (!committed.ok) return committed;
  await keep(tx, season, committed.value.device);
  return ok(committed.value.entry);
}

export const revealOwn = async (
  tx: Tx,
  season: OpenSeason,
  state: CeremonyState,
): Promise<Result<EntryOf<"reveal">>> => revealSecret(await deviceOf(tx, season), state);

/**
 * What the platform does of itself as soon as it may: it judges the shares dealt to it, deals anew
 * where a receiver could not use its share, reveals once the dice are cosigned, and writes down
 * secrets that others have rebuilt.
 */
export async function takeOwnSteps(services: Services, seasonId: string): Promise<void> {
  await onCeremony(services, seasonId, async (tx, season, state) => {
    const entries = await ownEntries(services, tx, season, state);
    return entries.length === 0 ? ok(state) : logEntries(tx, season, state, entries);
  });
}

/** Whether somebody could not use the share that the platform dealt last. */
const isComplainedOf = ({ plan }: OpenSeason, state: CeremonyState): boolean =>
  plan.contributors.some((id) => judgementOf(state, id, PLATFORM_CONTRIBUTOR) === 0);

async function ownEntries(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  state: CeremonyState,
): Promise<readonly LogEntry[]> {
  if (theOnly(state, "void") !== undefined || theOnly(state, "freeze") === undefined) return [];
  if (theOnly(state, "cset") === undefined) {
    const judged = judgeShares(await deviceOf(tx, season), state);
    const anew = isComplainedOf(season, state)
      ? await commitOwn(services, tx, season, state)
      : null;
    return [...(judged.ok ? judged.value : []), ...(anew?.ok === true ? [anew.value] : [])];
  }
  if (theOnly(state, "dice") === undefined || theOnly(state, "seed") !== undefined) return [];
  const cosigned = await requireCosigned(services, tx, season);
  if (!cosigned.ok) return [];
  const own = secretOf(state, PLATFORM_CONTRIBUTOR) === undefined;
  const reveal = own ? await revealOwn(tx, season, state) : undefined;
  const recovered = season.plan.contributors.flatMap((id): EntryOf<"recover">[] => {
    if (secretOf(state, id) !== undefined) return [];
    const secret = recoveredSecretOf(state, id);
    return secret.ok ? [{ t: "recover", run: season.run, id, r: secret.value }] : [];
  });
  return [...(reveal?.ok === true ? [reveal.value] : []), ...recovered];
}
