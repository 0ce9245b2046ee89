import { sql } from "kysely";
import type { DraftContent, Executor, Tx } from "./tables.ts";

export interface DraftKey {
  readonly seasonId: string;
  readonly childId: string;
  readonly accountId: string;
}

/** Until the transaction ends, nobody else who asks for the same account's drafts gets them. */
export async function lockDrafts(tx: Tx, accountId: string): Promise<void> {
  const name = `drafts ${accountId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

export async function saveDraft(
  db: Executor,
  { seasonId, childId, accountId }: DraftKey,
  content: DraftContent,
  at: Date,
): Promise<void> {
  const values = { content: JSON.stringify(content), updated_at: at };
  await db
    .insertInto("draft")
    .values({ season_id: seasonId, child_id: childId, account_id: accountId, ...values })
    .onConflict((conflict) =>
      conflict.columns(["season_id", "child_id", "account_id"]).doUpdateSet(values),
    )
    .execute();
}

export const draftsOf = (
  db: Executor,
  seasonId: string,
  accountId: string,
): Promise<{ child_id: string; content: DraftContent }[]> =>
  db
    .selectFrom("draft")
    .select(["child_id", "content"])
    .where("season_id", "=", seasonId)
    .where("account_id", "=", accountId)
    .execute();

export async function dropDraft(
  db: Executor,
  { seasonId, childId, accountId }: DraftKey,
): Promise<void> {
  await db
    .deleteFrom("draft")
    .where("season_id", "=", seasonId)
    .where("child_id", "=", childId)
    .where("account_id", "=", accountId)
    .execute();
}
