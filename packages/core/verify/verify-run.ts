import { text } from "../domain/text.ts";
import type { Hash } from "../log/tree-hash.ts";
import { checkPlan, checkPolicy, checkTrust } from "./checks/bound.ts";
import { checkBuild, checkVoid } from "./checks/closing.ts";
import { checkCommits, checkCset, checkShares } from "./checks/commits.ts";
import { checkContributors } from "./checks/contributors.ts";
import { checkCutoffs } from "./checks/cutoffs.ts";
import { checkFiles } from "./checks/files.ts";
import {
  checkEntries,
  checkLogQuorum,
  checkLogRoot,
  checkLogTiles,
  checkSignature,
} from "./checks/log.ts";
import { checkAudit, checkHolders, checkLots } from "./checks/lots.ts";
import { checkMoments } from "./checks/moments.ts";
import { checkOrder } from "./checks/order.ts";
import { checkOutcome, checkPlacements, checkSeats } from "./checks/placements.ts";
import { checkReveals } from "./checks/reveals.ts";
import { checkFreeze, checkRoll, checkRowsLogged } from "./checks/roll.ts";
import { checkRoom, closedRoom } from "./checks/room.ts";
import { checkBeacon, checkDice, checkSeed } from "./checks/seed.ts";
import { conclude } from "./conclude.ts";
import type { RunFolder } from "./folder.ts";
import { ReadFolder } from "./folder.ts";
import { hashingWith } from "./hashing.ts";
import type { Material } from "./material.ts";
import { readMaterial } from "./material.ts";
import type { Outcome } from "./outcome.ts";
import { readOutcome } from "./outcome.ts";
import type { Evidence, RunCheck, VerifyReport } from "./report.ts";
import { fault, RUN_CHECKS, writer } from "./report.ts";

/** How far a verifier is; `done` of `total` where it reads the log. */
export interface VerifyProgress {
  readonly doing: "log" | "lots" | RunCheck;
  readonly done: number;
  readonly total: number;
}

export interface VerifyOptions {
  /** `trust` as learned from elsewhere than the folder: 64 hex digits. */
  readonly trust?: string;
  /** The supervised room's `rows.jsonl` and `problem.json`. */
  readonly rows?: RunFolder;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** A SHA-256 of one's own, where it is faster. */
  readonly sha256?: Hash;
}

type Check = (material: Material, outcome: Outcome, options: VerifyOptions) => Evidence;

/** All checks of what is public but `files`, which reads what is left over and so comes last. */
const CHECKS: Readonly<
  Record<Exclude<RunCheck, "files" | "rows" | "counts" | "problem" | "allocation">, Check>
> = {
  plan: checkPlan,
  trust: (material, _, { trust }) => checkTrust(material, trust),
  "log-tiles": checkLogTiles,
  "log-root": checkLogRoot,
  "log-signature": checkSignature,
  "log-quorum": checkLogQuorum,
  entries: checkEntries,
  order: checkOrder,
  moments: checkMoments,
  policy: checkPolicy,
  roll: checkRoll,
  freeze: checkFreeze,
  "rows-logged": checkRowsLogged,
  contributors: checkContributors,
  commits: checkCommits,
  shares: checkShares,
  cset: checkCset,
  dice: checkDice,
  reveals: checkReveals,
  beacon: checkBeacon,
  seed: checkSeed,
  holders: checkHolders,
  lots: checkLots,
  placements: checkPlacements,
  seats: checkSeats,
  cutoffs: checkCutoffs,
  outcome: checkOutcome,
  audit: checkAudit,
  build: checkBuild,
  void: checkVoid,
};

/**
 * Checks a published run: every check is made, whatever another one found. A folder that cannot be
 * read at all (no network, no permission) makes `read` throw, and so this.
 */
export async function verifyRun(
  folder: RunFolder,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const { onProgress = () => {}, rows } = options;
  const hashing = hashingWith(options.sha256);
  const files = new ReadFolder(folder, hashing.sha256);
  const material = await readMaterial(files, hashing, (done, total) => {
    onProgress({ doing: "log", done, total });
  });
  onProgress({ doing: "lots", done: 0, total: 1 });
  const outcome = await readOutcome(material);
  const found: Evidence[] = [];
  for (const [check, make] of Object.entries(CHECKS) as [keyof typeof CHECKS, Check][]) {
    onProgress({ doing: check, done: 0, total: 1 });
    found.push(guarded(check, () => make(material, outcome, options)));
  }
  onProgress({ doing: "rows", done: 0, total: 1 });
  found.push(...(rows === undefined ? closedRoom() : await guardedRoom(material, outcome, rows)));
  onProgress({ doing: "files", done: 0, total: 1 });
  found.push(await checkFiles(material));
  const order = (one: Evidence): number => RUN_CHECKS.indexOf(one.check);
  const checks = found.toSorted((left, right) => order(left) - order(right));
  return conclude(material, checks, options.trust !== undefined);
}

/** What an input can make a check do, it must not do to the others. */
function guarded(check: RunCheck, make: () => Evidence): Evidence {
  try {
    return make();
  } catch (error) {
    return broken(check, error);
  }
}

async function guardedRoom(
  material: Material,
  outcome: Outcome,
  rows: RunFolder,
): Promise<readonly Evidence[]> {
  try {
    return await checkRoom(material, outcome, rows);
  } catch (error) {
    return [broken("rows", error)];
  }
}

function broken(check: RunCheck, error: unknown): Evidence {
  const reason = error instanceof Error ? error.message : String(error);
  return writer(check, text("（未能完成）", "(not completed)"), []).fails([
    fault("-", reason, `无法检查：${reason}`, `This cannot be checked: ${reason}`),
  ]);
}
