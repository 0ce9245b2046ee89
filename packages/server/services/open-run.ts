import type { LogEntry } from "@yangguang/core/log/entries.ts";
import type { RunPlan } from "@yangguang/core/season/run-plan.ts";
import { planHash, planOf, planText } from "@yangguang/core/season/run-plan.ts";
import type { Tx } from "../registry/tables.ts";
import { loadCeremony, logEntries } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { startDevice } from "./platform-contributor.ts";

/** Drawn children who are checked on paper: 95 % to find one bad row if 1 % are bad. */
const AUDIT_SAMPLE = 299;

/** What verifiers need of the season's present attempt. */
export const runPlan = ({ policy, run, plan }: OpenSeason): RunPlan =>
  planOf(policy, run, { ...plan, audit: AUDIT_SAMPLE });

/** The first entries of a run: its rules, and the platform among its contributors. */
export async function openRun(services: Services, tx: Tx, seasonId: string): Promise<void> {
  const season = await lockOpenSeason(services, tx, seasonId, "update");
  if (!season.ok) throw new Error(season.error.message.en);
  const { run, policyHash } = season.value;
  const { build, trust } = services.publicLog;
  const plan = planHash(planText(runPlan(season.value)));
  const entries: readonly LogEntry[] = [
    { t: "open", run, build, plan, rules: policyHash, trust },
    await startDevice(services, tx, season.value),
  ];
  const state = await loadCeremony(tx, season.value);
  const logged = await logEntries(tx, season.value, state, entries);
  if (!logged.ok) throw new Error(logged.error.message.en);
}
