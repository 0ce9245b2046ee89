import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { escapeIdentifier, escapeLiteral } from "pg";
import type { Client, PoolConfig } from "pg";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import { withClient } from "./access.ts";

export const OWNER_ROLE = "yangguang_owner";
export const APP_ROLE = "yangguang_app";

const SCRAM_ITERATIONS = 4096;

/**
 * What PostgreSQL keeps of a password (RFC 5802, RFC 7677), so that the password itself never
 * reaches the server or its log. `password` must be ASCII.
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, "sha256");
  const hmac = (word: string) => createHmac("sha256", salted).update(word).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  const server = hmac("Server Key").toString("base64");
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString("base64")}$${stored}:${server}`;
}

const POWERLESS = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

async function roleExists(client: Client, role: string): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  return rowCount === 1;
}

/** Creates a role that can sign in and do nothing else. */
async function createRole(client: Client, role: string, password: string): Promise<void> {
  await client.query(
    `create role ${escapeIdentifier(role)} ${POWERLESS} password ${escapeLiteral(scramVerifier(password))}`,
  );
}

/** Makes the two roles of a server that is ours alone. `admin` is its superuser. */
export async function ensureOwnRoles(
  admin: Client,
  passwords: { readonly owner: string; readonly app: string },
): Promise<void> {
  if (!(await roleExists(admin, OWNER_ROLE))) {
    await createRole(admin, OWNER_ROLE, passwords.owner);
  }
  if (!(await roleExists(admin, APP_ROLE))) await createRole(admin, APP_ROLE, passwords.app);
}

/** Makes a database of the owner's, which only the two roles may enter. */
export async function ensureOwnDatabase(
  admin: Client,
  database: string,
  template?: string,
): Promise<void> {
  const name = escapeIdentifier(database);
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [database]);
  if (rowCount === 0) {
    const from = template === undefined ? "" : ` template ${escapeIdentifier(template)}`;
    await admin.query(`create database ${name} owner ${OWNER_ROLE}${from}`);
  }
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${APP_ROLE}`);
}

/**
 * The application's role on a server that others use, too: roles belong to the whole server, so
 * each database has its own.
 */
export function appRoleFor(database: string): string {
  const name = `${APP_ROLE}_${database}`;
  // PostgreSQL cuts names at 63 bytes.
  if (Buffer.byteLength(name) <= 63) return name;
  return `${APP_ROLE}_${createHash("sha256").update(database).digest("hex").slice(0, 32)}`;
}

/** Creates the role, or gives it the password. `owner` needs the attribute CREATEROLE. */
export async function ensureAppRole(owner: Client, role: string, password: string): Promise<void> {
  if (await roleExists(owner, role)) {
    const verifier = escapeLiteral(scramVerifier(password));
    await owner.query(`alter role ${escapeIdentifier(role)} login password ${verifier}`);
  } else {
    await createRole(owner, role, password);
  }
  const { rows } = await owner.query<{ name: string }>("select current_database() as name");
  const database = escapeIdentifier(rows[0]?.name ?? "");
  await owner.query(`grant connect on database ${database} to ${escapeIdentifier(role)}`);
}

interface AppPowers {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypasses: boolean;
  readonly owns: boolean;
  readonly creates: boolean;
}

const tooMighty = (role: string, zh: string, en: string): Failure =>
  failure(
    "database.app-role-too-mighty",
    `应用使用的数据库角色“${role}”权限过大：${zh}。只可追加的记录将得不到保护，因此拒绝启动。`,
    `The application's database role “${role}” may do too much: ${en}. Append-only records would not be protected, so this does not start.`,
  );

/**
 * Whether the role that `app` signs in with is as weak as it must be: neither superuser nor member
 * of the owning role, no way round row security, nothing to create.
 */
export async function checkAppRole(app: PoolConfig, ownerRole: string): Promise<Result<string>> {
  const powers = await withClient(app, async (client) => {
    const { rows } = await client.query<AppPowers>(
      `select current_user as role, rolsuper as superuser, rolbypassrls as bypasses,
              pg_has_role(current_user, $1, 'member') as owns,
              has_schema_privilege('public', 'create') as creates
       from pg_roles where rolname = current_user`,
      [ownerRole],
    );
    return rows[0];
  });
  if (powers === undefined) throw new Error("the connected role is not in pg_roles");
  const { role, superuser, bypasses, owns, creates } = powers;
  if (superuser) return err(tooMighty(role, "它是超级用户", "it is a superuser"));
  if (bypasses) return err(tooMighty(role, "它带有 BYPASSRLS", "it has BYPASSRLS"));
  if (owns) {
    return err(
      tooMighty(
        role,
        `它属于所有者角色“${ownerRole}”`,
        `it is the owner “${ownerRole}” or its member`,
      ),
    );
  }
  if (creates) {
    return err(
      tooMighty(
        role,
        "它可以在 public 模式中建表；请由所有者执行 REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "it may create tables in the schema public; let the owner run REVOKE CREATE ON SCHEMA public FROM PUBLIC",
      ),
    );
  }
  return ok(role);
}
