import { hkdfSync } from "node:crypto";
import type { PoolConfig } from "pg";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import type { DatabaseAccess } from "./access.ts";
import { withClient } from "./access.ts";
import { appRoleFor, checkAppRole, ensureAppRole } from "./roles.ts";

const OLDEST_MAJOR = 15;
const NEWEST_MAJOR = 18;

export interface ServerElsewhere {
  /** The owner's address. */
  readonly url: URL;
  /** The application's own address; undefined: its role is made and kept by the owner. */
  readonly appUrl: URL | undefined;
  readonly masterKey: Uint8Array;
}

interface ServerFacts {
  readonly version: number;
  readonly encoding: string;
  readonly owner: string;
  readonly database: string;
}

/** The address without its password, for messages. */
const place = (url: URL): string => `${url.host}${url.pathname}`;

const unreachable = (url: URL, error: unknown): Failure =>
  failure(
    "database.unreachable",
    `无法连接数据库 ${place(url)}：${String(error)}。请检查地址、密码和服务器是否在运行。`,
    `The database ${place(url)} cannot be reached: ${String(error)}. Check the address, the password and whether the server runs.`,
  );

function checkServer({ version, encoding }: ServerFacts): Failure | undefined {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST_MAJOR || major > NEWEST_MAJOR) {
    return failure(
      "database.version",
      `数据库服务器是 PostgreSQL ${major}，需要 ${OLDEST_MAJOR} 到 ${NEWEST_MAJOR}。`,
      `The database server is PostgreSQL ${major}; versions ${OLDEST_MAJOR} to ${NEWEST_MAJOR} are supported.`,
    );
  }
  if (encoding !== "UTF8") {
    return failure(
      "database.encoding",
      `数据库的编码是 ${encoding}，存不下中文姓名。请用 CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 重建。`,
      `The database's encoding is ${encoding}, which cannot hold Chinese names. Make it again with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
  return undefined;
}

async function readServerFacts(url: URL): Promise<Result<ServerFacts>> {
  try {
    const facts = await withClient({ connectionString: url.href }, async (client) => {
      const { rows } = await client.query<ServerFacts>(
        `select current_setting('server_version_num')::int as version,
                current_setting('server_encoding') as encoding,
                current_user as owner, current_database() as database`,
      );
      return rows[0];
    });
    if (facts === undefined) throw new Error("a query without a from clause gave no row");
    return ok(facts);
  } catch (error) {
    return err(unreachable(url, error));
  }
}

/** Belongs to one master key and one database; the server keeps only its SCRAM verifier. */
const derivePassword = (masterKey: Uint8Array, database: string): string =>
  Buffer.from(
    hkdfSync("sha256", masterKey, Buffer.alloc(0), `yangguang/v1/database-role/${database}`, 32),
  ).toString("base64url");

const WRONG_PASSWORD_OR_ROLE = new Set(["28P01", "28000"]);

/** Signs in as the application's role; has the owner make it where it is missing. */
async function provideAppRole(
  { url, masterKey }: ServerElsewhere,
  { database, owner }: ServerFacts,
): Promise<Result<PoolConfig>> {
  const role = appRoleFor(database);
  const password = derivePassword(masterKey, database);
  const appUrl = new URL(url);
  appUrl.username = encodeURIComponent(role);
  appUrl.password = password;
  const app: PoolConfig = { connectionString: appUrl.href };
  const signIn = (): Promise<unknown> => withClient(app, (client) => client.query("select 1"));
  try {
    await signIn();
    return ok(app);
  } catch (error) {
    if (!WRONG_PASSWORD_OR_ROLE.has((error as { readonly code?: string }).code ?? "")) {
      return err(unreachable(appUrl, error));
    }
  }
  try {
    await withClient({ connectionString: url.href }, (client) =>
      ensureAppRole(client, role, password),
    );
    await signIn();
    return ok(app);
  } catch (error) {
    return fail(
      "database.app-role",
      `所有者“${owner}”无法建立应用角色“${role}”：${String(error)}。请授予它 CREATEROLE，或由数据库管理员建立一个普通角色，写入 YANGGUANG_DATABASE_APP_URL。`,
      `The owner “${owner}” cannot provide the application's role “${role}”: ${String(error)}. Grant it CREATEROLE, or let an administrator make an ordinary role and name it in YANGGUANG_DATABASE_APP_URL.`,
    );
  }
}

/** Checks a PostgreSQL server that somebody else runs, and the weakness of the app's role on it. */
export async function reachServer(server: ServerElsewhere): Promise<Result<DatabaseAccess>> {
  const facts = await readServerFacts(server.url);
  if (!facts.ok) return facts;
  const problem = checkServer(facts.value);
  if (problem !== undefined) return err(problem);
  const app: Result<PoolConfig> =
    server.appUrl === undefined
      ? await provideAppRole(server, facts.value)
      : ok({ connectionString: server.appUrl.href });
  if (!app.ok) return app;
  try {
    const role = await checkAppRole(app.value, facts.value.owner);
    if (!role.ok) return role;
    const owner = { connectionString: server.url.href };
    return ok({ owner, app: app.value, appRole: role.value });
  } catch (error) {
    return err(unreachable(server.appUrl ?? server.url, error));
  }
}
