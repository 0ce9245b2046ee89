-- The public log. An entry is written in the transaction of the action that it records, so that
-- what was acknowledged and what the log will hold are one set. Its place in the log, a leaf, is
-- given afterwards, one writer at a time.

create table log_entry (
  seq bigint generated always as identity primary key,
  run text not null,
  kind text not null,
  body text not null,
  -- Of which version of which application the entry holds the row; null for all other entries.
  application_id uuid references application,
  version integer
);
create index log_entry_by_application on log_entry (application_id, version) where application_id is not null;
create index log_entry_by_run on log_entry (run, seq) where kind <> 'app';
comment on table log_entry is 'What the public log records, as canonical JSON';

create table log_waiting (seq bigint primary key references log_entry);
comment on table log_waiting is 'Entries that have no leaf yet';

create table log_leaf (
  index bigint primary key,
  seq bigint not null unique references log_entry
);
comment on table log_leaf is 'The order of the log: leaf by leaf, without a gap';

create table log_checkpoint (
  size bigint primary key,
  root text not null constraint log_root_is_hex check (root ~ '^[0-9a-f]{64}$'),
  -- The signed note, with as many cosignatures of witnesses as the rules ask for.
  note text not null,
  published_at timestamptz not null
);
comment on table log_checkpoint is 'Every checkpoint that was published';

do $$
declare append_only text;
begin
  foreach append_only in array array['log_entry', 'log_leaf', 'log_checkpoint'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I
         for each statement execute function refuse_change()', append_only);
  end loop;
end $$;
