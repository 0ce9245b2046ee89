-- A run that is voided is followed by another attempt over the same season, and all attempts stay.
-- What belongs to a run therefore stands under the run's name, not the season's alone.

alter table roll_row disable trigger append_only;
alter table roll_row add column run text;
update roll_row set run = season.run from season where season.id = roll_row.season_id;
alter table roll_row alter column run set not null;
alter table roll_row drop constraint roll_row_pkey;
alter table roll_row add primary key (run, pid);
alter table roll_row enable trigger append_only;

alter table placement disable trigger append_only;
alter table placement add column run text;
update placement set run = season.run from season where season.id = placement.season_id;
alter table placement alter column run set not null;
alter table placement drop constraint placement_pkey;
alter table placement add primary key (run, pid);
alter table placement enable trigger append_only;

alter table draw_secret disable trigger append_only;
alter table draw_secret add column run text;
update draw_secret set run = season.run from season where season.id = draw_secret.season_id;
alter table draw_secret alter column run set not null;
alter table draw_secret drop constraint draw_secret_pkey;
alter table draw_secret add column seq bigint generated always as identity primary key;
create index draw_secret_by_run on draw_secret (run, seq desc);
comment on table draw_secret is 'The platform''s own contributor''s device, sealed: its keys and what it dealt; the latest of a run holds';
alter table draw_secret enable trigger append_only;

create table proposal (
  seq bigint generated always as identity primary key,
  season_id text not null references season,
  run text not null,
  what text not null,
  content jsonb not null,
  account_id text not null,
  at timestamptz not null
);
create index proposal_by_run on proposal (run, what, seq desc);
comment on table proposal is 'What one person asked for and another has to confirm; the latest holds';
create trigger append_only before update or delete or truncate on proposal
  for each statement execute function refuse_change();

alter table account drop constraint account_role_known;
alter table account add constraint account_role_known
  check (role in ('guardian', 'clerk', 'bureau', 'school', 'supervisor', 'contributor'));
alter table account add column contributor text;
alter table account add constraint account_contributor_only_for_contributors
  check ((role = 'contributor') = (contributor is not null));
comment on column account.contributor is 'The id under which this account contributes to the draw';
