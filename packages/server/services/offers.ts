import { windowState } from "@yangguang/core/domain/timetable.ts";
import { applicationsInStatus } from "../registry/applications.ts";
import { batches } from "../registry/batches.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Tx } from "../registry/tables.ts";
import { act, PLATFORM } from "./act.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { mustSucceed } from "./settle.ts";

/** Offers that nobody answered in time lapse. Does nothing while families may still answer. */
export async function lapseOffers(services: Services, seasonId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const season = await lockOpenSeason(services, tx, seasonId, "share");
    if (!season.ok || season.value.moment.stage !== "announced") return;
    const { timetable, now } = season.value.moment;
    if (windowState(timetable.acceptance, now) === "over") await lapseAll(tx, season.value);
  });
}

export async function lapseAll(tx: Tx, season: OpenSeason): Promise<void> {
  for (const batch of batches(await applicationsInStatus(tx, season.id, "offered"))) {
    const requests = batch.map(({ id }) => ({
      applicationId: id,
      action: { action: "lapse" } as const,
      actor: PLATFORM,
      key: "lapse",
    }));
    mustSucceed(await act(tx, season, requests));
  }
}
