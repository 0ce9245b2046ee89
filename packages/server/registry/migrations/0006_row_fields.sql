-- What a logged row was made of, so that its family can be given it opened, also when later answers
-- of agencies have changed what is known. The log itself holds the commitment alone.

alter table log_entry add column fields jsonb;
comment on column log_entry.fields is 'Names and values of the row, in their order; never published';
