-- The core of Campanile: who (contacts), what happened (events), what it did (decisions),
-- what runs because of it (runs), what was sent (messages).
-- Ids are UUIDv7 made by the application, so they sort by time.

create table settings (
  key   text primary key,
  value jsonb not null
);

create table api_keys (
  id           uuid primary key,
  name         text not null,
  token_hash   bytea not null unique,
  hint         text not null,
  scopes       text[] not null,
  created_at   timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);

-- Browser sign-ins: a one-time code from the banner, then a cookie. Only hashes are kept.
create table sign_in_codes (
  code_hash  bytea primary key,
  expires_at timestamptz not null
);
create table browser_sessions (
  token_hash bytea primary key,
  api_key_id uuid references api_keys on delete cascade,
  scopes     text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table event_types (
  id          uuid primary key,
  key         text collate "C" not null unique check (length(key) between 1 and 100),
  name        text not null,
  description text not null default '',
  category    text not null,
  source      text not null check (source in ('manual', 'api', 'system')),
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table contacts (
  id         uuid primary key,
  email      text,
  phone      text,
  first_name text,
  last_name  text,
  language   text,
  time_zone  text,
  attributes jsonb not null default '{}',
  source     text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One owner for each identity: that is what makes "found or made" exact under concurrency.
create table contact_identities (
  kind       text not null check (kind in ('contactId', 'email', 'phone', 'pushToken', 'anonymousId')),
  value      text collate "C" not null,
  contact_id uuid not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (kind, value)
);
create index on contact_identities (contact_id);

create table segments (
  id         uuid primary key,
  name       text not null unique check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
create table segment_members (
  segment_id uuid not null references segments on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  added_at   timestamptz not null default now(),
  primary key (segment_id, contact_id)
);
create index on segment_members (contact_id);

create table orders (
  id          uuid primary key,
  external_id text collate "C" not null unique check (length(external_id) between 1 and 300),
  contact_id  uuid references contacts on delete set null,
  status      text not null,
  total_cost  numeric(20, 4) not null,
  currency    text not null,
  ordered_at  timestamptz not null,
  items       jsonb not null default '[]',
  details     jsonb not null default '{}',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index on orders (contact_id, ordered_at desc);
-- A status raises its event the first time an order reaches it, and never again.
create table order_statuses (
  order_id   uuid not null references orders on delete cascade,
  status     text not null,
  reached_at timestamptz not null default now(),
  primary key (order_id, status)
);

create table workflows (
  id              uuid primary key,
  name            text not null check (length(name) between 1 and 200),
  tags            text[] not null default '{}',
  status          text not null default 'draft' check (status in ('draft', 'active', 'paused', 'archived')),
  draft           jsonb not null,
  draft_revision  int not null default 1,
  current_version int,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create index on workflows using gin (tags);

create table workflow_versions (
  id           uuid primary key,
  workflow_id  uuid not null references workflows on delete cascade,
  number       int not null,
  definition   jsonb not null,
  plan         jsonb not null,
  published_at timestamptz not null default now(),
  unique (workflow_id, number)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows never change', tg_table_name;
end $$;
create trigger versions_are_immutable before update on workflow_versions
  for each row execute function refuse_change();

create table bindings (
  id                uuid primary key,
  workflow_id       uuid not null references workflows on delete cascade,
  event_type_id     uuid not null references event_types,
  role              text not null check (role in ('start', 'stop')),
  enabled           boolean not null default true,
  frequency         jsonb,
  subject           text check (subject in ('contact', 'key')),
  filter            jsonb,
  ignore_older_than interval,
  match             text check (match in ('auto', 'contact', 'key')),
  look_back         interval,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  check ((role = 'start') = (frequency is not null and subject is not null)),
  check ((role = 'stop') = (match is not null))
);
create index on bindings (event_type_id);
create index on bindings (workflow_id);

-- The licence to launch. Primary key only and room on each page, so that re-opening a gate is a
-- HOT update: an index on next_allowed_at would end that.
create table launch_gates (
  binding_id      uuid not null,
  subject         uuid not null,
  launched_at     timestamptz not null,
  next_allowed_at timestamptz not null,
  event_id        uuid not null,
  primary key (binding_id, subject)
) with (fillfactor = 90);

-- A producer's message id, seen once. Not on the partitioned table, where it could not be unique.
create table event_receipts (
  message_id  text collate "C" primary key,
  event_id    uuid not null,
  fingerprint bytea not null,
  received_at timestamptz not null
);
create index on event_receipts (received_at);

create table events (
  id          uuid primary key,
  type_id     uuid not null,
  key_value   text not null,
  params      jsonb not null,
  contact_id  uuid,
  contact_made boolean not null default false,
  identities  jsonb not null default '[]',
  conflict    jsonb,
  source      text not null,
  message_id  text,
  received_at timestamptz not null,
  occurred_at timestamptz
) partition by range (id);
create index on events (type_id, id desc);
create index on events (contact_id, id desc);
create index on events (key_value text_pattern_ops, id desc);
create table events_default partition of events default;

create table event_decisions (
  event_id    uuid not null,
  binding_id  uuid not null,
  workflow_id uuid not null,
  role        text not null,
  outcome     text not null,
  reason      text,
  until       timestamptz,
  run_id      uuid,
  stopped     int,
  primary key (event_id, binding_id)
) partition by range (event_id);
create index on event_decisions (outcome, event_id desc);
create index on event_decisions (workflow_id, event_id desc);
create table event_decisions_default partition of event_decisions default;

create table runs (
  id              uuid primary key,
  temporal_id     text not null unique,
  temporal_run_id text,
  binding_id      uuid not null,
  workflow_id     uuid not null,
  version_id      uuid not null references workflow_versions,
  event_id        uuid not null,
  event_key       text not null,
  contact_id      uuid not null,
  order_id        uuid,
  status          text not null default 'pending'
                  check (status in ('pending', 'running', 'completed', 'failed', 'stopped')),
  attempts        int not null default 0,
  lease_until     timestamptz,
  dispatch_error  text,
  created_at      timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  stop_event_id   uuid,
  error           jsonb,
  checked_at      timestamptz
);
create index runs_pending on runs (id) where status = 'pending';
-- Which runs to compare with Temporal next.
create index runs_to_check on runs (coalesce(checked_at, started_at)) where status = 'running';
create index runs_alive_by_contact on runs (workflow_id, contact_id) where status in ('pending', 'running');
create index runs_alive_by_key on runs (workflow_id, event_key) where status in ('pending', 'running');
create index on runs (workflow_id, id desc);
create index on runs (contact_id, id desc);
create index on runs (status, id desc);
create index on runs (event_id);

create table run_signals (
  id           uuid primary key,
  run_id       uuid not null references runs on delete cascade,
  kind         text not null check (kind in ('stop')),
  event_id     uuid not null,
  state        text not null default 'pending' check (state in ('pending', 'delivered', 'obsolete')),
  attempts     int not null default 0,
  lease_until  timestamptz,
  created_at   timestamptz not null,
  delivered_at timestamptz,
  unique (run_id, kind, event_id)
);
create index run_signals_pending on run_signals (id) where state = 'pending';

-- The journal: one row a visit of a block, written in the transaction of the block's effect.
create table run_steps (
  run_id     uuid not null references runs on delete cascade,
  block_id   text not null,
  visit      int not null,
  position   int not null,
  kind       text not null,
  branch     text not null,
  outcome    jsonb not null,
  until      timestamptz,
  started_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz,
  primary key (run_id, block_id, visit)
);

create table messages (
  id            uuid primary key,
  run_id        uuid not null,
  block_id      text not null,
  visit         int not null,
  workflow_id   uuid not null,
  contact_id    uuid not null,
  channel       text not null,
  recipient     text not null,
  sender        text not null,
  subject       text not null,
  html          text not null,
  body_text     text not null,
  links         jsonb not null default '[]',
  transactional boolean not null,
  state         text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts      int not null default 0,
  response      text,
  error         text,
  queued_at     timestamptz not null default now(),
  sending_at    timestamptz,
  sent_at       timestamptz,
  clicked_at    timestamptz,
  clicks        int not null default 0
);
create index on messages (contact_id, id desc);
create index on messages (workflow_id, id desc);
create index on messages (state, id desc);
create index on messages (run_id);

create table message_log (
  id         bigint generated always as identity primary key,
  message_id uuid not null references messages on delete cascade,
  at         timestamptz not null default clock_timestamp(),
  state      text not null,
  detail     text
);
create index on message_log (message_id, id);

-- The built-in inbox: mail received by our own SMTP receiver when no SMTP server is configured.
create table inbox_mails (
  id          uuid primary key,
  sender      text not null,
  recipients  text[] not null,
  subject     text not null,
  html        text,
  body_text   text,
  raw         bytea not null,
  received_at timestamptz not null default now()
);

create table workers (
  id         text primary key,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);

-- Monthly partitions by the time inside the UUIDv7. Kept ahead by the worker; the default
-- partition catches what nobody foresaw.
create function uuid7_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

create procedure ensure_event_partitions(months_ahead int) language plpgsql as $$
declare
  first_month timestamptz;
  last_month  timestamptz;
  parent text;
  name text;
begin
  for i in 0..months_ahead loop
    first_month := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC';
    first_month := ((first_month at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
    last_month := ((first_month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    foreach parent in array array['events', 'event_decisions'] loop
      name := parent || '_' || to_char(first_month at time zone 'UTC', 'YYYY_MM');
      if to_regclass(name) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)',
          name, parent, uuid7_floor(first_month), uuid7_floor(last_month));
      end if;
    end loop;
  end loop;
end $$;
call ensure_event_partitions(2);
