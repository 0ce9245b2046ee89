import { isUuid } from "@yangguang/core/domain/ids.ts";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { newCeremony } from "@yangguang/core/draw/ceremony-state.ts";
import { toHex, utf8 } from "@yangguang/core/draw/encoding.ts";
import type { LogEntry } from "@yangguang/core/log/entries.ts";
import { readEntry } from "@yangguang/core/log/entries.ts";
import { SHA256_TREE } from "@yangguang/core/log/tree-hash.ts";
import { accountsByIds } from "../registry/accounts.ts";
import type { Proposed } from "../registry/proposals.ts";
import { lastProposal } from "../registry/proposals.ts";
import { runEntries, runMark } from "../registry/run-log.ts";
import { openAccount } from "./accounts.ts";
import type { OpenSeason, Services } from "./context.ts";

/** What those who watch a run are shown of it. */

export interface WatchedEntry {
  readonly entry: LogEntry;
  /** Hash of its leaf: 64 hex digits. */
  readonly leaf: string;
  /** Its place in the log; null until it has one. */
  readonly index: number | null;
  /** When the first checkpoint that covers it was published; null until one is. */
  readonly publishedAt: Date | null;
}

export interface WatchedRun {
  /** Changes with everything below. */
  readonly mark: string;
  readonly entries: readonly WatchedEntry[];
  readonly state: CeremonyState;
}

/** The season's present attempt. */
export async function watchRun(services: Services, season: OpenSeason): Promise<WatchedRun> {
  // The mark first: what comes between is then shown under an old mark, and looked at once more.
  const mark = await markOfRun(services, season.id);
  const logged = await runEntries(services.db, season.run);
  const entries = logged.map(({ body, index, publishedAt }): WatchedEntry => {
    const entry = readEntry(JSON.parse(body));
    if (!entry.ok) throw new Error(`the log of ${season.run} holds what is no entry: ${body}`);
    const leaf = toHex(SHA256_TREE.leaf(utf8(body)));
    return { entry: entry.value, leaf, index, publishedAt };
  });
  const { contributors, threshold, throws, beacon } = season.plan;
  const plan = { run: season.run, contributors, threshold, throws, beacon };
  const past = entries.map(({ entry }, index) => ({ index, entry }));
  return { mark, entries, state: { ...newCeremony(plan), past } };
}

/** Whether a run has moved on can be told by this alone; "" where there is no such season. */
export const markOfRun = async (services: Services, seasonId: string): Promise<string> =>
  (await runMark(services.db, seasonId)) ?? "";

/** A step for which somebody has asked and which somebody else has to confirm. */
export interface Asked<Content> {
  readonly accountId: string;
  /** The name of who asked; "" where the account is gone. */
  readonly name: string;
  readonly at: Date;
  readonly content: Content;
}

/** What was last asked for in the season's present attempt; its content is what the asker gave. */
export async function askedFor<Content>(
  services: Services,
  season: OpenSeason,
  what: Proposed,
): Promise<Asked<Content> | null> {
  const proposal = await lastProposal<Content>(services.db, season, what);
  if (proposal === undefined) return null;
  const names = await accountNames(services, [proposal.accountId]);
  return { ...proposal, name: names.get(proposal.accountId) ?? "" };
}

async function accountNames(
  services: Services,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await accountsByIds(
    services.db,
    ids.filter((id) => isUuid(id)),
  );
  return new Map(rows.map((row) => [row.id, openAccount(services, row).name]));
}
