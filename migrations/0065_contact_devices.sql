-- The browsers and phones that take a contact's notifications.
-- runs with: 0045
create table contact_devices (
  id           uuid primary key,
  contact_id   uuid not null references contacts on delete cascade,
  channel      text not null,
  -- By what its push service knows it: a token, or of a browser the address of its subscription.
  token        text not null,
  -- Of a browser: the keys that its messages are encrypted with.
  keys         jsonb,
  platform     text not null check (platform in ('web', 'android', 'ios')),
  app          text,
  language     text,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create unique index contact_devices_token on contact_devices (channel, token);
create index contact_devices_of_contact on contact_devices (contact_id, channel, last_seen_at desc);
