import type { Explainer } from "@yangguang/core/allocation/explain.ts";
import { prepareExplainer } from "@yangguang/core/allocation/explain.ts";
import { fullHash } from "@yangguang/core/season/outcome-hashes.ts";
import type { SeasonRun } from "@yangguang/core/season/run.ts";
import type { Database } from "../registry/tables.ts";
import type { OpenSeason, Services } from "./context.ts";
import { recomputeRun } from "./runs.ts";

export interface CachedRun extends SeasonRun {
  readonly explain: Explainer;
}

interface Computed {
  readonly run: string;
  readonly seed: string;
  readonly computed: Promise<CachedRun>;
}

/** The last run asked for; roll and seed never change, so neither does what follows from them. */
const lastRuns = new WeakMap<Database, Computed>();

/**
 * The season's run with its explanations, computed once a process and compared with the outcome
 * that was recorded, if one was. The season must have been drawn; who may see the outcome before it
 * is announced is the caller's care.
 */
export function cachedRun(services: Services, season: OpenSeason): Promise<CachedRun> {
  const { draw } = season.state;
  if (draw === null) throw new Error("the season has no draw yet");
  const { run } = season;
  const { seed } = draw;
  const last = lastRuns.get(services.db);
  if (last?.run === run && last.seed === seed) return last.computed;
  const entry = { run, seed, computed: compute(services, season) };
  lastRuns.set(services.db, entry);
  entry.computed.catch(() => {
    if (lastRuns.get(services.db) === entry) lastRuns.delete(services.db);
  });
  return entry.computed;
}

async function compute(services: Services, season: OpenSeason): Promise<CachedRun> {
  const run = await recomputeRun(services.db, season);
  const { outcomeHash: recorded } = season.state;
  if (recorded !== null && fullHash(run.pids, run.outcome) !== recorded) {
    throw new Error("the recomputed outcome is not the recorded outcome");
  }
  return { ...run, explain: prepareExplainer(run.problem, run.outcome) };
}
