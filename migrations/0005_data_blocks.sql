-- What blocks of a run read and change beside segments: who may be written to, promo codes,
-- other contacts, and calls to systems outside.

alter table contacts
  -- The address that its owner confirmed (double opt-in). It holds while it is also `email`: a new
  -- address has to be confirmed anew.
  add column confirmed_email    text,
  add column email_confirmed_at timestamptz,
  -- Of all marketing e-mail. Follows the person, not the address.
  add column unsubscribed_at    timestamptz;

create table topics (
  id          uuid primary key,
  key         text collate "C" not null unique check (length(key) between 1 and 64),
  name        text not null,
  description text not null default '',
  -- Only who has subscribed is written to; else everybody who has not unsubscribed.
  opt_in      boolean not null default false,
  created_at  timestamptz not null default now()
);

create table contact_topics (
  contact_id uuid not null references contacts on delete cascade,
  topic_id   uuid not null references topics on delete cascade,
  state      text not null check (state in ('subscribed', 'unsubscribed')),
  changed_at timestamptz not null default now(),
  primary key (contact_id, topic_id)
);
create index on contact_topics (topic_id, state);

-- Contacts that a run has looked up, by the variable that shows them. References, not copies: an
-- erased contact is gone from here too.
create table run_contacts (
  run_id     uuid not null references runs on delete cascade,
  name       text not null,
  contact_id uuid not null references contacts on delete cascade,
  primary key (run_id, name)
);
create index on run_contacts (contact_id);

create table promo_pools (
  id         uuid primary key,
  name       text not null unique check (length(name) between 1 and 200),
  -- A warning is due when this many or fewer are left; 0: only when none is.
  low_stock  int not null default 0 check (low_stock >= 0),
  -- When the log was told that it runs low; null while it doesn't.
  warned_at  timestamptz,
  created_at timestamptz not null default now()
);

create table promo_codes (
  pool_id    uuid not null references promo_pools on delete cascade,
  code       text collate "C" not null check (length(code) between 1 and 200),
  position   bigint generated always as identity,
  -- The step that was given it; null: free.
  run_id     uuid,
  block_id   text,
  visit      int,
  contact_id uuid,
  given_at   timestamptz,
  primary key (pool_id, code)
);
create index promo_codes_free on promo_codes (pool_id, position) where given_at is null;
create unique index promo_codes_by_step on promo_codes (run_id, block_id, visit) where given_at is not null;
create index promo_codes_by_contact on promo_codes (contact_id) where contact_id is not null;

-- What webhooks may use and nobody may read: AES-256-GCM under SECRETS_KEY.
create table secrets (
  name       text collate "C" primary key check (length(name) between 1 and 64),
  sealed     bytea not null,
  updated_at timestamptz not null default now()
);

-- Webhooks under way. The templates and what they show are kept as they were at the first attempt,
-- so that every attempt sends the same request under the same key; secrets are not among it.
create table webhook_calls (
  run_id   uuid not null references runs on delete cascade,
  block_id text not null,
  visit    int not null,
  request  jsonb not null,
  attempts int not null default 0,
  -- Why the latest attempt is to be repeated.
  problem  text,
  primary key (run_id, block_id, visit)
);
