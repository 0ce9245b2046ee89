import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { createPool } from "@yangguang/server/database/access.ts";
import { claimDataDirectory } from "@yangguang/server/database/data-directory.ts";
import { EMBEDDED_DATABASE, startEmbeddedPostgres } from "@yangguang/server/database/embedded.ts";
import { migrate } from "@yangguang/server/registry/migrate.ts";
import type { Pool } from "pg";

/** A PostgreSQL for one run of a command, gone with everything in it afterwards. */
export interface PrivateDatabase {
  /** Connects as the application's role, as the server does. */
  readonly pool: Pool;
  readonly close: () => Promise<void>;
  /** Ends it under whoever still uses it; for a command that is told to stop. */
  readonly abandon: () => Promise<void>;
}

const FOLDER_PREFIX = "yangguang-season-";
/** Younger folders may belong to a command that is about to lock its own. */
const YOUNG_MS = 60_000;

/** The files go when the command ends, so nothing needs to reach the disk. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "4GB",
  shared_buffers: "256MB",
  max_connections: "20",
  work_mem: "64MB",
  jit: "off",
};

const quiet = (): void => {};

export async function startPrivateDatabase(): Promise<Result<PrivateDatabase>> {
  await sweepAbandoned();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const directory = await claimDataDirectory(join(folder, "data"), quiet);
  if (!directory.ok) {
    await removeFolder();
    return directory;
  }
  const started = await startEmbeddedPostgres({
    directory: directory.value,
    onProgress: quiet,
    settings: SETTINGS,
  });
  if (!started.ok) {
    directory.value.release();
    await removeFolder();
    return err(started.error);
  }
  const server = started.value;
  const { owner, app, appRole } = server.accessTo(EMBEDDED_DATABASE);
  const ownerPool = createPool(owner, quiet);
  ownerPool.on("connect", (client) => client.on("error", quiet));
  await migrate(ownerPool, appRole);
  await ownerPool.end();
  const pool = createPool(app, quiet);
  const abandon = async (): Promise<void> => {
    await server.stop();
    directory.value.release();
    await removeFolder();
  };
  return ok({
    pool,
    abandon,
    close: async () => {
      await pool.end();
      await abandon();
    },
  });
}

/** Removes what killed commands left: it holds personal data. A folder in use is locked. */
async function sweepAbandoned(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = join(tmpdir(), name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs > Date.now() - YOUNG_MS) continue;
    const claimed = await claimDataDirectory(join(folder, "data"), quiet);
    if (!claimed.ok) continue;
    await rm(folder, { recursive: true, force: true });
    claimed.value.release();
  }
}
