-- Attempts of blocks that are working on others' content now: one row while it is rendered. A row
-- that is still there at the next attempt is an attempt that died, with its process or its machine.
-- Unlogged, as it is written for each message: what a crash of Postgres forgets is a count that
-- begins again.
create unlogged table block_attempts (
  run_id   uuid not null,
  block_id text not null,
  visit    int not null,
  -- Which of a block's many: the contact of one message of a broadcast; else empty.
  part     text not null default '',
  begun    int not null default 1,
  begun_at timestamptz not null default now(),
  primary key (run_id, block_id, visit, part)
);
create index block_attempts_begun_at on block_attempts (begun_at);
