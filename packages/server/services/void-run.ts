import type { ApplicationAction } from "@yangguang/core/domain/application.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import { applicationsInStatus } from "../registry/applications.ts";
import { batches } from "../registry/batches.ts";
import { lastProposal } from "../registry/proposals.ts";
import { setRun } from "../registry/seasons.ts";
import type { Tx } from "../registry/tables.ts";
import { act, PLATFORM } from "./act.ts";
import { loadCeremony, logEntries } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";
import { openRun } from "./open-run.ts";
import type { SeasonRequest } from "./season-acts.ts";
import { actOnSeason } from "./season-acts.ts";
import { mustSucceed } from "./settle.ts";
import { noReason, twoPeople } from "./two-people.ts";

/**
 * Declares the run void, on the word of two people and for a published reason: its entries stay in
 * the log for good. All children leave the roll, and the season goes on with the next attempt, as
 * before the freeze. Not once results are announced: families then hold offers.
 */
export const voidRun = (services: Services, request: SeasonRequest): Promise<Result<OpenSeason>> =>
  actOnSeason(
    services,
    request,
    "void",
    async (tx, season) => {
      const by = await twoPeople(tx, season, "void", request.actor.id);
      if (!by.ok) return by;
      const proposal = await lastProposal<{ reason: string }>(tx, season, "void");
      const reason = proposal?.content.reason ?? "";
      if (reason === "") return noReason();
      const { run } = season;
      const state = await loadCeremony(tx, season);
      const logged = await logEntries(tx, season, state, [
        { t: "void", run, by: by.value, reason },
      ]);
      return logged.ok ? ok({ action: "void", run, reason }) : logged;
    },
    async (tx, season) => {
      await setRun(tx, season.id, nextAttempt(season.run));
      await openRun(services, tx, season.id);
      await releaseRoll(tx, season);
    },
  );

/** `city/year/phase/attempt`, the attempt one higher. */
function nextAttempt(run: string): string {
  const parts = run.split("/");
  return [...parts.slice(0, -1), Number(parts.at(-1)) + 1].join("/");
}

async function releaseRoll(tx: Tx, season: OpenSeason): Promise<void> {
  const release: ApplicationAction = { action: "release" };
  for (const batch of batches(await applicationsInStatus(tx, season.id, "on-roll"))) {
    const requests = batch.map(({ id }) => ({
      applicationId: id,
      action: release,
      actor: PLATFORM,
      key: `release:${season.run}`,
    }));
    mustSucceed(await act(tx, season, requests));
  }
}
