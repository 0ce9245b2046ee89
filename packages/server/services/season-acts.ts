import type { Actor } from "@yangguang/core/domain/application.ts";
import { judgeSeasonAction } from "@yangguang/core/domain/judge.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import type { CeremonyRules, SeasonAction, SeasonState } from "@yangguang/core/domain/season.ts";
import { foldSeasonAction, NEW_SEASON, PLATFORM_ALONE } from "@yangguang/core/domain/season.ts";
import { WINDOW_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { Timetable } from "@yangguang/core/domain/timetable.ts";
import { WINDOW_NAMES } from "@yangguang/core/domain/timetable.ts";
import { policyHash } from "@yangguang/core/draw/hashes.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import type { PolicyRefusal } from "@yangguang/core/policy/decision.ts";
import { inTransaction } from "../registry/connect.ts";
import {
  addPolicy,
  addSeason,
  appendSeasonAction,
  seasonActionWithKey,
} from "../registry/seasons.ts";
import type { Tx } from "../registry/tables.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { lapseAll } from "./offers.ts";
import { openRun } from "./open-run.ts";

/** One step of the bureau in a season; the same key again changes nothing. */
export interface SeasonRequest {
  readonly seasonId: string;
  readonly actor: Actor;
  readonly key: string;
}

export interface NewSeason {
  readonly id: string;
  /** `city/year/phase/attempt`. */
  readonly run: string;
  readonly policySource: string;
  /** Replaces the policy's own timetable, for a season that is held at other times. */
  readonly timetable?: Timetable;
  /** Who makes the draw's seed; absent: the platform alone. */
  readonly ceremony?: CeremonyRules;
  /** GeoJSON of the zones, for look-ups; null where the city has none. */
  readonly zoneMap: unknown;
}

/** Publishes a policy and opens its season. Does nothing if that season is already there. */
export async function publishPolicy(
  services: Services,
  season: NewSeason,
  actor: Actor,
): Promise<Result<void, PolicyRefusal>> {
  const parsed = parsePolicy(season.policySource);
  if (!parsed.ok) return parsed;
  const timetable = season.timetable ?? parsed.value.timetable;
  const problem = timetableProblem(timetable);
  if (problem !== null) return err([problem]);
  const hash = policyHash(season.policySource);
  const ceremony = season.ceremony ?? PLATFORM_ALONE;
  const content: SeasonAction = { action: "publish-policy", policyHash: hash, timetable, ceremony };
  await inTransaction(services.db, async (tx) => {
    await addPolicy(tx, hash, season.policySource);
    const added = await addSeason(tx, {
      id: season.id,
      run: season.run,
      state: NEW_SEASON,
      zoneMap: season.zoneMap,
    });
    if (!added) return;
    const at = new Date(services.clock());
    await record(
      tx,
      { seasonId: season.id, actor, key: "publish-policy" },
      NEW_SEASON,
      content,
      at,
    );
    await openRun(services, tx, season.id);
  });
  return ok(undefined);
}

/** Why a timetable cannot be used; null if it can. */
export function timetableProblem(timetable: Timetable) {
  for (const name of WINDOW_NAMES) {
    const { opens, closes } = timetable[name];
    const label = WINDOW_LABELS[name];
    if (Number.isNaN(Date.parse(opens)) || Number.isNaN(Date.parse(closes))) {
      return failure(
        "timetable.not-a-time",
        `“${label.zh}”的起止时间不完整，请填写日期和时间。`,
        `“${label.en}” lacks a date and time. Fill in both ends.`,
        name,
      );
    }
    if (Date.parse(opens) >= Date.parse(closes)) {
      return failure(
        "timetable.ends-before-start",
        `“${label.zh}”的截止时间必须晚于开始时间。`,
        `“${label.en}” must close after it opens.`,
        name,
      );
    }
  }
  if (Date.parse(timetable.review.closes) < Date.parse(timetable.application.closes)) {
    return failure(
      "timetable.review-too-short",
      "审核截止不能早于报名截止，否则最后报名的家庭得不到审核。",
      "Review must not close before applications do, or the last families would not be reviewed.",
      "review",
    );
  }
  if (Date.parse(timetable.registration.closes) < Date.parse(timetable.acceptance.closes)) {
    return failure(
      "timetable.registration-too-short",
      "报到注册截止不能早于确认入学截止，否则最后确认的家庭来不及报到。请延后报到注册截止时间。",
      "Registration must not close before acceptance does, or the last families to accept could not register. Move the end of registration.",
      "registration",
    );
  }
  return null;
}

export interface TimetableRequest extends SeasonRequest {
  readonly timetable: Timetable;
  readonly reason: string;
  /** What the page showed: it carries all windows, so a stale one would undo another's change. */
  readonly expectedVersion: number;
}

export const setTimetable = (
  services: Services,
  request: TimetableRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(
    services,
    request,
    "set-timetable",
    async (_, season) => newTimetable(season, request),
    (tx, season) =>
      services.enqueue(tx, [
        {
          name: "refer-waiting",
          payload: { seasonId: season.id },
          key: `refer-waiting:${season.id}`,
        },
      ]),
  );

function newTimetable(season: OpenSeason, request: TimetableRequest): Result<SeasonAction> {
  if (request.expectedVersion !== season.state.version) return stalePage();
  const problem = timetableProblem(request.timetable);
  if (problem !== null) return err(problem);
  if (request.reason.trim() === "") return noReason();
  const { timetable, reason } = request;
  return ok({ action: "set-timetable", timetable, reason });
}

const stalePage = (): Result<never> =>
  fail(
    "page.stale",
    "您打开页面之后，招生季已被他人操作。您填写的内容没有丢失：请核对最新日程后再提交。",
    "Somebody acted on the season after you opened this page. Nothing you entered is lost: check the present timetable, then send again.",
  );

const noReason = (): Result<never> =>
  fail(
    "timetable.no-reason",
    "请填写调整原因，它会向社会公开。",
    "Give the reason for the change; it is shown to the public.",
    "reason",
  );

export const closeSeason = (
  services: Services,
  request: SeasonRequest,
): Promise<Result<OpenSeason>> =>
  actOnSeason(services, request, "close", async () => ok({ action: "close" }), lapseAll);

/**
 * Judges, makes and records one season action under the season's exclusive lock; `after` runs in
 * the same transaction, in the new stage.
 */
export async function actOnSeason(
  services: Services,
  request: SeasonRequest,
  name: SeasonAction["action"],
  make: (tx: Tx, season: OpenSeason) => Promise<Result<SeasonAction>>,
  after: (tx: Tx, season: OpenSeason) => Promise<void> = async () => {},
): Promise<Result<OpenSeason>> {
  return inTransaction(services.db, async (tx) => {
    const locked = await lockOpenSeason(services, tx, request.seasonId, "update");
    if (!locked.ok) return locked;
    const season = locked.value;
    if (await seasonActionWithKey(tx, season.id, request.key)) return ok(season);
    const verdict = judgeSeasonAction(name, season.moment.stage, season.moment);
    if (!verdict.ok) return verdict;
    const made = await make(tx, season);
    if (!made.ok) return made;
    const at = new Date(season.moment.now);
    const state = await record(tx, request, season.state, made.value, at);
    const next = atState(season, state);
    await after(tx, next);
    return ok(next);
  });
}

function atState(season: OpenSeason, state: SeasonState): OpenSeason {
  const { stage, timetable } = state;
  if (stage === "none" || timetable === null) throw new Error("a season lost its policy");
  return { ...season, state, moment: { ...season.moment, stage, timetable } };
}

async function record(
  tx: Tx,
  { seasonId, actor, key }: SeasonRequest,
  before: SeasonState,
  content: SeasonAction,
  at: Date,
): Promise<SeasonState> {
  const state = foldSeasonAction(before, content);
  await appendSeasonAction(
    tx,
    {
      seasonId,
      ordinal: state.version,
      content,
      actorKind: actor.kind,
      actorId: actor.id,
      at,
      key,
    },
    state,
  );
  return state;
}
