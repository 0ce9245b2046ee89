-- The log must never sign two different trees of one size, whatever happens to its folder or to the
-- server that signed: what is to be signed is written down first.

create table log_signed (
  size bigint primary key,
  root text not null constraint log_signed_root_is_hex check (root ~ '^[0-9a-f]{64}$')
);
comment on table log_signed is 'Every size of which a checkpoint was signed, published or not, and its root';

create trigger append_only before update or delete or truncate on log_signed
  for each statement execute function refuse_change();
