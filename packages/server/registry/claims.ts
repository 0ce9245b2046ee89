import type { AccountRow } from "./accounts.ts";
import type { Executor } from "./tables.ts";

/** Takes a case; false if another officer already has it. */
export async function claimCase(
  db: Executor,
  applicationId: string,
  accountId: string,
  at: Date,
): Promise<boolean> {
  await db
    .insertInto("case_claim")
    .values({ application_id: applicationId, account_id: accountId, claimed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const holder = await claimHolders(db, [applicationId]);
  return holder.get(applicationId)?.id === accountId;
}

export async function releaseCase(
  db: Executor,
  applicationId: string,
  accountId: string,
): Promise<void> {
  await db
    .deleteFrom("case_claim")
    .where("application_id", "=", applicationId)
    .where("account_id", "=", accountId)
    .execute();
}

export async function claimHolders(
  db: Executor,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, AccountRow>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("case_claim")
    .innerJoin("account", "account.id", "case_claim.account_id")
    .selectAll("account")
    .select("case_claim.application_id")
    .where("application_id", "in", [...applicationIds])
    .execute();
  return new Map(rows.map(({ application_id, ...account }) => [application_id, account]));
}
