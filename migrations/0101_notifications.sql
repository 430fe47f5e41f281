-- Notifications of the workspace: what it wants to be told of, where to, and what it was told.
-- runs with: 0096

create table notification_targets (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 200),
  kind       text not null check (kind in ('email', 'slack', 'webhook')),
  -- Where to, as people may see it: an address of e-mail or of a webhook; of Slack the host alone.
  address    text not null,
  -- The address of Slack, which is a secret, or what the requests to a webhook are signed with; both
  -- sealed by SECRETS_KEY.
  sealed     bytea check ((sealed is null) = (kind = 'email')),
  -- Of what it is told.
  language   text not null check (language in ('en', 'uk')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table notification_rules (
  id          uuid primary key,
  name        text not null check (length(name) between 1 and 200),
  -- What it looks for (src/domain/notifications/condition.ts).
  condition   jsonb not null,
  target_ids  uuid[] not null,
  quiet_hours int not null check (quiet_hours between 0 and 168),
  enabled     boolean not null default true,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create trigger audit after insert or update or delete on notification_targets for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('notificationTarget', 'id', 'sealed', 'updated_at', '');
create trigger audit after insert or update or delete on notification_rules for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('notificationRule', 'id', '', 'updated_at', '');

-- Something that a rule has found, from its beginning to its end.
create table notification_occurrences (
  id         uuid primary key,
  rule_id    uuid not null references notification_rules on delete cascade,
  -- The id of the event type, workflow, pool, webhook or channel that it is about; '' where it is about all.
  subject    text not null,
  -- As they were when it began.
  name       text,
  figures    jsonb not null,
  began_at   timestamptz not null default clock_timestamp(),
  ended_at   timestamptz
);
-- Of several workers that find the same, one begins it.
create unique index notification_occurrences_open on notification_occurrences (rule_id, subject)
  where ended_at is null;
create index notification_occurrences_of on notification_occurrences (rule_id, subject, began_at desc);
create index notification_occurrences_by_rule on notification_occurrences (rule_id, id desc);
create index notification_occurrences_ended on notification_occurrences (ended_at)
  where ended_at is not null;

-- What is told: one to each target of each beginning and each end, made in their transaction.
create table notification_tellings (
  id              uuid primary key,
  occurrence_id   uuid not null references notification_occurrences on delete cascade,
  what            text not null check (what in ('began', 'ended')),
  -- Null: deleted since.
  target_id       uuid references notification_targets on delete set null,
  target_name     text not null,
  target_kind     text not null,
  state           text not null default 'pending' check (state in ('pending', 'delivered', 'given_up')),
  attempts        int not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until     timestamptz,
  problem         text,
  created_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  unique (occurrence_id, target_id, what)
);
create index notification_tellings_open on notification_tellings (next_attempt_at) where state = 'pending';
create index notification_tellings_of_target on notification_tellings (target_id);

-- How many events of a type and how many runs of a workflow there were in an hour: what is usual. Kept
-- while a rule looks for bursts, for eight days back.
create table activity_by_hour (
  hour    timestamptz not null,
  kind    text not null check (kind in ('eventType', 'workflow')),
  subject uuid not null,
  amount  bigint not null,
  primary key (hour, kind, subject)
);

-- One row. What is from before this time, and not older than eight days, is in activity_by_hour.
create table activity_by_hour_mark (
  is_only    boolean primary key default true check (is_only),
  counted_to timestamptz not null
);
insert into activity_by_hour_mark (counted_to) values (date_trunc('hour', now(), 'UTC') - interval '8 days');
