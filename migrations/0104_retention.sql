-- What is kept for how long, and what outlives that: who was launched last, when a type's last event came,
-- what became of broadcasts.
-- runs with: 0096

-- Whoever has data already loses nothing by an upgrade: all of it is kept until somebody says otherwise.
insert into settings (key, value)
select 'retention', '{"events": null, "runs": null, "journals": null, "messages": null, "messageContents": null}'
 where exists (select from events) or exists (select from runs) or exists (select from messages);

-- One row a kind: how far it has come in the order in which runs ended, and since when all is there.
-- Whoever forgets something holds its row: one worker at a time for a kind.
create table retention_marks (
  kind        text primary key
              check (kind in ('events', 'runs', 'journals', 'messages', 'messageContents')),
  ended_at    timestamptz not null default '-infinity',
  run_id      uuid not null default '00000000-0000-0000-0000-000000000000',
  -- Of what came before, some may be gone; null: nothing is.
  whole_since timestamptz,
  -- Why nothing of it could be forgotten the last time, and since when; null: nothing is in the way.
  problem     text,
  failing_since timestamptz
);
insert into retention_marks (kind)
values ('events'), ('runs'), ('journals'), ('messages'), ('messageContents');

-- What lists say of events and runs that are gone.
create table forgotten_events (
  type_id       uuid primary key references event_types on delete cascade,
  events        bigint not null,
  last_event_id uuid not null,
  last_event_at timestamptz not null
);
create table forgotten_runs (
  workflow_id uuid primary key references workflows on delete cascade,
  runs        bigint not null,
  last_run_at timestamptz not null
);
create table forgotten_broadcast_messages (
  broadcast_id uuid not null references broadcasts on delete cascade,
  channel      text not null,
  state        text not null,
  messages     bigint not null,
  primary key (broadcast_id, channel, state)
);

-- Whether what a message said is gone; who got it and what became of it is still there.
alter table messages add column content_gone boolean not null default false;

-- A deletion looks for the rows that refer to what goes.
create index if not exists broadcasts_of_run on broadcasts (run_id);
