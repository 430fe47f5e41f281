-- Failed runs that go on, and what lists and figures of runs are counted by.

-- Which attempt a run is at: 0 until it goes on after failing. An execution on Temporal knows its
-- own, so that the last word of one that failed can't end its successor.
alter table runs add column retries int not null default 0;

-- What a run was when it was made to go on.
create table run_retries (
  run_id    uuid not null references runs on delete cascade,
  number    int not null,
  origin    text not null check (origin in ('failedBlock', 'start')),
  error     jsonb,
  failed_at timestamptz,
  asked_at  timestamptz not null default clock_timestamp(),
  -- Of a retry from the start: the journal of the way that it had gone.
  way       jsonb not null default '[]',
  primary key (run_id, number)
);

-- Who is at a block now, and who failed there.
create index run_steps_open on run_steps (block_id, run_id) where ended_at is null;
create index runs_failed_by_block on runs (workflow_id, (error ->> 'block'), id desc) where status = 'failed';
-- What ended last, however long ago it began: live pages ask each second.
create index runs_ended on runs (ended_at desc) where ended_at is not null;
