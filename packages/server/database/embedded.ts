import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { mkdtemp, open, readFile, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolConfig } from "pg";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { DatabaseAccess } from "./access.ts";
import { withClient } from "./access.ts";
import type { PostgresAccount } from "./account.ts";
import { choosePostgresAccount, handOver } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";
import { EMBEDDED_MAJOR, findPostgres } from "./binaries.ts";
import type { DataDirectory, OnProgress } from "./data-directory.ts";
import { SOCKET_DIRECTORY_PREFIX } from "./data-directory.ts";
import { APP_ROLE, OWNER_ROLE, ensureOwnDatabase, ensureOwnRoles } from "./roles.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import type { ProcessEnd } from "./tied-process.ts";
import { endOf, spawnTied } from "./tied-process.ts";

/** A PostgreSQL server from npm's packages that runs for this process alone. */
export interface EmbeddedPostgres {
  /** Its folder of sockets, its port and its superuser, for making databases. */
  readonly admin: PoolConfig;
  readonly process: ChildProcess;
  readonly accessTo: (database: string) => DatabaseAccess;
  /** When the server has ended, asked or not. */
  readonly ended: Promise<ProcessEnd>;
  /** Disconnects everybody, writes everything out and ends; seconds at most. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly directory: DataDirectory;
  readonly onProgress: OnProgress;
  /** PostgreSQL settings on top of ours; tests trade safety for speed here. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The database that every cluster gets. */
export const EMBEDDED_DATABASE = "yangguang";
const SUPERUSER = "postgres";
const PORT = 5432;

/** What a Unix socket's address holds (Linux 107 bytes, macOS 103) less the socket's own name. */
const LONGEST_SOCKET_DIRECTORY = 80;
const START_PATIENCE_MS = 600_000;
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 500;

/** No socket yet, nobody behind it yet, or "the database system is starting up". */
const NOT_READY_CODES = new Set(["ENOENT", "ECONNREFUSED", "57P03"]);

/**
 * No network, only a socket in a closed folder. Statements and key values stay out of the log:
 * they hold personal data.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  port: String(PORT),
  unix_socket_permissions: "0700",
  password_encryption: "scram-sha-256",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
};

interface Passwords {
  readonly admin: string;
  readonly owner: string;
  readonly app: string;
}

interface Paths {
  readonly cluster: string;
  readonly passwords: string;
  readonly log: string;
}

const pathsIn = (directory: string): Paths => ({
  cluster: join(directory, "postgres"),
  passwords: join(directory, "database-passwords.json"),
  log: join(directory, "postgres.log"),
});

const newPassword = (): string => randomBytes(24).toString("base64url");

const newPasswords = (): string =>
  JSON.stringify({ admin: newPassword(), owner: newPassword(), app: newPassword() });

async function readPasswords(path: string): Promise<Passwords> {
  return JSON.parse(await readOrCreateSecret(path, newPasswords)) as Passwords;
}

/** Starts the server of a data folder, creating it on first use, with its roles and database. */
export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<Result<EmbeddedPostgres>> {
  const { directory, onProgress } = options;
  const paths = pathsIn(directory.path);
  const binaries = await findPostgres();
  if (!binaries.ok) return binaries;
  const account = await choosePostgresAccount();
  if (!account.ok) return account;
  const problem = await checkCluster(paths);
  if (problem !== undefined) return err(problem);
  const passwords = await readPasswords(paths.passwords);
  if (!existsSync(paths.cluster)) {
    onProgress(text("首次启动，正在建立数据库", "first start: creating the database"));
    const created = await createCluster(paths, binaries.value, account.value, passwords.admin);
    if (!created.ok) return created;
  }
  await handOverCluster(account.value, paths.cluster);
  const started = await launch(options, paths, binaries.value, account.value, passwords);
  if (!started.ok) return started;
  await withClient(started.value.admin, async (admin) => {
    await ensureOwnRoles(admin, passwords);
    await ensureOwnDatabase(admin, EMBEDDED_DATABASE);
  });
  return started;
}

/** A cluster of another version, or one that somebody started by hand. */
async function checkCluster(paths: Paths): Promise<Failure | undefined> {
  if (!existsSync(paths.cluster)) return undefined;
  const version = readFileSync(join(paths.cluster, "PG_VERSION"), "utf8").trim();
  if (version !== String(EMBEDDED_MAJOR)) {
    return failure(
      "database.other-version",
      `数据目录 ${paths.cluster} 由 PostgreSQL ${version} 建立，而内置的是 ${EMBEDDED_MAJOR}。请按 docs/operations.md 的“升级”一节操作。`,
      `The data folder ${paths.cluster} was made by PostgreSQL ${version}; the built-in one is ${EMBEDDED_MAJOR}. Follow “Upgrade” in docs/operations.md.`,
    );
  }
  if (!existsSync(paths.passwords)) {
    return failure(
      "database.passwords-lost",
      `${paths.passwords} 不见了，无法登录已有的数据库。请从备份中恢复该文件。`,
      `${paths.passwords} is gone, and without it nobody can sign in to the database. Restore the file from the backup.`,
    );
  }
  return clearStalePid(paths.cluster);
}

/**
 * The folder's lock is ours, so no server that we started uses it. A number left in
 * `postmaster.pid` may by now belong to any other process, or to a server that was killed and that
 * nobody has buried; PostgreSQL would then refuse to start. Unless its process stands in the
 * folder, it means nothing.
 */
async function clearStalePid(cluster: string): Promise<Failure | undefined> {
  // Only Linux shows where a process stands; elsewhere PostgreSQL's own check decides.
  if (process.platform !== "linux") return undefined;
  const file = join(cluster, "postmaster.pid");
  const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (place === realpathSync(cluster)) {
    return failure(
      "database.started-by-hand",
      `已有一个 PostgreSQL（进程 ${pid}）在使用 ${cluster}。请先停止它。`,
      `A PostgreSQL server (process ${pid}) already uses ${cluster}. Stop it first.`,
    );
  }
  await rm(file, { force: true });
  return undefined;
}

/** Builds the cluster beside its place and moves it there whole: half a cluster is never seen. */
async function createCluster(
  paths: Paths,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  password: string,
): Promise<Result<void>> {
  const draft = `${paths.cluster}.new`;
  const passwordFile = `${paths.passwords}.initdb`;
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    await handOver(account, [passwordFile, join(paths.cluster, "..")]);
    const log = await run(account.wrap, [
      binaries.initdb,
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ]);
    if (log !== undefined) {
      return fail(
        "database.not-created",
        `无法在 ${paths.cluster} 建立数据库：${log}`,
        `The database could not be created in ${paths.cluster}: ${log}`,
      );
    }
    await rename(draft, paths.cluster);
    return ok(undefined);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Runs a program to its end; returns what it said if it failed. */
async function run(
  wrap: readonly string[],
  command: readonly [string, ...string[]],
): Promise<string | undefined> {
  const child = spawnTied({
    command,
    wrap,
    deathSignal: "KILL",
    options: { stdio: ["ignore", "pipe", "pipe"], env: plainEnvironment() },
  });
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const { code, signal } = await endOf(child);
  if (code === 0) return undefined;
  return said.trim() === "" ? `${command[0]}: ${signal ?? code}` : said.trim();
}

/** PostgreSQL also takes orders from PG* variables, and words its messages by the locale. */
const plainEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], LC_ALL: "C" });

/** After a start in another way (by root in a namespace, by a system user) the files change hands. */
async function handOverCluster(account: PostgresAccount, cluster: string): Promise<void> {
  if (process.getuid?.() !== 0 || (await stat(cluster)).uid === account.uid) return;
  const { uid, gid } = account;
  await endOf(spawn("chown", ["-R", `${uid}:${gid}`, cluster], { stdio: "ignore" }));
}

async function makeSocketDirectory(account: PostgresAccount): Promise<string> {
  const base = tmpdir().length > LONGEST_SOCKET_DIRECTORY ? "/tmp" : tmpdir();
  const path = await mkdtemp(join(base, SOCKET_DIRECTORY_PREFIX));
  await handOver(account, [path]);
  return path;
}

/** The log of this start; that of the start before stays beside it. */
async function openLog(path: string): Promise<FileHandle> {
  await rename(path, `${path}.1`).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  });
  return open(path, "a", 0o600);
}

async function launch(
  { directory, settings = {} }: EmbeddedOptions,
  paths: Paths,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  passwords: Passwords,
): Promise<Result<EmbeddedPostgres>> {
  const socketDirectory = await makeSocketDirectory(account);
  directory.note(socketDirectory);
  const merged = { ...SETTINGS, unix_socket_directories: socketDirectory, ...settings };
  const log = await openLog(paths.log);
  const child = spawnTied({
    command: [
      binaries.postgres,
      "-D",
      paths.cluster,
      ...Object.entries(merged).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    wrap: account.wrap,
    // Fast shutdown: disconnect everybody, write everything out, end.
    deathSignal: "INT",
    options: {
      stdio: ["ignore", log.fd, log.fd, directory.lockDescriptor],
      env: plainEnvironment(),
    },
  });
  const ended = endOf(child).then(async (end) => {
    await rm(socketDirectory, { recursive: true, force: true });
    return end;
  });
  await log.close();
  const server = describeServer(child, ended, socketDirectory, passwords);
  const problem = await waitUntilReady(server, paths);
  if (problem === undefined) return ok(server);
  await server.stop();
  return err(problem);
}

function describeServer(
  child: ChildProcess,
  ended: Promise<ProcessEnd>,
  socketDirectory: string,
  passwords: Passwords,
): EmbeddedPostgres {
  const server = { host: socketDirectory, port: PORT, ssl: false } as const;
  return {
    admin: { ...server, database: "postgres", user: SUPERUSER, password: passwords.admin },
    process: child,
    accessTo: (database) => ({
      owner: { ...server, database, user: OWNER_ROLE, password: passwords.owner },
      app: { ...server, database, user: APP_ROLE, password: passwords.app },
      appRole: APP_ROLE,
    }),
    ended,
    stop: () => stopServer(child, ended),
  };
}

/**
 * Ever more firmly: wait until the last connection is closed, close it, give up. PostgreSQL then
 * recovers at the next start.
 */
const STOPPING = [
  { signal: "SIGTERM", patienceMs: 2_000 },
  { signal: "SIGINT", patienceMs: 60_000 },
  { signal: "SIGQUIT", patienceMs: 10_000 },
] as const;

async function stopServer(child: ChildProcess, ended: Promise<ProcessEnd>): Promise<void> {
  for (const { signal, patienceMs } of STOPPING) {
    child.kill(signal);
    const patience = new AbortController();
    const impatient = sleep(patienceMs, "still there", { signal: patience.signal });
    const outcome = await Promise.race([ended, impatient]);
    patience.abort();
    if (outcome !== "still there") return;
  }
}

/** Connects until it succeeds, for as long as the server lives: recovery may take its time. */
async function waitUntilReady(
  { admin, process: child, ended }: EmbeddedPostgres,
  paths: Paths,
): Promise<Failure | undefined> {
  const deadline = Date.now() + START_PATIENCE_MS;
  let reason = "";
  let pause = FIRST_POLL_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      await withClient(admin, (client) => client.query("select 1"));
      return undefined;
    } catch (error) {
      const { code } = error as { readonly code?: string };
      reason = String(error);
      if (!NOT_READY_CODES.has(code ?? "")) break;
    }
    await Promise.race([sleep(pause), ended]);
    pause = Math.min(pause * 1.5, LONGEST_POLL_MS);
  }
  const lines = readFileSync(paths.log, "utf8").trimEnd().split("\n").slice(-10).join("\n");
  return failure(
    "database.not-started",
    `数据库未能启动（${reason}）。日志 ${paths.log} 的末尾：\n${lines}`,
    `The database did not start (${reason}). The end of its log ${paths.log}:\n${lines}`,
  );
}
