-- What providers report of messages that they have taken: once each, however often it is told.
-- runs with: 0035

-- What the provider called the message when it took it.
create index messages_by_provider_id on messages (channel, provider_id)
  where provider_id is not null;

-- By the provider's clock. Undelivered: bounced, or failed behind the server that took it.
alter table messages
  add column delivered_at   timestamptz,
  add column undelivered_at timestamptz,
  add column complained_at  timestamptz,
  add column replied_at     timestamptz;

create table channel_reports (
  channel     text not null,
  report_id   text collate "C" not null,
  kind        text not null,
  at          timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  -- As it was told: there may be no such message.
  message_id  uuid,
  provider_id text,
  address     text,
  permanent   boolean,
  code        text,
  words       text,
  url         text,
  -- Null: the message that it names is not known yet. A provider may be quicker than our own note of
  -- what it called the message.
  applied_at  timestamptz,
  primary key (channel, report_id)
);
create index on channel_reports (received_at);
create index channel_reports_open on channel_reports (received_at) where applied_at is null;
create index on channel_reports (message_id) where message_id is not null;
-- An address may be longer than an index takes: web push has whole URLs.
create index channel_reports_by_address on channel_reports (md5(address), at) where address is not null;

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-000000000510', 'delivered', 'Message delivered',
   'A provider has reported that a message arrived', 'delivery', 'system'),
  ('019a0000-0000-7000-8000-000000000511', 'bounced', 'Message bounced',
   'A message came back: event.params.permanent says whether its address is dead for good',
   'delivery', 'system'),
  ('019a0000-0000-7000-8000-000000000512', 'messageFailed', 'Message not delivered',
   'A provider took a message and could not deliver it', 'delivery', 'system'),
  ('019a0000-0000-7000-8000-000000000513', 'complained', 'Complaint',
   'Somebody has marked a message as spam', 'delivery', 'system'),
  ('019a0000-0000-7000-8000-000000000514', 'replied', 'Reply',
   'A contact has answered a message: event.params.text is what it wrote', 'reply', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
