-- How fast an API key may send, and addresses at which the webhooks of others arrive.

-- {"eventsPerSecond": …, "burst": …}; null: what the settings say.
alter table api_keys add column rate_limit jsonb;

-- A bucket of tokens for each key, one token an event. API processes take some of them ahead, so
-- that a request costs no query.
create table rate_buckets (
  -- An API key's id, or "environment" for API_KEY.
  name       text primary key,
  -- Below zero when a batch cost more than there was.
  tokens     double precision not null,
  -- What was handed out last: RETURNING can't compare with the row before.
  granted    double precision not null,
  updated_at timestamptz not null
);

create table sources (
  id               uuid primary key,
  name             text not null,
  preset           text not null,
  -- {"header", "algorithm", "encoding", "prefix"} of a custom source; null where its preset knows,
  -- or where the address holds a token instead.
  signature        jsonb,
  -- With what its owner signs, sealed by SECRETS_KEY. Null: not told yet, so nothing is taken.
  secret           bytea,
  token_hash       bytea,
  enabled          boolean not null default true,
  mapping          jsonb not null,
  last_received_at timestamptz,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now()
);

-- The last deliveries of each, to try a mapping on. They hold what people's shops say of them: a few,
-- for a few days.
create table source_samples (
  id          uuid primary key,
  source_id   uuid not null references sources on delete cascade,
  received_at timestamptz not null default clock_timestamp(),
  headers     jsonb not null,
  body        jsonb not null,
  -- sent, duplicate, skipped or refused, and in words why.
  outcome     text not null,
  reason      text,
  event_id    uuid
);
create index source_samples_of on source_samples (source_id, id desc);
create index source_samples_old on source_samples (received_at);
