-- Files that hold what was forgotten. A row is committed with the deletion of what its file holds: a file
-- without one was left over by a kill or a failure, holds nothing that is gone, and is deleted.
-- runs with: 0096
create table retention_exports (
  file       text primary key,
  kind       text not null,
  rows       bigint not null,
  -- The times of the first and the last of what it holds.
  since      timestamptz,
  until      timestamptz,
  -- Of a file of events: the partition, and behind which event the next one goes on.
  partition  text,
  last_id    uuid,
  written_at timestamptz not null default clock_timestamp()
);
create index on retention_exports (partition, last_id) where partition is not null;
