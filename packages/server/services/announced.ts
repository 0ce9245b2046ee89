import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { readEntry } from "@yangguang/core/log/entries.ts";
import { openEntry } from "../registry/log-tree.ts";
import { listSeasons } from "../registry/seasons.ts";
import type { Services } from "./context.ts";

/**
 * What this platform no longer is of what its open runs announced in their first entries. A run
 * that goes on so cannot be verified any more; going back, or voiding it, can mend that.
 */
export async function brokenAnnouncements(services: Services): Promise<readonly Failure[]> {
  const { trust, build } = services.publicLog;
  const broken: Failure[] = [];
  for (const { run, stage } of await listSeasons(services.db)) {
    if (stage === "announced") continue;
    const entry = readEntry(JSON.parse((await openEntry(services.db, run)) ?? "null"));
    if (!entry.ok || entry.value.t !== "open") continue;
    if (entry.value.trust !== trust) broken.push(otherTrust(run));
    if (entry.value.build !== build) broken.push(otherBuild(run));
  }
  return broken;
}

const otherTrust = (run: string): Failure =>
  failure(
    "log.other-trust",
    `${run} 公布的日志名称、密钥或见证方与现在的不同：请改回原设置，否则结果无法核验。`,
    `${run} announced another name or key of the log, or other witnesses, than are set now: set them back, or the run cannot be verified.`,
  );

const otherBuild = (run: string): Failure =>
  failure(
    "log.other-build",
    `${run} 公布的软件版本与现在的不同：请换回原版本，否则结果无法核验。`,
    `${run} announced other software than runs now: go back to it, or the run cannot be verified.`,
  );
