-- Addresses that nothing is sent to, by channel, and why.
-- runs with: 0035

create table suppressions (
  id           uuid primary key,
  channel      text not null,
  -- In the channel's own form. Null: its contact was erased, and the hash goes on keeping mail away.
  address      text,
  -- SHA-256 of the address.
  address_hash bytea not null,
  reason       text not null check (reason in
    ('hard_bounce', 'soft_bounces', 'complaint', 'invalid', 'stopped', 'provider', 'manual')),
  -- What it keeps away: everything, or all but transactional messages.
  scope        text not null check (scope in ('all', 'marketing')),
  -- The provider's own; of one by hand, the note of whoever made it.
  code         text,
  words        text,
  message_id   uuid,
  -- When it was reported, by the provider's clock.
  at           timestamptz not null default clock_timestamp(),
  -- Null: until it is lifted.
  until        timestamptz,
  unique (address_hash, channel, reason)
);
create index suppressions_by_channel on suppressions (channel, id desc);
create index suppressions_of_message on suppressions (message_id) where message_id is not null;

create trigger audit after insert or update or delete on suppressions for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('suppression', 'id', 'address,address_hash,words', '', '');
