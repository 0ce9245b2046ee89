import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { readConfig } from "@yangguang/server/config.ts";
import { createPool } from "@yangguang/server/database/access.ts";
import { connectDatabase } from "@yangguang/server/database/connect.ts";
import { logFolder } from "@yangguang/server/public-log/log-folder.ts";
import { connectRegistry } from "@yangguang/server/registry/connect.ts";
import { whilePublishing } from "@yangguang/server/registry/log-tree.ts";
import type { LogCheckReport } from "@yangguang/server/services/check-log.ts";
import { checkLog } from "@yangguang/server/services/check-log.ts";
import { logHome } from "../start/public-log.ts";
import type { Found } from "./found.ts";
import { unchecked } from "./found.ts";

/**
 * The log in a platform's database against all that was signed and published.
 *
 * @param data the data folder; undefined: as the platform itself would find it.
 */
export async function checkDataFolder(data: string | undefined, repair: boolean): Promise<Found> {
  const chosen = data === undefined ? {} : { YANGGUANG_DATA_DIR: data };
  const config = readConfig({ ...process.env, ...chosen });
  if (!config.ok) return unchecked(...config.error);
  const { dataDirectory } = config.value;
  // Another folder, because ours is in use, would be another log.
  const settings = { ...config.value, dataDirectory: { ...dataDirectory, chosen: true } };
  const { databaseUrl } = config.value;
  if (databaseUrl === undefined && !existsSync(join(dataDirectory.value, "postgres"))) {
    return unchecked(noDatabase(dataDirectory.value));
  }
  const connected = await connectDatabase(settings, () => undefined);
  if (!connected.ok) return unchecked(connected.error);
  const pool = createPool(connected.value.access.app, () => undefined);
  try {
    const folder = join(logHome(settings, connected.value.dataDirectory), "log");
    const report = await whilePublishing(connectRegistry(pool), (db) =>
      checkLog(db, logFolder(folder), repair),
    );
    return report === undefined ? unchecked(running) : tell(report, folder);
  } finally {
    await pool.end();
    await connected.value.close();
  }
}

const noDatabase = (path: string): Failure =>
  failure(
    "fsck.no-database",
    `数据目录 ${path} 中没有数据库。`,
    `There is no database in the data folder ${path}.`,
  );

const running = failure(
  "fsck.running",
  "平台正在发布日志，请先停止平台。",
  "The platform is publishing the log: stop it first.",
);

function tell(report: LogCheckReport, folder: string): Found {
  const { leaves, published, root, faults, files, repaired } = report;
  const lines = [
    text(
      `数据库：${leaves} 条，已发布 ${published} 条，根哈希 ${root}`,
      `database: ${leaves} entries, ${published} of them published, root ${root}`,
    ),
    ...faults,
    ...files,
  ];
  if (repaired) {
    lines.push(
      text(
        `已按数据库重写 ${folder} 中的 ${files.length} 个文件`,
        `${files.length} files in ${folder} were written anew from the database`,
      ),
    );
  }
  const whole = faults.length === 0 && (repaired || files.length === 0);
  return { verdict: whole ? "whole" : "broken", lines };
}
