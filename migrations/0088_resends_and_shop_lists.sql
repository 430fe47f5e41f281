-- Messages that were sent again, and indexes for what lists of messages and orders are narrowed by.
-- runs with: 0082

-- A message that somebody has asked to be sent again: its run makes another one of the same content.
create table message_resends (
  -- Of the message that goes out again. Its row comes with its run, or never.
  message_id   uuid primary key,
  run_id       uuid not null,
  original_id  uuid not null references messages on delete cascade,
  -- By which a repetition of the request sends nothing.
  request_id   text not null check (length(request_id) between 1 and 200),
  requested_at timestamptz not null default now(),
  unique (original_id, request_id)
);
create trigger audit after insert on message_resends for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('message', 'original_id', '', 'requested_at', 'resend');

-- Nearly all messages are e-mails to many: those are found as quickly without an index.
create index messages_by_channel on messages (channel, queued_at desc, id desc) where channel <> 'email';
create index messages_transactional on messages (queued_at desc, id desc) where transactional;

-- And nearly all orders are delivered.
create index orders_by_status on orders (status, ordered_at desc, id desc) where status <> 'DELIVERED';
