import { checkOutcome } from "@yangguang/core/allocation/check-outcome.ts";
import type { ApplicationAction } from "@yangguang/core/domain/application.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { parseDice } from "@yangguang/core/draw/dice.ts";
import {
  contribute,
  freezeRows,
  outcomeHash,
  seedOfRun,
} from "@yangguang/core/season/commitments.ts";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import type { SeasonRun } from "@yangguang/core/season/run.ts";
import { runSeason } from "@yangguang/core/season/run.ts";
import { applicationsInStatus } from "../registry/applications.ts";
import { addLogEntries, lastLoggedRows } from "../registry/log.ts";
import {
  addPlacements,
  addRoll,
  readPlacements,
  readRoll,
  sealContribution,
  sealedContribution,
} from "../registry/runs.ts";
import type { Executor, Tx } from "../registry/tables.ts";
import { act, PLATFORM } from "./act.ts";
import { batches } from "../registry/batches.ts";
import type { OpenSeason, Services } from "./context.ts";
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

/** Freezes the roll: all eligible applications, committed to one root; nothing changes them then. */
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
      roll = await makeRoll(tx, season);
      if (roll.length === 0) return nobodyEligible();
      const frozen = freezeRows(
        season.run,
        season.policyHash,
        roll.map(({ content, commitment }) => ({ pid: content.pid, commitment })),
      );
      const contribution = Buffer.from(services.random(32)).toString("hex");
      const sealed = services.keys.seal(season.id, "contribution", contribution);
      await sealContribution(tx, season.id, sealed);
      const committed = contribute(season.run, frozen.freezeHash, contribution);
      return ok({ action: "freeze", ...frozen, ...committed });
    },
    (tx, season) => enrolOnRoll(tx, season, roll),
  );
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
  await addRoll(tx, season.id, roll);
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
    const requests = batch.map((request) => ({ ...request, actor: PLATFORM, key }));
    mustSucceed(await act(tx, season, requests));
  }
}

export interface DrawRequest extends SeasonRequest {
  /** At least 39 digits of a ten-sided die, as read by one person … */
  readonly dice: string;
  /** … and read back by another; the two must agree. */
  readonly diceAgain: string;
  readonly readers: readonly string[];
}

/** Opens the platform's sealed contribution and mixes it with the dice into the seed of all lots. */
export const drawLots = (services: Services, request: DrawRequest): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "draw", async (tx, season) => {
    const { freeze } = season.state;
    if (freeze === null) throw new Error("a frozen season has no freeze");
    const dice = parseDice(request.dice);
    if (!dice.ok) return dice;
    const again = parseDice(request.diceAgain);
    if (!again.ok || again.value !== dice.value) return diceDiffer();
    const sealed = await sealedContribution(tx, season.id);
    const contribution = services.keys.open(season.id, "contribution", sealed);
    const seed = seedOfRun(season.run, freeze, dice.value, contribution);
    const { readers } = request;
    return ok({ action: "draw", dice: dice.value, readers, contribution, seed });
  });

const diceDiffer = (): Result<never> =>
  fail(
    "dice.differ",
    "两次读数不一致。请对照录像逐位核对后重新输入。",
    "The two readings differ. Compare digit by digit with the video and enter them again.",
    "diceAgain",
  );

/** Allocates all seats; nobody sees the outcome before it is announced. */
export const allocateSeats = (
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "allocate", async (tx, season) => {
    const { problem, outcome } = await recomputeRun(tx, season);
    const findings = checkOutcome(problem, outcome);
    if (findings.length > 0) {
      throw new Error(`the allocation failed its own check: ${JSON.stringify(findings[0])}`);
    }
    await addPlacements(
      tx,
      outcome.placements.map(({ pid, school, step, listRank }) => ({
        season_id: season.id,
        pid,
        school,
        step,
        list_rank: listRank,
      })),
    );
    const placed = outcome.placements.filter(({ school }) => school !== null).length;
    return ok({ action: "allocate", outcomeHash: outcomeHash(outcome), placed });
  });

/** The whole run from the frozen roll and the seed: lots, problem, outcome. */
export async function recomputeRun(db: Executor, season: OpenSeason): Promise<SeasonRun> {
  const { draw } = season.state;
  if (draw === null) throw new Error("the season has no draw yet");
  const rows = await readRoll(db, season.id);
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
    async () => ok({ action: "announce" }),
    async (tx, season) => {
      const placements = new Map(
        (await readPlacements(tx, season.id)).map((row) => [row.pid, row]),
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
