import type { Executor, Tx } from "./tables.ts";

interface Run {
  readonly id: string;
  readonly run: string;
}

/** What needs two people: the one who asks for it, and another who confirms. */
export type Proposed = "freeze" | "dice" | "void";

export interface Proposal<Content> {
  readonly content: Content;
  readonly accountId: string;
  readonly at: Date;
}

export async function addProposal(
  tx: Tx,
  season: Run,
  what: Proposed,
  content: unknown,
  accountId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto("proposal")
    .values({
      season_id: season.id,
      run: season.run,
      what,
      content: JSON.stringify(content),
      account_id: accountId,
      at,
    })
    .execute();
}

/** The latest of its kind in the run; its content is what `addProposal` was given. */
export async function lastProposal<Content>(
  db: Executor,
  { run }: Run,
  what: Proposed,
): Promise<Proposal<Content> | undefined> {
  const row = await db
    .selectFrom("proposal")
    .select(["content", "account_id", "at"])
    .where("run", "=", run)
    .where("what", "=", what)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { content: row.content as Content, accountId: row.account_id, at: row.at };
}
