import type { ColumnType, Generated, Kysely, Transaction } from "kysely";
import type {
  ApplicationAction,
  ApplicationState,
  Dispute,
} from "@yangguang/core/domain/application.ts";
import type { FactValue } from "@yangguang/core/domain/facts.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { SeasonAction, SeasonState } from "@yangguang/core/domain/season.ts";
import type { RollRow } from "@yangguang/core/season/roll.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";

/** What a family has entered on the way to an application. */
export interface DraftContent {
  readonly consentToCheck: boolean;
  readonly disputes: readonly Dispute[];
  readonly factsConfirmed: boolean;
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** Children who are to share one lot with this one. */
  readonly siblings: readonly string[];
  readonly choicesMade: boolean;
  readonly consents: readonly string[];
}

/** JSON columns are read parsed and written as text. */
type Json<Content> = ColumnType<Content, string, string>;

/** Set by the database from other columns. */
type Computed<Value> = ColumnType<Value, never, never>;

export interface Tables {
  readonly person: {
    id: string;
    document_kind: string;
    document_cipher: Buffer;
    document_index: Buffer;
    name_cipher: Buffer;
    name_index: Buffer;
    birth_date_cipher: Buffer | null;
    created_at: Date;
  };
  readonly kinship: {
    child_id: string;
    relative_id: string;
    relation: string;
    guardian: boolean;
    custody: boolean;
    source: string;
    as_of: Date;
  };
  readonly account: {
    id: string;
    issuer: string;
    subject: string;
    role: string;
    school: string | null;
    contributor: string | null;
    person_id: string | null;
    display_name_cipher: Buffer;
    created_at: Date;
  };
  readonly session: {
    token_hash: Buffer;
    account_id: string;
    csrf_token: string;
    expires_at: Date;
  };
  readonly policy: { hash: string; source: string };
  readonly season: {
    id: string;
    run: string;
    state: Json<SeasonState>;
    stage: Computed<string>;
  };
  readonly zone_map: { season_id: string; content: Json<unknown> };
  readonly season_action: {
    season_id: string;
    ordinal: number;
    content: Json<SeasonAction>;
    actor_kind: string;
    actor_id: string;
    at: Date;
    idempotency_key: string;
  };
  readonly application: {
    id: string;
    season_id: string;
    child_id: string;
    pid: string;
    created_at: Date;
    state: Json<ApplicationState>;
    status: Computed<string>;
    category: Computed<string | null>;
    school: Computed<string | null>;
  };
  readonly application_action: {
    application_id: string;
    ordinal: number;
    content: Json<ApplicationAction>;
    actor_kind: string;
    actor_id: string;
    at: Date;
    idempotency_key: string;
  };
  readonly consent: {
    seq: Generated<string>;
    season_id: string;
    child_id: string;
    account_id: string;
    guardian_id: string | null;
    purpose: string;
    given_at: Date;
  };
  readonly draft: {
    season_id: string;
    child_id: string;
    account_id: string;
    content: Json<DraftContent>;
    updated_at: Date;
  };
  readonly case_claim: { application_id: string; account_id: string; claimed_at: Date };
  readonly fact: {
    seq: Generated<string>;
    season_id: string;
    child_id: string;
    fact: string;
    value: Json<FactValue>;
    source: string;
    as_of: Date;
    recorded_at: Date;
    recorded_by: string;
    note: string | null;
  };
  readonly agency_check: {
    season_id: string;
    child_id: string;
    source: string;
    state: string;
    attempts: number;
    remarks: Json<readonly Failure[]>;
    updated_at: Date;
    applicant_id: string | null;
  };
  readonly decision: {
    seq: Generated<string>;
    application_id: string;
    version: number;
    policy_hash: string;
    content: Json<Decision>;
    decided_at: Date;
  };
  readonly roll_row: {
    season_id: string;
    run: string;
    pid: string;
    application_id: string;
    content: Json<RollRow>;
    commitment: string;
  };
  readonly draw_secret: {
    seq: Generated<string>;
    season_id: string;
    run: string;
    contribution_cipher: Buffer;
  };
  readonly proposal: {
    seq: Generated<string>;
    season_id: string;
    run: string;
    what: string;
    content: Json<unknown>;
    account_id: string;
    at: Date;
  };
  readonly placement: {
    season_id: string;
    run: string;
    pid: string;
    school: string | null;
    step: string | null;
    list_rank: number | null;
  };
  readonly log_entry: {
    seq: Generated<string>;
    run: string;
    kind: string;
    body: string;
    application_id: string | null;
    version: number | null;
    fields: Json<readonly (readonly [string, string])[]> | null;
  };
  readonly log_waiting: { seq: string };
  readonly log_leaf: { index: string; seq: string };
  readonly log_signed: { size: string; root: string };
  readonly log_checkpoint: { size: string; root: string; note: string; published_at: Date };
  readonly look: {
    seq: Generated<string>;
    account_id: string;
    application_id: string;
    purpose: string;
    at: Date;
  };
}

export type Database = Kysely<Tables>;
/** A query inside or outside a transaction. */
export type Executor = Kysely<Tables> | Transaction<Tables>;
export type Tx = Transaction<Tables>;
