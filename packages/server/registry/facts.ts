import { sql } from "kysely";
import type { FactValue } from "@yangguang/core/domain/facts.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Executor, Tx } from "./tables.ts";

export interface NewFact {
  readonly seasonId: string;
  readonly childId: string;
  readonly fact: string;
  readonly value: FactValue;
  readonly source: string;
  readonly asOf: Date;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly note: string | null;
}

export async function addFacts(tx: Tx, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    season_id: fact.seasonId,
    child_id: fact.childId,
    fact: fact.fact,
    value: fact.value,
    source: fact.source,
    as_of: fact.asOf.toISOString(),
    recorded_at: fact.recordedAt.toISOString(),
    recorded_by: fact.recordedBy,
    note: fact.note,
  }));
  await sql`
    insert into fact (season_id, child_id, fact, value, source, as_of, recorded_at, recorded_by, note)
    select season_id, child_id, fact, coalesce(value, 'null'), source, as_of, recorded_at, recorded_by, note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(
      season_id text, child_id uuid, fact text, value jsonb, source text,
      as_of timestamptz, recorded_at timestamptz, recorded_by text, note text)
  `.execute(tx);
}

export interface CurrentFact {
  readonly child_id: string;
  readonly fact: string;
  readonly value: FactValue;
  readonly source: string;
  readonly as_of: Date;
  readonly recorded_by: string;
  readonly note: string | null;
}

/** The latest answer to each fact, of each child. */
export const currentFacts = (
  db: Executor,
  seasonId: string,
  childIds: readonly string[],
): Promise<CurrentFact[]> =>
  childIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("fact")
        .select(["child_id", "fact", "value", "source", "as_of", "recorded_by", "note"])
        .distinctOn(["child_id", "fact"])
        .where("season_id", "=", seasonId)
        .where("child_id", "in", [...childIds])
        .orderBy("child_id")
        .orderBy("fact")
        .orderBy("seq", "desc")
        .execute();

export interface AgencyCheck {
  readonly child_id: string;
  readonly source: string;
  readonly state: string;
  readonly attempts: number;
  readonly remarks: readonly Failure[];
  readonly updated_at: Date;
  /** The guardian named first when it was asked; null where none was. */
  readonly applicant_id: string | null;
}

export async function saveAgencyChecks(
  tx: Tx,
  seasonId: string,
  checks: readonly {
    readonly childId: string;
    readonly source: string;
    readonly state: "waiting" | "answered";
    readonly remarks: readonly Failure[];
    readonly at: Date;
    readonly applicantId: string | null;
  }[],
): Promise<void> {
  if (checks.length === 0) return;
  const rows = checks.map((check) => ({
    season_id: seasonId,
    child_id: check.childId,
    source: check.source,
    state: check.state,
    remarks: check.remarks,
    updated_at: check.at.toISOString(),
    applicant_id: check.applicantId,
  }));
  await sql`
    insert into agency_check
      (season_id, child_id, source, state, attempts, remarks, updated_at, applicant_id)
    select season_id, child_id, source, state, 1, remarks, updated_at, applicant_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(
      season_id text, child_id uuid, source text, state text, remarks jsonb,
      updated_at timestamptz, applicant_id uuid)
    on conflict (season_id, child_id, source) do update
      set state = excluded.state, attempts = agency_check.attempts + 1,
          remarks = excluded.remarks, updated_at = excluded.updated_at,
          applicant_id = excluded.applicant_id
  `.execute(tx);
}

export const agencyChecks = (
  db: Executor,
  seasonId: string,
  childIds: readonly string[],
): Promise<AgencyCheck[]> =>
  childIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("agency_check")
        .select([
          "child_id",
          "source",
          "state",
          "attempts",
          "remarks",
          "updated_at",
          "applicant_id",
        ])
        .where("season_id", "=", seasonId)
        .where("child_id", "in", [...childIds])
        .execute();

export async function addConsents(
  tx: Tx,
  rows: readonly {
    readonly seasonId: string;
    readonly childId: string;
    readonly accountId: string;
    /** The guardian who consents; null where a season runs from a file. */
    readonly guardianId: string | null;
    readonly purpose: string;
    readonly at: Date;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("consent")
    .values(
      rows.map((row) => ({
        season_id: row.seasonId,
        child_id: row.childId,
        account_id: row.accountId,
        guardian_id: row.guardianId,
        purpose: row.purpose,
        given_at: row.at,
      })),
    )
    .execute();
}

/** The guardian who consented last, and so is the one who applies; null where none did. */
export async function lastConsenting(
  db: Executor,
  seasonId: string,
  childId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom("consent")
    .select("guardian_id")
    .where("season_id", "=", seasonId)
    .where("child_id", "=", childId)
    .where("guardian_id", "is not", null)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.guardian_id ?? null;
}
