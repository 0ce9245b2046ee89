import { checkOutcome } from "@yangguang/core/allocation/check-outcome.ts";
import type { ApplicationAction } from "@yangguang/core/domain/application.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { holderLines, holdersHash } from "@yangguang/core/draw/lots.ts";
import type { FrozenRoll } from "@yangguang/core/season/commitments.ts";
import { freezeRows, holdersOf } from "@yangguang/core/season/commitments.ts";
import {
  cutoffLines,
  cutoffsHash,
  fullHash,
  placementLines,
  placementsHash,
} from "@yangguang/core/season/outcome-hashes.ts";
import { categoryCounts } from "@yangguang/core/season/publication.ts";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import type { SeasonRun } from "@yangguang/core/season/run.ts";
import { runSeason } from "@yangguang/core/season/run.ts";
import { applicationsInStatus } from "../registry/applications.ts";
import { addLogEntries, lastLoggedRows } from "../registry/log.ts";
import { addPlacements, addRoll, readPlacements, readRoll } from "../registry/runs.ts";
import type { Executor, Tx } from "../registry/tables.ts";
import { act, PLATFORM } from "./act.ts";
import { batches } from "../registry/batches.ts";
import { commitSetEntry, loadCeremony, logEntries, requireCosigned } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";
import { commitOwn } from "./platform-contributor.ts";
import { twoPeople } from "./two-people.ts";
import type { CommittedRow } from "./rows.ts";
import { commitRows, rowEntry } from "./rows.ts";
import type { SeasonRequest } from "./season-acts.ts";
import { actOnSeason } from "./season-acts.ts";
import { mustSucceed } from "./settle.ts";

interface RollEntry {
  readonly applicationId: string;
  readonly content: RollRow;
  /** ROW of the specification, 64 hex digits. */
  readonly commitment: string;
}

/**
 * Freezes the roll: all eligible applications, committed to one root; nothing changes them then.
 * Where others than the platform contribute to the draw, another person must have asked for it.
 */
export function freezeRoll(
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> {
  let roll: readonly RollEntry[] = [];
  return actOnSeason(
    services,
    request,
    "freeze",
    async (tx, season) => {
      const by = await twoPeople(tx, season, "freeze", request.actor.id);
      if (!by.ok) return by;
      roll = await makeRoll(tx, season);
      if (roll.length === 0) return nobodyEligible();
      const frozen = freezeRows(
        season.run,
        season.policyHash,
        roll.map(({ content, commitment }) => ({ pid: content.pid, commitment })),
      );
      const commitment = await logFreeze(services, tx, season, roll, frozen, by.value);
      return commitment.ok
        ? ok({ action: "freeze", ...frozen, commitment: commitment.value })
        : commitment;
    },
    (tx, season) => enrolOnRoll(tx, season, roll),
  );
}

/** The freeze and the platform's commitment; where it contributes alone, the commit set as well. */
async function logFreeze(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  roll: readonly RollEntry[],
  { rollRoot, rollSize, freezeHash }: FrozenRoll,
  by: readonly [string, string],
): Promise<Result<string>> {
  const rows = roll.map(({ content }) => content);
  const counts = categoryCounts(rows.map(({ category }) => category));
  const holders = holdersHash(holderLines(holdersOf(rows)));
  const { run } = season;
  const frozen = await logEntries(tx, season, await loadCeremony(tx, season), [
    { t: "freeze", run, by, counts, freeze: freezeHash, holders, n: rollSize, roll: rollRoot },
  ]);
  if (!frozen.ok) return frozen;
  const commit = await commitOwn(services, tx, season, frozen.value);
  if (!commit.ok) return commit;
  const committed = await logEntries(tx, season, frozen.value, [commit.value]);
  if (!committed.ok) return committed;
  if (season.plan.contributors.length === 1) {
    const cset = commitSetEntry(season, committed.value);
    if (!cset.ok) return cset;
    await logEntries(tx, season, committed.value, [cset.value]);
  }
  return ok(commit.value.c);
}

const nobodyEligible = (): Result<never> =>
  fail(
    "freeze.nobody",
    "还没有审核通过的报名，名册为空，不能冻结。",
    "No application is eligible yet; an empty roll cannot be frozen.",
  );

async function makeRoll(tx: Tx, season: OpenSeason): Promise<readonly RollEntry[]> {
  const roll: RollEntry[] = [];
  for (const batch of batches(await applicationsInStatus(tx, season.id, "eligible"))) {
    const rows = await commitRows(
      tx,
      season,
      batch.map(({ id, child_id: childId, pid, state }) => ({
        applicationId: id,
        childId,
        pid,
        state,
      })),
    );
    await logChanged(tx, season, rows);
    for (const { applicationId, content, commitment } of rows) {
      const { category } = content;
      if (category === null) throw new Error("an eligible application lacks its settlement");
      roll.push({ applicationId, content: { ...content, category }, commitment });
    }
  }
  return roll.toSorted((a, b) => (a.content.pid < b.content.pid ? -1 : 1));
}

/** A fact may have come after an application was settled: the log then holds the row that counts. */
async function logChanged(
  tx: Tx,
  season: OpenSeason,
  rows: readonly CommittedRow[],
): Promise<void> {
  const logged = await lastLoggedRows(
    tx,
    rows.map(({ applicationId }) => applicationId),
  );
  const entries = rows.map((row) => rowEntry(season, row));
  await addLogEntries(
    tx,
    entries.filter(({ applicationId = "", body }) => logged.get(applicationId) !== body),
  );
}

async function enrolOnRoll(tx: Tx, season: OpenSeason, roll: readonly RollEntry[]): Promise<void> {
  await addRoll(tx, season, roll);
  const enrol = roll.map(({ applicationId }) => ({
    applicationId,
    action: { action: "enrol-on-roll" } as const,
  }));
  await actForPlatform(tx, season, "enrol-on-roll", enrol);
  for (const status of UNFINISHED) {
    const missed = (await applicationsInStatus(tx, season.id, status)).map(({ id }) => ({
      applicationId: id,
      action: { action: "leave-out" } as const,
    }));
    await actForPlatform(tx, season, "leave-out", missed);
  }
}

/** Whose review was not finished in time: they are told so, and wait for a supplementary round. */
const UNFINISHED = ["submitted", "in-review", "correction"] as const;

async function actForPlatform(
  tx: Tx,
  season: OpenSeason,
  key: string,
  actions: readonly { readonly applicationId: string; readonly action: ApplicationAction }[],
): Promise<void> {
  for (const batch of batches(actions)) {
    const requests = batch.map((request) => ({
      ...request,
      actor: PLATFORM,
      key: `${key}:${season.run}`,
    }));
    mustSucceed(await act(tx, season, requests));
  }
}

/** Allocates all seats; nobody sees the outcome before it is announced. */
export const allocateSeats = (
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "allocate", async (tx, season) => {
    const cosigned = await requireCosigned(services, tx, season);
    if (!cosigned.ok) return cosigned;
    const state = await loadCeremony(tx, season);
    const { build } = services.publicLog;
    if (theOnly(state, "open")?.build !== build) return otherBuild();
    const { problem, outcome, pids } = await recomputeRun(tx, season);
    const findings = checkOutcome(problem, outcome);
    if (findings.length > 0) {
      throw new Error(`the allocation failed its own check: ${JSON.stringify(findings[0])}`);
    }
    await addPlacements(
      tx,
      outcome.placements.map(({ pid, school, step, listRank }) => ({
        season_id: season.id,
        run: season.run,
        pid,
        school,
        step,
        list_rank: listRank,
      })),
    );
    const placed = outcome.placements.filter(({ school }) => school !== null).length;
    const full = fullHash(pids, outcome);
    const logged = await logEntries(tx, season, state, [
      {
        t: "outcome",
        run: season.run,
        build,
        placements: placementsHash(placementLines(pids, outcome)),
        cutoffs: cutoffsHash(cutoffLines(outcome)),
        full,
        placed,
      },
    ]);
    return logged.ok ? ok({ action: "allocate", outcomeHash: full, placed }) : logged;
  });

const otherBuild = (): Result<never> =>
  fail(
    "allocate.other-build",
    "平台软件在本次运行公布之后已更换，不能再用它分配学位。请恢复原来的版本，或作废本次运行后重新开始。",
    "The platform's software has changed since this run was opened, so it may not allocate. Go back to the former version, or void the run and start another attempt.",
  );

/** The whole run from the frozen roll and the seed: lots, problem, outcome. */
export async function recomputeRun(db: Executor, season: OpenSeason): Promise<SeasonRun> {
  const { draw } = season.state;
  if (draw === null) throw new Error("the season has no draw yet");
  const rows = await readRoll(db, season.run);
  return runSeason(
    season.policy,
    season.run,
    rows.map((row) => row.content),
    draw.seed,
  );
}

/** Makes the results known to families and the public, all at once. */
export const announceResults = (
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(
    services,
    request,
    "announce",
    async (tx, season) => {
      const cosigned = await requireCosigned(services, tx, season);
      if (!cosigned.ok) return cosigned;
      const state = await loadCeremony(tx, season);
      const logged = await logEntries(tx, season, state, [{ t: "announce", run: season.run }]);
      return logged.ok ? ok({ action: "announce" }) : logged;
    },
    async (tx, season) => {
      const placements = new Map(
        (await readPlacements(tx, season.run)).map((row) => [row.pid, row]),
      );
      const onRoll = await applicationsInStatus(tx, season.id, "on-roll");
      const results = onRoll.map((application) => {
        const placement = placements.get(application.pid);
        return { applicationId: application.id, action: resultAction(placement) };
      });
      await actForPlatform(tx, season, "announce", results);
    },
  );

function resultAction(
  placement: { school: string | null; step: string | null; list_rank: number | null } | undefined,
): ApplicationAction {
  const { school = null, step = null, list_rank: listRank = null } = placement ?? {};
  return school === null || step === null || listRank === null
    ? { action: "leave-unplaced" }
    : { action: "offer", offer: { school, step, listRank } };
}
