import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import { parseMasterKey } from "../config.ts";
import type { Config } from "../config.ts";
import type { DatabaseAccess } from "./access.ts";
import type { DataDirectory, OnProgress } from "./data-directory.ts";
import { claimDataDirectory, claimFreeDataDirectory } from "./data-directory.ts";
import { EMBEDDED_DATABASE, startEmbeddedPostgres } from "./embedded.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import { reachServer } from "./server-elsewhere.ts";

/** A database that is ready for migrations, and what belongs to it. */
export interface ConnectedDatabase {
  readonly access: DatabaseAccess;
  /** 32 bytes under which its personal data is sealed. */
  readonly masterKey: Uint8Array;
  /** Where what it holds is kept; undefined for a server elsewhere. */
  readonly dataDirectory: string | undefined;
  /** When an embedded server has ended, asked or not; never for a server elsewhere. */
  readonly ended: Promise<void>;
  /** Close all connections first. */
  readonly close: () => Promise<void>;
}

const newMasterKey = (): string => `${randomBytes(32).toString("hex")}\n`;

/** The key that was set, or the one kept in the data folder; a first one is made if it may be. */
async function masterKeyOf(
  config: Config,
  directory: string,
  mayCreate: boolean,
): Promise<Result<Uint8Array>> {
  if (config.masterKey !== undefined) return ok(config.masterKey);
  const path = join(directory, "master-key");
  if (mayCreate || existsSync(path)) {
    const key = parseMasterKey((await readOrCreateSecret(path, newMasterKey)).trim());
    if (key !== undefined) return ok(key);
  }
  return fail(
    "data.master-key",
    `${path} 不见了，或不是一把 32 字节的密钥。请从备份中恢复该文件；没有它，已加密的身份证号无法读出。`,
    `${path} is gone or does not hold a key of 32 bytes. Restore the file from the backup: without it the encrypted identity numbers cannot be read.`,
  );
}

async function connectElsewhere(config: Config, url: URL): Promise<Result<ConnectedDatabase>> {
  const masterKey = await masterKeyOf(config, config.dataDirectory.value, true);
  if (!masterKey.ok) return masterKey;
  const access = await reachServer({
    url,
    appUrl: config.databaseAppUrl,
    masterKey: masterKey.value,
  });
  if (!access.ok) return access;
  return ok({
    access: access.value,
    masterKey: masterKey.value,
    dataDirectory: undefined,
    ended: new Promise<void>(() => undefined),
    close: () => Promise.resolve(),
  });
}

async function connectEmbedded(
  config: Config,
  onProgress: OnProgress,
): Promise<Result<ConnectedDatabase>> {
  const { value: preferred, chosen } = config.dataDirectory;
  const directory = await (chosen
    ? claimDataDirectory(preferred, onProgress)
    : claimFreeDataDirectory(preferred, onProgress));
  if (!directory.ok) return directory;
  const opened = await openFolder(config, directory.value, onProgress);
  if (!opened.ok) directory.value.release();
  return opened;
}

async function openFolder(
  config: Config,
  directory: DataDirectory,
  onProgress: OnProgress,
): Promise<Result<ConnectedDatabase>> {
  const { path } = directory;
  const mayCreate = !existsSync(join(path, "postgres"));
  const masterKey = await masterKeyOf(config, path, mayCreate);
  if (!masterKey.ok) return masterKey;
  const server = await startEmbeddedPostgres({ directory, onProgress });
  if (!server.ok) return server;
  const { accessTo, ended, stop } = server.value;
  return ok({
    access: accessTo(EMBEDDED_DATABASE),
    masterKey: masterKey.value,
    dataDirectory: path,
    ended: ended.then(() => undefined),
    close: async () => {
      await stop();
      directory.release();
    },
  });
}

/** Starts the embedded PostgreSQL or, where `DATABASE_URL` names one, checks that server. */
export function connectDatabase(
  config: Config,
  onProgress: OnProgress,
): Promise<Result<ConnectedDatabase>> {
  return config.databaseUrl === undefined
    ? connectEmbedded(config, onProgress)
    : connectElsewhere(config, config.databaseUrl);
}
