import type { Actor } from "@yangguang/core/domain/application.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { foldEntry } from "@yangguang/core/draw/ceremony.ts";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { commitSetOf, newCeremony, theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { parseDice } from "@yangguang/core/draw/dice.ts";
import { checkQuorum } from "@yangguang/core/log/checkpoint.ts";
import { parseTrust } from "@yangguang/core/log/trust.ts";
import type { EntryOf, LogEntry } from "@yangguang/core/log/entries.ts";
import { entryText, readEntry } from "@yangguang/core/log/entries.ts";
import { inTransaction } from "../registry/connect.ts";
import { addLogEntries, firstCovering, ceremonyEntries, lastMoment } from "../registry/log.ts";
import { addProposal, lastProposal } from "../registry/proposals.ts";
import type { Executor, Tx } from "../registry/tables.ts";
import type { OpenSeason, PublicLogRules, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";

const HOUR = 3_600_000;

/**
 * All that the log records of the season's present attempt, but the rows. Each entry was judged
 * before it was logged, and the log cannot be changed: it is not judged anew at every look.
 */
export async function loadCeremony(db: Executor, season: OpenSeason): Promise<CeremonyState> {
  const { contributors, threshold, throws, beacon } = season.plan;
  const bodies = await ceremonyEntries(db, season.run);
  return {
    ...newCeremony({ run: season.run, contributors, threshold, throws, beacon }),
    past: bodies.map((body, index) => {
      const entry = readEntry(JSON.parse(body));
      if (!entry.ok) throw new Error(`the log of ${season.run} holds what is no entry: ${body}`);
      return { index, entry: entry.value };
    }),
  };
}

/** Judges entries one after another and records them; at the first that may not stand, nothing. */
export async function logEntries(
  tx: Tx,
  season: OpenSeason,
  before: CeremonyState,
  entries: readonly LogEntry[],
): Promise<Result<CeremonyState>> {
  let state = before;
  for (const entry of entries) {
    const folded = foldEntry(state, entry, state.past.length);
    if (!folded.ok) return folded;
    state = folded.value;
  }
  await addLogEntries(
    tx,
    entries.map((entry) => ({ run: season.run, kind: entry.t, body: entryText(entry) })),
  );
  return ok(state);
}

/** Runs work on the season's ceremony while nobody else does. */
export async function onCeremony<Value>(
  services: Services,
  seasonId: string,
  work: (tx: Tx, season: OpenSeason, state: CeremonyState) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return inTransaction(services.db, async (tx) => {
    const season = await lockOpenSeason(services, tx, seasonId, "update");
    if (!season.ok) return season;
    return work(tx, season.value, await loadCeremony(tx, season.value));
  });
}

export interface ContributorRequest {
  readonly seasonId: string;
  /** As whom the account contributes. */
  readonly contributor: string;
  /** One entry, as the contributor's device made and signed it. */
  readonly entry: unknown;
}

/** What contributors may add to the log themselves. */
const CONTRIBUTED: ReadonlySet<string> = new Set([
  "contributor",
  "commit",
  "share",
  "reveal",
  "opened-share",
]);

/** Takes an entry from a contributor's device. The same entry again changes nothing. */
export const contributeEntry = (
  services: Services,
  { seasonId, contributor, entry }: ContributorRequest,
): Promise<Result<CeremonyState>> =>
  onCeremony(services, seasonId, async (tx, season, state) => {
    const read = readEntry(entry);
    if (!read.ok) return read;
    const given = read.value;
    if (!CONTRIBUTED.has(given.t) || !("id" in given) || given.id !== contributor) {
      return notYours();
    }
    const text = entryText(given);
    if (state.past.some((past) => entryText(past.entry) === text)) return ok(state);
    if (given.t === "reveal" || given.t === "opened-share") {
      const cosigned = await requireCosigned(services, tx, season);
      if (!cosigned.ok) return cosigned;
    }
    return logEntries(tx, season, state, [given]);
  });

const notYours = (): Result<never> =>
  fail(
    "ceremony.not-yours",
    "只能提交以本参与方身份签署的内容。请用您自己的账号和设备操作。",
    "Only what your own device made for your own part can be sent. Use your own account and device.",
  );

/** Closes the circle: nobody joins or leaves any more. Only after the time for objections. */
export const closeCommits = (
  services: Services,
  seasonId: string,
): Promise<Result<CeremonyState>> =>
  onCeremony(services, seasonId, async (tx, season, state) => {
    if (theOnly(state, "cset") !== undefined) return ok(state);
    const cosigned = await requireCosigned(services, tx, season);
    if (!cosigned.ok) return cosigned;
    const waited = await requireObjectionTime(services, tx, season);
    if (!waited.ok) return waited;
    const entry = commitSetEntry(season, state);
    return entry.ok ? logEntries(tx, season, state, [entry.value]) : entry;
  });

export function commitSetEntry(season: OpenSeason, state: CeremonyState): Result<EntryOf<"cset">> {
  const cset = commitSetOf(state);
  if (!cset.ok) return cset;
  return ok({ t: "cset", run: season.run, ids: season.plan.contributors, cset: cset.value });
}

async function requireObjectionTime(
  { publicLog }: Services,
  tx: Tx,
  season: OpenSeason,
): Promise<Result<void>> {
  const { objectionHours } = season.plan;
  if (publicLog.quorum === 0 || objectionHours === 0) return ok(undefined);
  const frozen = cosignedAt(publicLog, await firstCovering(tx, season.run, "freeze"));
  const until = frozen + objectionHours * HOUR;
  if (season.moment.now >= until) return ok(undefined);
  return fail(
    "ceremony.objections",
    `名册公示期为${objectionHours}小时，期满后才能继续。`,
    `Objections may be made for ${objectionHours} hours after the freeze; go on once they are over.`,
  );
}

/** By the witnesses' clocks, as verifiers count it; never, where there is no quorum. */
function cosignedAt({ trustFile }: PublicLogRules, note: string | undefined): number {
  const trust = parseTrust(trustFile);
  const quorum = trust.ok && note !== undefined ? checkQuorum(note, trust.value) : null;
  return quorum?.ok === true ? quorum.value.time * 1000 : Infinity;
}

/** The step before must have been seen by the witnesses before the next is taken. */
export async function requireCosigned(
  { publicLog }: Services,
  tx: Tx,
  season: OpenSeason,
): Promise<Result<void>> {
  if (publicLog.quorum === 0) return ok(undefined);
  const moment = await lastMoment(tx, season.run);
  if (moment === null || moment.cosigned) return ok(undefined);
  return fail(
    "ceremony.not-cosigned",
    "见证方还没有联署上一步的记录，通常只需几秒钟。请稍后再试；如长时间没有变化，请联系各见证方。",
    "The witnesses have not cosigned the step before yet; it takes a few seconds as a rule. Try again; if nothing changes, call the witnesses.",
  );
}

export interface DiceReading {
  readonly seasonId: string;
  readonly actor: Actor;
  readonly dice: string;
  /** The reader's name, as it is published. */
  readonly reader: string;
}

/** The first reading of the dice; another person has to read them too. */
export const readDice = (
  services: Services,
  reading: DiceReading,
): Promise<Result<CeremonyState>> =>
  onCeremony(services, reading.seasonId, async (tx, season, state) => {
    const checked = await checkReading(services, tx, season, state, reading);
    if (!checked.ok) return checked;
    const content = { dice: checked.value, reader: reading.reader.trim() };
    await addProposal(tx, season, "dice", content, reading.actor.id, new Date(season.moment.now));
    return ok(state);
  });

/** The second reading, by another person; where both agree the dice are recorded. */
export const readDiceAgain = (
  services: Services,
  reading: DiceReading,
): Promise<Result<CeremonyState>> =>
  onCeremony(services, reading.seasonId, async (tx, season, state) => {
    const checked = await checkReading(services, tx, season, state, reading);
    if (!checked.ok) return checked;
    const first = await lastProposal<{ dice: string; reader: string }>(tx, season, "dice");
    if (first === undefined || first.accountId === reading.actor.id) return needsAnother();
    const reader = reading.reader.trim();
    if (first.content.reader === reader) return needsAnother();
    if (first.content.dice !== checked.value) return diceDiffer();
    const readers = [first.content.reader, reader] as const;
    return logEntries(tx, season, state, [
      { t: "dice", run: season.run, dice: checked.value, readers },
    ]);
  });

async function checkReading(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  state: CeremonyState,
  { dice, reader }: DiceReading,
): Promise<Result<string>> {
  if (theOnly(state, "cset") === undefined) {
    return fail(
      "ceremony.commits-open",
      "各方的承诺尚未封存，现在还不能掷骰子。",
      "The commitments are not closed yet; dice thrown now would prove nothing.",
    );
  }
  const cosigned = await requireCosigned(services, tx, season);
  if (!cosigned.ok) return cosigned;
  if (reader.trim() === "") {
    return fail(
      "dice.reader",
      "请填写读数人姓名。",
      "Name the person who reads the dice.",
      "reader",
    );
  }
  return parseDice(dice);
}

export const needsAnother = (): Result<never> =>
  fail(
    "ceremony.second-person",
    "这一步须由另一个人确认：请换另一名工作人员登录操作。",
    "Another person has to confirm this: let somebody else sign in and do it.",
  );

export const diceDiffer = (): Result<never> =>
  fail(
    "dice.differ",
    "两次读数不一致。请对照录像逐位核对后重新输入。",
    "The two readings differ. Compare digit by digit with the video and enter them again.",
    "diceAgain",
  );
