-- Runs that wait for events, reach goals, keep variables, and start one another.

alter table runs
  -- Null: started by another run or by hand, not by a binding.
  alter column binding_id drop not null,
  add column variables   jsonb not null default '{}',
  -- {"skipWaiting": bool, …}: a test launch. Null: a real run.
  add column test        jsonb,
  -- How many runs stand between this one and an event from outside.
  add column hops        int not null default 0,
  add column goal_block  text,
  add column stop_reason text;

-- A start that looks first whether a run of its workflow is under way for the contact.
alter table bindings add column avoid_in_progress boolean not null default false;

alter table run_steps
  add column awaits boolean not null default false,
  add column goal   boolean not null default false;

alter table events add column hops int not null default 0;

-- Which types a published version waits for: an event of such a type follows its contact's runs
-- one at a time, so that none slips between a look back and the registration of a wait.
create table version_awaits (
  version_id    uuid not null references workflow_versions on delete cascade,
  event_type_id uuid not null references event_types,
  primary key (version_id, event_type_id)
);
create index on version_awaits (event_type_id);

-- What a run waits for (a wait), or watches for to its end (a goal). The row decides: who takes it
-- first, the event or the time-out, wins.
create table run_waits (
  id            uuid primary key,
  run_id        uuid not null references runs on delete cascade,
  block_id      text not null,
  visit         int not null,
  kind          text not null check (kind in ('wait', 'goal')),
  event_type_id uuid references event_types,
  contact_id    uuid,
  event_key     text,
  filter        jsonb,
  -- A goal that is a condition, looked at after each wait.
  rule          jsonb,
  event_id      uuid,
  created_at    timestamptz not null default clock_timestamp(),
  closed_at     timestamptz,
  unique (run_id, block_id, visit)
);
create index run_waits_by_contact on run_waits (event_type_id, contact_id)
  where event_id is null and closed_at is null and contact_id is not null;
create index run_waits_by_key on run_waits (event_type_id, event_key)
  where event_id is null and closed_at is null and event_key is not null;

alter table run_signals
  drop constraint run_signals_kind_check,
  add constraint run_signals_kind_check check (kind in ('stop', 'wake', 'goal')),
  add column block_id text not null default '',
  add column visit    int not null default 0,
  drop constraint run_signals_run_id_kind_event_id_key,
  add unique (run_id, kind, event_id, block_id, visit);
drop index run_signals_by_hand;
create unique index run_signals_by_hand on run_signals (run_id, kind, block_id, visit)
  where event_id is null;
