-- What contacts read in the inbox of a site or an app, and when each was there last.
-- runs with: 0045
create table in_app_inboxes (
  contact_id   uuid primary key references contacts on delete cascade,
  -- Another one at each change of its messages: by which streams see it, and clients resume.
  revision     bigint not null default 0,
  -- Null: nobody has opened it yet.
  last_used_at timestamptz
);

create table in_app_messages (
  -- The message's: handed over again, it is the same. It outlives messages that only tried the channel.
  id          uuid primary key,
  contact_id  uuid not null references contacts on delete cascade,
  -- In the order in which they came.
  position    bigint generated always as identity,
  -- The inbox's, when it was changed last.
  revision    bigint not null,
  content     jsonb not null,
  tag         text,
  is_pinned   boolean not null default false,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  seen_at     timestamptz,
  read_at     timestamptz,
  archived_at timestamptz,
  -- Its row stays, so that it does not come back when it is handed over again.
  deleted_at  timestamptz
);
create index in_app_messages_in_order on in_app_messages (contact_id, is_pinned desc, position desc);
create index in_app_messages_changed on in_app_messages (contact_id, revision);
create index in_app_messages_expired on in_app_messages (expires_at);
