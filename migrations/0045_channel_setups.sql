-- Channels are set up by rows; how many messages they send at once is kept for all workers together.
-- runs with: 0044
create table channel_setups (
  channel     text primary key,
  provider    text not null,
  settings    jsonb not null default '{}',
  -- Sealed with SECRETS_KEY, as one JSON object; given: their names, for who may not see them.
  sealed      bytea,
  given       text[] not null default '{}',
  -- Of all workers together. Null: as many as are taken.
  per_second  int check (per_second > 0),
  concurrency int not null check (concurrency > 0),
  -- The last part of the address that takes the provider's webhooks.
  hook_token  text not null unique,
  -- Another one at each change, by which workers see it.
  revision    uuid not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  -- Taken down. The row stays, so that workers still take what waits in the channel's task queue.
  removed_at  timestamptz
);

-- How many messages a worker may have on their way at once, until when it has said so again.
create table channel_slots (
  channel    text not null references channel_setups on delete cascade,
  holder     uuid not null,
  slots      int not null,
  -- It has messages to send and no slot for them.
  is_waiting boolean not null,
  held_until timestamptz not null,
  primary key (channel, holder)
);

-- Until when nobody sends by a channel, as its provider has asked for.
create table channel_pauses (
  channel      text primary key,
  paused_until timestamptz not null
);

-- By whom a message was sent, and what they call it.
alter table messages
  add column provider text,
  add column provider_id text;

create trigger audit after insert or update or delete on channel_setups for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('channel', 'channel', 'sealed,hook_token', 'updated_at,revision', '');
