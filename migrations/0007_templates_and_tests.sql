-- What messages say (templates, partials, a version's frozen contents), messages to whole segments,
-- opens, and test launches.

create table templates (
  id         uuid primary key,
  name       text not null unique check (length(name) between 1 and 200),
  content    jsonb not null,
  revision   int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Snippets that templates render by name.
create table partials (
  name       text primary key check (name ~ '^[A-Za-z][A-Za-z0-9_-]{0,63}$'),
  html       text not null,
  body_text  text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

alter table workflow_versions
  -- What its messages say: compiled, by block and language, with the partials they use. Frozen with
  -- the version, so that a template can be edited under runs that are under way.
  add column contents jsonb not null default '{}',
  -- Of a test launch of a draft: hidden, never current, and all with the number 0.
  add column test     boolean not null default false,
  drop constraint workflow_versions_workflow_id_number_key;
create unique index workflow_versions_number on workflow_versions (workflow_id, number)
  where not test;
create index workflow_versions_of_tests on workflow_versions (workflow_id) where test;

alter table messages
  -- Null: its content has one language only.
  add column language     text,
  add column test         boolean not null default false,
  add column topic        text,
  add column broadcast_id uuid,
  -- Opens are seen by a picture: what a mail program fetches or keeps back.
  add column opened_at    timestamptz,
  add column opens        int not null default 0;
create index messages_of_broadcasts on messages (broadcast_id, contact_id) where broadcast_id is not null;

-- One message to a whole segment: how far it has come. The cursor is a contact id; everybody up to
-- it is counted.
create table broadcasts (
  id         uuid primary key,
  run_id     uuid not null references runs on delete cascade,
  block_id   text not null,
  visit      int not null,
  segment_id uuid not null,
  cursor     uuid,
  total      int not null,
  sent       int not null default 0,
  failed     int not null default 0,
  unknown    int not null default 0,
  -- Not sent, for a reason of the contact's: no address, unsubscribed, content missing.
  skipped    int not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz,
  unique (run_id, block_id, visit)
);

-- A channel's rate, shared by all workers: the next send may leave at that time.
create table send_rates (
  channel text primary key,
  next_at timestamptz not null
);

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-000000000070', 'open', 'Message opened',
   'A message was opened for the first time, as far as a picture in it can tell',
   'view', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();

create index runs_of_tests on runs (id desc) where test is not null;
