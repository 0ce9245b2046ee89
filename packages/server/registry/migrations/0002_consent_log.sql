-- A consent may be given again, and by another guardian: each is kept, and the latest says who
-- applies. Agencies that were asked for one guardian are asked anew for another.

alter table consent drop constraint consent_pkey;
alter table consent add column seq bigint generated always as identity primary key;
create index consent_by_child on consent (season_id, child_id, seq desc);
comment on table consent is 'Every consent that a guardian gave; the latest by seq names the applicant';

alter table agency_check add column applicant_id uuid references person;
comment on column agency_check.applicant_id is 'The guardian named first when it was asked; null where none was';
