import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { ApplicationAction, ApplicationState } from "@yangguang/core/domain/application.ts";
import { NEW_APPLICATION } from "@yangguang/core/domain/application.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { Executor, Tables, Tx } from "./tables.ts";

export type ApplicationRow = Selectable<Tables["application"]>;
export type ApplicationActionRow = Selectable<Tables["application_action"]>;

export interface NewApplication {
  readonly id: string;
  readonly seasonId: string;
  readonly childId: string;
  readonly pid: string;
  readonly createdAt: Date;
}

export interface NewApplicationAction {
  readonly applicationId: string;
  readonly ordinal: number;
  readonly content: ApplicationAction;
  readonly actorKind: string;
  readonly actorId: string;
  readonly at: Date;
  readonly key: string;
}

/** One per child and season: an application that is already there stays, whoever opened it. */
export async function openApplications(
  tx: Tx,
  applications: readonly NewApplication[],
): Promise<ApplicationRow[]> {
  const [first] = applications;
  if (first === undefined) return [];
  await tx
    .insertInto("application")
    .values(
      applications.map((application) => ({
        id: application.id,
        season_id: application.seasonId,
        child_id: application.childId,
        pid: application.pid,
        created_at: application.createdAt,
        state: JSON.stringify(NEW_APPLICATION),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return applicationsOfChildren(
    tx,
    first.seasonId,
    applications.map((application) => application.childId),
  );
}

export const applicationsOfChildren = (
  db: Executor,
  seasonId: string,
  childIds: readonly string[],
): Promise<ApplicationRow[]> =>
  childIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("application")
        .selectAll()
        .where("season_id", "=", seasonId)
        .where("child_id", "in", [...childIds])
        .execute();

export const findApplication = (db: Executor, id: string): Promise<ApplicationRow | undefined> =>
  db.selectFrom("application").selectAll().where("id", "=", id).executeTakeFirst();

export const applicationsByIds = (
  db: Executor,
  ids: readonly string[],
): Promise<ApplicationRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("application")
        .selectAll()
        .where("id", "in", [...ids])
        .execute();

/** Locks in the order of ids, so that two transactions never wait for each other. */
export const lockApplications = (tx: Tx, ids: readonly string[]): Promise<ApplicationRow[]> =>
  tx
    .selectFrom("application")
    .selectAll()
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();

/** `${applicationId}/${key}` of those keys that were already used. */
export async function usedKeys(
  tx: Tx,
  pairs: readonly { applicationId: string; key: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("application_action")
    .select(["application_id", "idempotency_key"])
    .where("application_id", "in", [...new Set(pairs.map((pair) => pair.applicationId))])
    .where("idempotency_key", "in", [...new Set(pairs.map((pair) => pair.key))])
    .execute();
  return new Set(rows.map((row) => `${row.application_id}/${row.idempotency_key}`));
}

export async function appendApplicationActions(
  tx: Tx,
  actions: readonly NewApplicationAction[],
  states: ReadonlyMap<string, ApplicationState>,
): Promise<void> {
  if (actions.length === 0) return;
  await tx
    .insertInto("application_action")
    .values(
      actions.map((action) => ({
        application_id: action.applicationId,
        ordinal: action.ordinal,
        content: JSON.stringify(action.content),
        actor_kind: action.actorKind,
        actor_id: action.actorId,
        at: action.at,
        idempotency_key: action.key,
      })),
    )
    .execute();
  const changed = JSON.stringify([...states].map(([id, state]) => ({ id, state })));
  await sql`
    update application set state = changed.state
    from jsonb_to_recordset(${changed}::jsonb) as changed(id uuid, state jsonb)
    where application.id = changed.id
  `.execute(tx);
}

export const actionsOfApplication = (
  db: Executor,
  applicationId: string,
): Promise<ApplicationActionRow[]> =>
  db
    .selectFrom("application_action")
    .selectAll()
    .where("application_id", "=", applicationId)
    .orderBy("ordinal")
    .execute();

/** Those whose latest word from an officer is a rejection or a reopening, not an approval. */
export async function doubtedApplications(
  db: Executor,
  applicationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (applicationIds.length === 0) return new Set();
  const action = sql<string>`application_action.content ->> 'action'`;
  const rows = await db
    .selectFrom("application_action")
    .select(["application_id", action.as("action")])
    .distinctOn("application_id")
    .where("application_id", "in", [...applicationIds])
    .where(action, "in", ["approve", "reject", "reopen"])
    .orderBy("application_id")
    .orderBy("ordinal", "desc")
    .execute();
  return new Set(rows.flatMap((row) => (row.action === "approve" ? [] : [row.application_id])));
}

export interface Applicant {
  readonly applicationId: string;
  /** Null where a clerk applied, or a file. */
  readonly personId: string | null;
}

/** Who last applied, of each application. */
export async function applicants(
  db: Executor,
  applicationIds: readonly string[],
): Promise<readonly Applicant[]> {
  if (applicationIds.length === 0) return [];
  const rows = await db
    .selectFrom("application_action")
    .leftJoin("account", (join) =>
      join.on(sql<boolean>`account.id::text = application_action.actor_id`),
    )
    .select(["application_action.application_id", "account.person_id"])
    .distinctOn("application_action.application_id")
    .where("application_action.application_id", "in", [...applicationIds])
    .where(sql<boolean>`application_action.content ->> 'action' = 'apply'`)
    .orderBy("application_action.application_id")
    .orderBy("application_action.ordinal", "desc")
    .execute();
  return rows.map((row) => ({ applicationId: row.application_id, personId: row.person_id }));
}

export interface ApplicationFilter {
  readonly statuses?: readonly string[];
  readonly category?: string;
  readonly school?: string;
  readonly pid?: string;
  readonly childIds?: readonly string[];
  /** Code of a reason for which a person has to look. */
  readonly reason?: string;
  /** Account that works on the case; null for cases that nobody has taken. */
  readonly claimedBy?: string | null;
}

const filtered = (db: Executor, seasonId: string, filter: ApplicationFilter) => {
  let query = db.selectFrom("application").where("season_id", "=", seasonId);
  if (filter.statuses) query = query.where("status", "in", [...filter.statuses]);
  if (filter.category !== undefined) query = query.where("category", "=", filter.category);
  if (filter.school !== undefined) query = query.where("school", "=", filter.school);
  if (filter.pid !== undefined) query = query.where("pid", "like", `${filter.pid}%`);
  if (filter.childIds)
    query = query.where("child_id", "=", sql<string>`any(${filter.childIds}::uuid[])`);
  if (filter.reason !== undefined) {
    const reason = JSON.stringify([{ code: filter.reason }]);
    query = query.where(sql<boolean>`state -> 'referral' @> ${reason}::jsonb`);
  }
  if (filter.claimedBy !== undefined) {
    const { claimedBy } = filter;
    query = query.where((eb) => {
      const claims = eb
        .selectFrom("case_claim")
        .select("account_id")
        .whereRef("case_claim.application_id", "=", "application.id");
      return claimedBy === null
        ? eb.not(eb.exists(claims))
        : eb.exists(claims.where("account_id", "=", claimedBy));
    });
  }
  return query;
};

export interface LastChange {
  readonly changedAt: Date;
  /** When it last came to a person; null if it never did. */
  readonly referredAt: Date | null;
}

/** By application. */
export async function lastChanges(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LastChange>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("application_action")
    .select([
      "application_id",
      sql<Date>`max(at)`.as("changed_at"),
      sql<Date | null>`max(at) filter (where content ->> 'action' in ('refer', 'reopen'))`.as(
        "referred_at",
      ),
    ])
    .where("application_id", "in", [...ids])
    .groupBy("application_id")
    .execute();
  return new Map(
    rows.map((row) => [
      row.application_id,
      { changedAt: row.changed_at, referredAt: row.referred_at },
    ]),
  );
}

export async function searchApplications(
  db: Executor,
  seasonId: string,
  filter: ApplicationFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ total: number; rows: ApplicationRow[] }> {
  const counted = await filtered(db, seasonId, filter)
    .select(sql<number>`count(*)::int`.as("total"))
    .executeTakeFirstOrThrow();
  const rows = await filtered(db, seasonId, filter)
    .selectAll()
    .orderBy("created_at")
    .orderBy("id")
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { total: counted.total, rows };
}

/** Batches of all applications of a season in one status, in the order of pids. */
export const applicationsInStatus = (
  db: Executor,
  seasonId: string,
  status: string,
): Promise<ApplicationRow[]> =>
  db
    .selectFrom("application")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("status", "=", status)
    .orderBy("pid")
    .execute();

export interface NewDecision {
  readonly applicationId: string;
  readonly version: number;
  readonly policyHash: string;
  readonly content: Decision;
  readonly decidedAt: Date;
}

export async function addDecisions(tx: Tx, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  await tx
    .insertInto("decision")
    .values(
      decisions.map((decision) => ({
        application_id: decision.applicationId,
        version: decision.version,
        policy_hash: decision.policyHash,
        content: JSON.stringify(decision.content),
        decided_at: decision.decidedAt,
      })),
    )
    .execute();
}

/** The latest decision about each application that has one. */
export async function latestDecisions(
  db: Executor,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, Decision>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("decision")
    .select(["application_id", "content"])
    .distinctOn("application_id")
    .where("application_id", "in", [...applicationIds])
    .orderBy("application_id")
    .orderBy("seq", "desc")
    .execute();
  return new Map(rows.map((row) => [row.application_id, row.content]));
}
