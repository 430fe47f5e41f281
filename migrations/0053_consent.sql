-- What contacts want by channel, the log that proves it, and subscriptions that wait to be confirmed.
-- runs with: 0035

-- Who has subscribed is written to only once they have confirmed it by the link they were sent.
alter table topics
  add column double_opt_in boolean not null default false,
  -- A program of before knows opt-in only: it must not write to those who have not confirmed.
  add check (opt_in or not double_opt_in);

-- Contacts that want no marketing by a channel. `contacts.unsubscribed_at` stays: by none at all.
create table contact_channels (
  contact_id      uuid not null references contacts on delete cascade,
  channel         text not null,
  unsubscribed_at timestamptz not null default now(),
  primary key (contact_id, channel)
);

-- What was said of a topic for one channel; `contact_topics` has what holds for all others.
create table contact_topic_channels (
  contact_id uuid not null references contacts on delete cascade,
  topic_id   uuid not null references topics on delete cascade,
  channel    text not null,
  state      text not null check (state in ('subscribed', 'unsubscribed')),
  changed_at timestamptz not null default now(),
  primary key (contact_id, topic_id, channel)
);
create index on contact_topic_channels (topic_id);

-- Each change of consent, as proof. It outlives its contact, of whom it holds the bare id, and its
-- topic, of which it holds the key.
create table consent_log (
  id         bigint generated always as identity primary key,
  contact_id uuid not null,
  -- Null: of all marketing.
  topic      text,
  -- Null: by every channel.
  channel    text,
  state      text not null check (state in ('subscribed', 'unsubscribed', 'pending', 'forgotten')),
  source     text not null,
  -- The message whose link was followed, or that was reported; the run whose block did it.
  message_id uuid,
  run_id     uuid,
  -- Who was signed in, or whose API key it was, as in the audit log.
  actor_kind text,
  actor_id   uuid,
  at         timestamptz not null default clock_timestamp()
);
create index on consent_log (contact_id, id desc);

-- Subscriptions to topics with double opt-in that are not confirmed yet.
create table topic_confirmations (
  id           uuid primary key,
  contact_id   uuid not null references contacts on delete cascade,
  topic_id     uuid not null references topics on delete cascade,
  -- Null: for every channel.
  channel      text,
  asked_at     timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  unique nulls not distinct (contact_id, topic_id, channel)
);
create index on topic_confirmations (topic_id);
create index on topic_confirmations (expires_at);

create trigger audit after insert or update or delete on contact_channels for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('contact', 'contact_id', '', 'unsubscribed_at', 'channel');
create trigger audit after insert or update or delete on contact_topic_channels for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('contact', 'contact_id', '', 'changed_at', 'topicByChannel');

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-000000000530', 'subscribed', 'Subscribed',
   'A contact subscribed: event.params.topic and .channel say to what, null to all; .source says how',
   'subscribe_unsubscribe', 'system'),
  ('019a0000-0000-7000-8000-000000000531', 'unsubscribed', 'Unsubscribed',
   'A contact unsubscribed: event.params.topic and .channel say from what, null from all; .source says how',
   'subscribe_unsubscribe', 'system'),
  ('019a0000-0000-7000-8000-000000000532', 'subscriptionRequested', 'Subscription to be confirmed',
   'A contact subscribed to a topic with double opt-in: event.params.confirmUrl is the link to confirm it',
   'subscribe_unsubscribe', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
