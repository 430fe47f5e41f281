-- Starts by schedule and by segment, fan-outs, starts on a contact's change, stops by rule.

-- A UUIDv7, for rows that a statement makes by the thousand.
create function make_uuid7() returns uuid language sql volatile as $$
  select (substr(uuid7_floor(clock_timestamp())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid
$$;

alter table bindings
  -- "schedule": its event type is raised by its schedule, for each member of its segment.
  add column source   text not null default 'event' check (source in ('event', 'schedule')),
  -- Whom it starts instead of the event's contact: {"segment": name} or {"param": name}.
  add column for_each jsonb,
  add column schedule jsonb,
  add check ((source = 'schedule') = (schedule is not null)),
  add check (source = 'event' or (role = 'start' and for_each is not null));

-- What Temporal's schedules were told last. A row outlives its binding until the schedule is gone
-- there too.
create table schedules (
  binding_id uuid primary key,
  told       text,
  told_at    timestamptz
);

alter table workflows
  -- What ends its runs early beside events: a list of {"kind": "segment" | "order", …}.
  add column stop_rules jsonb not null default '[]';
create index workflows_with_stop_rules on workflows using gin (stop_rules jsonb_path_ops)
  where stop_rules <> '[]';

-- What goes through many contacts or runs: one row, carried by one run on Temporal in pages, each
-- page a transaction that moves the cursor.
create table fan_outs (
  id              uuid primary key,
  -- An event for each member of a segment, or a stop for each run of a workflow.
  kind            text not null check (kind in ('events', 'stops')),
  cause           text not null check (cause in ('event', 'schedule', 'block', 'pause', 'archive', 'publish')),
  workflow_id     uuid,
  -- Events go to this binding only; null: to all that is bound to their type.
  binding_id      uuid,
  segment_id      uuid,
  segment         text,
  type_key        text,
  key_value       text,
  params          jsonb not null default '{}',
  occurred_at     timestamptz,
  hops            int not null default 0,
  -- What began it: an event, a visit of a block (that may wait for the end), a time.
  event_id        uuid,
  run_id          uuid,
  block_id        text,
  visit           int,
  is_waited_for   boolean not null default false,
  scheduled_at    timestamptz,
  -- Of stops: which runs, and what they are told.
  started_before  timestamptz,
  keep_version_id uuid,
  reason          text,
  state           text not null default 'pending'
                  check (state in ('pending', 'running', 'done', 'stopped', 'failed')),
  total           int,
  done            int not null default 0,
  launched        int not null default 0,
  failed          int not null default 0,
  -- The last contact or run that was dealt with.
  cursor          uuid,
  stop_requested  text,
  error           text,
  attempts        int not null default 0,
  lease_until     timestamptz,
  checked_at      timestamptz,
  created_at      timestamptz not null default clock_timestamp(),
  started_at      timestamptz,
  ended_at        timestamptz
);
create index fan_outs_pending on fan_outs (id) where state = 'pending';
create index fan_outs_running on fan_outs (id) where state = 'running';
create index on fan_outs (workflow_id, id desc);

alter table event_decisions add column fan_out_id uuid;

-- Runs of a fan-out wait behind those that single events start.
alter table runs add column bulk boolean not null default false;
drop index runs_pending;
create index runs_pending on runs (bulk, id) where status = 'pending';

-- Who asked a run to stop, where no event did.
alter table run_signals
  add column asked_by text not null default 'hand' check (asked_by in ('hand', 'rule', 'workflow'));

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-000000000020', 'contactFieldChanged', 'Contact changed',
   'Fields of a contact were changed: event.params.fields names them, old and new hold their values',
   'other', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
