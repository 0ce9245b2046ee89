import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import type { SeasonMoment } from "@yangguang/core/domain/judge.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { CeremonyRules, SeasonState } from "@yangguang/core/domain/season.ts";
import { PLATFORM_ALONE } from "@yangguang/core/domain/season.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { JobSpec } from "../registry/queue.ts";
import type { SeasonRow } from "../registry/seasons.ts";
import { findSeason, lockSeason, policySource } from "../registry/seasons.ts";
import type { Database, Executor, Tx } from "../registry/tables.ts";
import type { Agencies } from "./agencies.ts";

/** Everything the services need from outside; wired once, in `main.ts` or by the season command. */
export interface Services {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly keys: Keyring;
  readonly agencies: Agencies;
  readonly enqueue: (tx: Tx, jobs: readonly JobSpec[]) => Promise<void>;
  readonly policies: PolicyShelf;
  readonly publicLog: PublicLogRules;
}

/** Where the log is published: files by their path, such as `tile/0/000.p/5` or `checkpoint`. */
export interface LogFiles {
  /** Undefined if there is none. A partial tile is also cut from a longer one that is there. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all, and on the disk before it returns. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

/** What every run names in its first entry: who watches the log, and which software runs. */
export interface PublicLogRules {
  /** `trust` of the specification, 64 hex digits. */
  readonly trust: string;
  /** How many witnesses must cosign before a run goes on; 0: there are none. */
  readonly quorum: number;
  /** `build` of the specification. */
  readonly build: string;
  /** `trust.json` of the specification, whole; empty where there is no log to trust. */
  readonly trustFile: string;
  readonly files: LogFiles;
}

const NO_FILES: LogFiles = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.reject(new Error("this platform publishes no log")),
  remove: () => Promise.resolve(),
};

/** Nobody watches: for runs from a file, and tests. */
export const UNWATCHED: PublicLogRules = {
  trust: "0".repeat(64),
  quorum: 0,
  build: "0".repeat(64),
  trustFile: "",
  files: NO_FILES,
};

/** Published policies never change, so each is parsed once. */
export interface PolicyShelf {
  get(db: Executor, hash: string): Promise<Policy>;
}

export function makePolicyShelf(): PolicyShelf {
  const shelf = new Map<string, Policy>();
  return {
    async get(db, hash) {
      const known = shelf.get(hash);
      if (known) return known;
      const parsed = parsePolicy(await policySource(db, hash));
      if (!parsed.ok) throw new Error(`the published policy ${hash} no longer parses`);
      shelf.set(hash, parsed.value);
      return parsed.value;
    },
  };
}

/** A season with its policy, at one moment. */
export interface OpenSeason {
  readonly id: string;
  /** `city/year/phase/attempt`. */
  readonly run: string;
  readonly state: SeasonState;
  readonly policy: Policy;
  readonly policyHash: string;
  readonly moment: SeasonMoment;
  readonly keys: Keyring;
  readonly plan: CeremonyRules;
}

const noSeason = (id: string): Result<never> =>
  fail("season.unknown", `没有招生季“${id}”。`, `There is no season “${id}”.`);

async function openSeason(
  services: Services,
  db: Executor,
  row: SeasonRow | undefined,
  id: string,
): Promise<Result<OpenSeason>> {
  if (row === undefined) return noSeason(id);
  const { stage, timetable, policyHash } = row.state;
  if (stage === "none" || timetable === null || policyHash === null) return noSeason(id);
  return ok({
    id: row.id,
    run: row.run,
    state: row.state,
    policy: await services.policies.get(db, policyHash),
    policyHash,
    moment: { stage, timetable, now: services.clock() },
    keys: services.keys,
    plan: row.state.ceremony ?? PLATFORM_ALONE,
  });
}

export const loadSeason = async (services: Services, id: string): Promise<Result<OpenSeason>> =>
  openSeason(services, services.db, await findSeason(services.db, id), id);

/** Inside a transaction: the season stays as it is (`share`), or is ours alone (`update`). */
export const lockOpenSeason = async (
  services: Services,
  tx: Tx,
  id: string,
  mode: "share" | "update",
): Promise<Result<OpenSeason>> => openSeason(services, tx, await lockSeason(tx, id, mode), id);
