import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";

export type OnProgress = (what: Text) => void;

/**
 * A data folder that is ours alone while the descriptor stays open. The lock is the kernel's
 * (flock): it goes when its last holder dies, however it dies. PostgreSQL inherits the descriptor,
 * so a folder stays locked until the server that used it has gone, too.
 */
export interface DataDirectory {
  readonly path: string;
  readonly lockDescriptor: number;
  /** Keeps a note for whoever finds the folder locked, or the lock left behind. */
  readonly note: (socketDirectory: string) => void;
  readonly release: () => void;
}

interface LockNote {
  readonly pid: number;
  readonly socketDirectory?: string;
}

export const SOCKET_DIRECTORY_PREFIX = "yangguang-db-";

/** How long a server whose owner died may take to write its last pages. */
const ORPHAN_PATIENCE_MS = 30_000;
const RETRY_MS = 100;
const MOST_COPIES = 9;

/** Commands that lock descriptor 3 without waiting: 0 locked, 1 held by another. */
const LOCKERS: readonly (readonly [string, ...string[]])[] = [
  ["flock", "-n", "3"],
  [
    "perl",
    "-e",
    'use Fcntl ":flock"; open(my $f, ">>&=", 3) or exit 2; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)',
  ],
];

/** Node has no flock of its own; a lock taken on an inherited descriptor stays with us. */
function tryLock(descriptor: number): "locked" | "held" | "impossible" {
  for (const [program, ...args] of LOCKERS) {
    const { status } = spawnSync(program, args, {
      stdio: ["ignore", "ignore", "ignore", descriptor],
    });
    if (status === 0) return "locked";
    if (status === 1) return "held";
  }
  return "impossible";
}

function readNote(path: string): LockNote | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockNote;
  } catch {
    // Empty or half written: its writer is at work, or died at it.
    return undefined;
  }
}

/** Linux: it has ended, but whoever started it has not asked how; its number is still taken. */
function isZombie(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "latin1");
    // "number (name) state …"; the name may hold anything.
    return line.slice(line.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !isZombie(pid);
}

const inUse = (path: string): Failure =>
  failure(
    "data.in-use",
    `数据目录 ${path} 正被另一个正在运行的阳光入学使用。请先停止它，或用 YANGGUANG_DATA_DIR 指定另一个目录。`,
    `The data folder ${path} is in use by another running copy of Yangguang. Stop that one first, or name another folder in YANGGUANG_DATA_DIR.`,
  );

const unusable = (path: string, why: string): Failure =>
  failure(
    "data.unusable",
    `数据目录 ${path} 无法使用：${why}。请检查目录的所有者和权限，或用 YANGGUANG_DATA_DIR 指定另一个目录。`,
    `The data folder ${path} cannot be used: ${why}. Check who owns it and its permissions, or name another folder in YANGGUANG_DATA_DIR.`,
  );

/** Takes one folder, creating it (mode 0700) where it does not exist. */
export async function claimDataDirectory(
  path: string,
  onProgress: OnProgress,
): Promise<Result<DataDirectory>> {
  const lockFile = join(path, "lock");
  let descriptor: number;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    descriptor = openSync(lockFile, "a+", 0o600);
  } catch (error) {
    return err(unusable(path, String(error)));
  }
  const problem = await waitForLock(path, lockFile, descriptor, onProgress);
  if (problem !== undefined) {
    closeSync(descriptor);
    return err(problem);
  }
  await removeSocketDirectory(readNote(lockFile)?.socketDirectory);
  const write = (note: LockNote): void => {
    ftruncateSync(descriptor);
    writeSync(descriptor, JSON.stringify(note));
  };
  write({ pid: process.pid });
  return ok({
    path,
    lockDescriptor: descriptor,
    note: (socketDirectory) => write({ pid: process.pid, socketDirectory }),
    release: () => closeSync(descriptor),
  });
}

async function waitForLock(
  path: string,
  lockFile: string,
  descriptor: number,
  onProgress: OnProgress,
): Promise<Failure | undefined> {
  const deadline = Date.now() + ORPHAN_PATIENCE_MS;
  for (let told = false; ; told = true) {
    const outcome = tryLock(descriptor);
    if (outcome === "locked") return undefined;
    if (outcome === "impossible") return unusable(path, "flock, perl: not found (util-linux)");
    const holder = readNote(lockFile);
    if (holder !== undefined && isAlive(holder.pid)) return inUse(path);
    if (Date.now() > deadline) return inUse(path);
    if (!told) {
      onProgress(
        text(
          `上次运行被中断，正在等待它的数据库结束写入：${path}`,
          `an earlier run was cut off; waiting for its database to finish writing: ${path}`,
        ),
      );
    }
    await sleep(RETRY_MS);
  }
}

/** What a killed run left in the temporary folder. */
async function removeSocketDirectory(path: string | undefined): Promise<void> {
  if (path === undefined || !basename(path).startsWith(SOCKET_DIRECTORY_PREFIX)) return;
  await rm(path, { recursive: true, force: true });
}

/**
 * Takes the preferred folder or, where a running copy has it, the next free one beside it:
 * `.data`, `.data-2`, `.data-3`…
 */
export async function claimFreeDataDirectory(
  preferred: string,
  onProgress: OnProgress,
): Promise<Result<DataDirectory>> {
  for (let copy = 1; ; copy += 1) {
    const path =
      copy === 1 ? preferred : join(dirname(preferred), `${basename(preferred)}-${copy}`);
    const claimed = await claimDataDirectory(path, onProgress);
    if (claimed.ok || claimed.error.code !== "data.in-use" || copy === MOST_COPIES) return claimed;
    onProgress(
      text(
        `${path} 正被另一个运行中的阳光入学使用，改用下一个目录`,
        `${path} is in use by another running copy; taking the next folder`,
      ),
    );
  }
}
