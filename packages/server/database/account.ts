import { spawnSync } from "node:child_process";
import { chown, readFile } from "node:fs/promises";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";

/**
 * As whom PostgreSQL runs: it refuses to run as root. `wrap` stands before its commands; files it
 * is to use must belong to `uid` and `gid`.
 */
export interface PostgresAccount {
  readonly wrap: readonly string[];
  readonly uid: number;
  readonly gid: number;
}

const SYSTEM_USER = "yangguang";

interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

async function readPasswd(): Promise<readonly PasswdEntry[]> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

const succeeds = (command: readonly [string, ...string[]]): boolean =>
  spawnSync(command[0], command.slice(1), { stdio: "ignore" }).status === 0;

/**
 * A user namespace in which root goes under another number: nothing on the disk changes hands.
 * Containers may forbid it. The number must have a name, for initdb asks for its own.
 */
async function inNamespace(users: readonly PasswdEntry[]): Promise<PostgresAccount | undefined> {
  const user = users.find(({ name }) => name === "nobody") ?? users.find(({ uid }) => uid > 0);
  if (user === undefined) return undefined;
  const wrap = ["unshare", "--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`] as const;
  return succeeds([...wrap, "true"]) ? { wrap, uid: 0, gid: 0 } : undefined;
}

/**
 * A system user of our own. It may pass through closed folders (a clone under /root, say), as root
 * itself could; more it is not given.
 */
async function asSystemUser(users: readonly PasswdEntry[]): Promise<PostgresAccount | undefined> {
  const named = (list: readonly PasswdEntry[]) => list.find(({ name }) => name === SYSTEM_USER);
  const create = ["useradd", "--system", "--user-group", "--no-create-home"] as const;
  const shell = ["--shell", "/usr/sbin/nologin", SYSTEM_USER] as const;
  const user =
    named(users) ?? (succeeds([...create, ...shell]) ? named(await readPasswd()) : undefined);
  if (user === undefined) return undefined;
  const plain = [
    "setpriv",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
  ] as const;
  const passing = [...plain, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"] as const;
  const { uid, gid } = user;
  if (succeeds([...passing, "true"])) return { wrap: passing, uid, gid };
  return succeeds([...plain, "true"]) ? { wrap: plain, uid, gid } : undefined;
}

/** Decides as whom PostgreSQL runs: as ourselves, unless we are root. */
export async function choosePostgresAccount(): Promise<Result<PostgresAccount>> {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  if (uid !== 0) return ok({ wrap: [], uid, gid });
  const users = await readPasswd();
  const account = (await inNamespace(users)) ?? (await asSystemUser(users));
  if (account !== undefined) return ok(account);
  return fail(
    "database.root",
    `PostgreSQL 不允许以 root 身份运行；本机既不能使用用户命名空间（unshare --user），也不能建立系统用户“${SYSTEM_USER}”（useradd、setpriv）。请改用普通用户启动，或用 DATABASE_URL 指定一个 PostgreSQL 服务器。`,
    `PostgreSQL refuses to run as root, and this machine allows neither a user namespace (unshare --user) nor a system user “${SYSTEM_USER}” (useradd, setpriv). Start as an ordinary user, or name a PostgreSQL server in DATABASE_URL.`,
  );
}

/** Hands files and folders that exist already to the account. */
export async function handOver(account: PostgresAccount, paths: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await Promise.all(paths.map((path) => chown(path, account.uid, account.gid)));
}
