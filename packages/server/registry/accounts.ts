import type { Insertable, Selectable } from "kysely";
import type { Executor, Tables } from "./tables.ts";

export type AccountRow = Selectable<Tables["account"]>;

/** Creates the account at its first sign-in; later ones take over role, school and person anew. */
export const upsertAccount = (
  db: Executor,
  account: Insertable<Tables["account"]>,
): Promise<AccountRow> =>
  db
    .insertInto("account")
    .values(account)
    .onConflict((conflict) =>
      conflict.columns(["issuer", "subject"]).doUpdateSet((eb) => ({
        role: eb.ref("excluded.role"),
        school: eb.ref("excluded.school"),
        contributor: eb.ref("excluded.contributor"),
        person_id: eb.ref("excluded.person_id"),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();

export const accountsByIds = (db: Executor, ids: readonly string[]): Promise<AccountRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("account")
        .selectAll()
        .where("id", "in", [...ids])
        .execute();

export async function startSession(
  db: Executor,
  session: Insertable<Tables["session"]>,
): Promise<void> {
  await db.insertInto("session").values(session).execute();
}

export const findSession = (
  db: Executor,
  tokenHash: Buffer,
  now: Date,
): Promise<(AccountRow & { csrf_token: string }) | undefined> =>
  db
    .selectFrom("session")
    .innerJoin("account", "account.id", "session.account_id")
    .selectAll("account")
    .select("session.csrf_token")
    .where("session.token_hash", "=", tokenHash)
    .where("session.expires_at", ">", now)
    .executeTakeFirst();

export async function dropExpiredSessions(db: Executor, now: Date): Promise<void> {
  await db.deleteFrom("session").where("expires_at", "<=", now).execute();
}

export async function endSession(db: Executor, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", tokenHash).execute();
}

export async function recordLook(db: Executor, look: Insertable<Tables["look"]>): Promise<void> {
  await db.insertInto("look").values(look).execute();
}
