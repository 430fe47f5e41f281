-- A failed run may be retried in another version of its workflow: which, as numbers that a person knows.
-- Null: it went on in its own.
-- runs with: 0096
alter table run_retries
  add column from_version int,
  add column to_version   int,
  add constraint run_retries_versions check ((from_version is null) = (to_version is null)) not valid;
alter table run_retries validate constraint run_retries_versions;
