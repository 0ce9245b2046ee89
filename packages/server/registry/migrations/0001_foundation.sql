-- Identity numbers, names and birth dates stand only in encrypted columns (`*_cipher`), each under
-- a key of its own record; people are found by keyed blind indexes (`*_index`).
-- Append-only tables are listed at the end: a trigger and the grants both forbid changing them.

create table person (
  id uuid primary key,
  document_kind text not null,
  document_cipher bytea not null,
  document_index bytea not null unique,
  name_cipher bytea not null,
  name_index bytea not null,
  birth_date_cipher bytea,
  created_at timestamptz not null
);
create index person_by_name on person (name_index);
comment on table person is 'Children and guardians, each once, whoever applies';

create table kinship (
  child_id uuid not null references person,
  relative_id uuid not null references person,
  relation text not null,
  -- May apply for the child. Grandparents, say, may be relatives without being guardians.
  guardian boolean not null,
  -- False for a parent who, after a divorce, does not bring the child up.
  custody boolean not null,
  source text not null,
  as_of timestamptz not null,
  primary key (child_id, relative_id)
);
create index kinship_by_relative on kinship (relative_id) where guardian;

create table account (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  role text not null constraint account_role_known
    check (role in ('guardian', 'clerk', 'bureau', 'school', 'supervisor')),
  school text constraint account_school_only_for_schools
    check ((role = 'school') = (school is not null)),
  person_id uuid references person,
  display_name_cipher bytea not null,
  created_at timestamptz not null,
  unique (issuer, subject)
);

create table session (
  token_hash bytea primary key,
  account_id uuid not null references account,
  csrf_token text not null,
  expires_at timestamptz not null
);
comment on table session is 'Signed-in browsers; only a hash of the cookie is kept';

create table policy (
  hash text primary key constraint policy_hash_is_hex check (hash ~ '^[0-9a-f]{64}$'),
  source text not null
);
comment on table policy is 'Published policy files, to the byte';

create table season (
  id text primary key,
  run text not null unique,
  state jsonb not null,
  stage text generated always as (state ->> 'stage') stored
);
comment on column season.state is 'Folded from season_action; can be rebuilt from it at any time';

create table zone_map (
  season_id text primary key references season,
  content jsonb not null
);
comment on table zone_map is 'Polygons and address book; apart from season, which every action reads';

create table season_action (
  season_id text not null references season,
  ordinal integer not null constraint season_action_ordinal_positive check (ordinal > 0),
  content jsonb not null,
  actor_kind text not null,
  actor_id text not null,
  at timestamptz not null,
  idempotency_key text not null,
  primary key (season_id, ordinal),
  unique (season_id, idempotency_key)
);

create table application (
  id uuid primary key,
  season_id text not null references season,
  child_id uuid not null references person,
  pid text not null unique constraint application_pid_is_hex check (pid ~ '^[0-9a-f]{32}$'),
  created_at timestamptz not null,
  state jsonb not null,
  status text generated always as (state ->> 'status') stored,
  category text generated always as (state -> 'settlement' ->> 'category') stored,
  school text generated always as (state -> 'offer' ->> 'school') stored,
  constraint one_application_per_child_and_season unique (season_id, child_id)
);
create index application_by_status on application (season_id, status, created_at);
create index application_by_school on application (season_id, school) where school is not null;
comment on column application.state is 'Folded from application_action; can be rebuilt from it at any time';

create table application_action (
  application_id uuid not null references application,
  ordinal integer not null constraint application_action_ordinal_positive check (ordinal > 0),
  content jsonb not null,
  actor_kind text not null,
  actor_id text not null,
  at timestamptz not null,
  idempotency_key text not null,
  primary key (application_id, ordinal),
  unique (application_id, idempotency_key)
);

create table consent (
  season_id text not null references season,
  child_id uuid not null references person,
  account_id text not null,
  guardian_id uuid references person,
  purpose text not null,
  given_at timestamptz not null,
  primary key (season_id, child_id, purpose)
);

create table draft (
  season_id text not null references season,
  child_id uuid not null references person,
  account_id uuid not null references account,
  content jsonb not null,
  updated_at timestamptz not null,
  primary key (season_id, child_id, account_id)
);
comment on table draft is 'What a family has entered but not yet sent; survives a dead phone';

create table case_claim (
  application_id uuid primary key references application,
  account_id uuid not null references account,
  claimed_at timestamptz not null
);
comment on table case_claim is 'Which officer is working on a case';

create table fact (
  seq bigint generated always as identity primary key,
  season_id text not null references season,
  child_id uuid not null references person,
  fact text not null,
  value jsonb not null,
  source text not null,
  as_of timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  note text
);
create index fact_by_child on fact (season_id, child_id, fact, seq desc);
comment on table fact is 'Every answer ever received; the latest by seq of each fact holds';

create table agency_check (
  season_id text not null references season,
  child_id uuid not null references person,
  source text not null,
  state text not null constraint agency_check_state_known check (state in ('waiting', 'answered')),
  attempts integer not null,
  remarks jsonb not null,
  updated_at timestamptz not null,
  primary key (season_id, child_id, source)
);

create table decision (
  seq bigint generated always as identity primary key,
  application_id uuid not null references application,
  version integer not null,
  policy_hash text not null,
  content jsonb not null,
  decided_at timestamptz not null
);
create index decision_by_application on decision (application_id, seq desc);
comment on table decision is 'What the policy said of an application, with every reason';

create table roll_row (
  season_id text not null references season,
  pid text not null,
  application_id uuid not null references application,
  content jsonb not null,
  commitment text not null,
  primary key (season_id, pid)
);
comment on table roll_row is 'The frozen roll; content names nobody';

create table draw_secret (
  season_id text primary key references season,
  contribution_cipher bytea not null
);
comment on table draw_secret is 'The platform''s contribution to the seed, sealed from the freeze until the draw';

create table placement (
  season_id text not null references season,
  pid text not null,
  school text,
  step text,
  list_rank integer,
  primary key (season_id, pid)
);

create table look (
  seq bigint generated always as identity primary key,
  account_id uuid not null references account,
  application_id uuid not null references application,
  purpose text not null,
  at timestamptz not null
);
create index look_by_application on look (application_id, seq);
comment on table look is 'Every time an officer opened a family''s case';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % refused', tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation';
end $$;

do $$
declare append_only text;
begin
  foreach append_only in array array[
    'policy', 'zone_map', 'season_action', 'application_action', 'consent', 'fact', 'decision', 'roll_row',
    'draw_secret', 'placement', 'look', 'kinship'
  ] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I
         for each statement execute function refuse_change()', append_only);
  end loop;
end $$;
