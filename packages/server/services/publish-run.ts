import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure } from "@yangguang/core/domain/result.ts";
import { tilePath, tilesOf } from "@yangguang/core/log/tiles.ts";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import type { Announced, Publication } from "@yangguang/core/season/publication.ts";
import { categoryCounts, runFolder } from "@yangguang/core/season/publication.ts";
import { momentsOf } from "../registry/log.ts";
import { readRoll } from "../registry/runs.ts";
import { policySource } from "../registry/seasons.ts";
import type { OpenSeason, Services } from "./context.ts";
import { runPlan } from "./open-run.ts";
import { checkpointOf } from "./published-log.ts";
import { cachedRun } from "./run-cache.ts";

export type RunFiles = ReadonlyMap<string, Uint8Array>;

interface Kept {
  readonly mark: string;
  readonly files: Promise<Result<RunFiles, readonly Failure[]>>;
}

/** The last folder asked for of each attempt: many people download one, and all get the same. */
const keptRuns = new WeakMap<Services, Map<string, Kept>>();

/**
 * The folder in which an attempt of the season is published (docs/specification.md, section 2), as
 * of the newest cosigned checkpoint. Refused while nothing is cosigned yet, and where a public
 * group would be smaller than five.
 *
 * @param attempt from 1 up to the season's present one; those before were voided
 */
export async function publishedRun(
  services: Services,
  season: OpenSeason,
  attempt: number,
): Promise<Result<RunFiles, readonly Failure[]>> {
  const checkpoint = await checkpointOf(services);
  if (checkpoint === null) return err([notYet()]);
  const of = atAttempt(season, attempt);
  const mark = `${of.moment.stage}/${checkpoint.size}`;
  const runs = keptRuns.get(services) ?? new Map<string, Kept>();
  keptRuns.set(services, runs);
  const kept = runs.get(of.run);
  if (kept?.mark === mark) return kept.files;
  const files = makeFolder(services, of, checkpoint.size, checkpoint.note);
  const entry = { mark, files };
  runs.set(of.run, entry);
  files.catch(() => {
    if (runs.get(of.run) === entry) runs.delete(of.run);
  });
  return files;
}

const notYet = (): Failure =>
  failure(
    "publication.not-yet",
    "公开日志还没有经见证方联署的记录，请稍后再试。",
    "The public log has no cosigned checkpoint yet. Try again shortly.",
  );

/** How many attempts the season has had. */
export const attemptOf = ({ run }: OpenSeason): number => Number(run.split("/").at(-1));

/** An attempt before the present one was voided: nothing of it was ever announced. */
function atAttempt(season: OpenSeason, attempt: number): OpenSeason {
  if (attempt === attemptOf(season)) return season;
  const run = [...season.run.split("/").slice(0, -1), attempt].join("/");
  return { ...season, run, moment: { ...season.moment, stage: "frozen" } };
}

async function makeFolder(
  services: Services,
  season: OpenSeason,
  size: number,
  note: string,
): Promise<Result<RunFiles, readonly Failure[]>> {
  const rows = await readRoll(services.db, season.run);
  const publication: Publication = {
    plan: runPlan(season),
    policy: Buffer.from(await policySource(services.db, season.policyHash)),
    trust: services.publicLog.trustFile,
    roll:
      rows.length === 0
        ? null
        : {
            children: rows.map(({ pid, commitment, content }) => ({
              pid,
              row: commitment,
              lotGroup: content.lotGroup,
            })),
            counts: countsOf(rows.map(({ content }) => content)),
          },
    announced: await announcedOf(services, season),
    log: await logFiles(services, season, size, note),
  };
  return runFolder(publication);
}

const countsOf = (rows: readonly RollRow[]): Readonly<Record<string, number>> =>
  categoryCounts(rows.map(({ category }) => category));

async function announcedOf(services: Services, season: OpenSeason): Promise<Announced | null> {
  const { stage } = season.moment;
  const { draw } = season.state;
  if (draw === null || (stage !== "announced" && stage !== "closed")) return null;
  const { outcome } = await cachedRun(services, season);
  return { outcome, seed: draw.seed };
}

async function logFiles(
  { db, publicLog }: Services,
  season: OpenSeason,
  size: number,
  note: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([["log/checkpoint", Buffer.from(note)]]);
  for (const tile of tilesOf(size)) {
    const path = tilePath(tile);
    const bytes = await publicLog.files.read(path);
    if (bytes === undefined) throw new Error(`the published log lacks ${path}`);
    files.set(`log/${path}`, bytes);
  }
  for (const moment of await momentsOf(db, season.run, size)) {
    files.set(`log/moments/${moment.index}`, Buffer.from(moment.note));
  }
  return files;
}
