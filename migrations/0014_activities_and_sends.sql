-- Telling others what becomes of messages and runs: who wants to know, what is still to be told (an
-- outbox), and the requests by which it is told.

create table activity_webhooks (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 200),
  url        text not null,
  -- Which activities it wants to hear of.
  activities text[] not null,
  enabled    boolean not null default true,
  -- What its requests are signed with, sealed by SECRETS_KEY.
  secret     bytea not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table activity_deliveries (
  id              uuid primary key,
  webhook_id      uuid not null references activity_webhooks on delete cascade,
  state           text not null default 'pending' check (state in ('pending', 'delivered', 'given_up')),
  activities      int not null,
  attempts        int not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until     timestamptz,
  -- Of the last attempt: the answer's status, or why there was none.
  answer_status   int,
  problem         text,
  created_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz
);
create index activity_deliveries_of on activity_deliveries (webhook_id, id desc);
create index activity_deliveries_open on activity_deliveries (webhook_id, id) where state = 'pending';
create index activity_deliveries_ended on activity_deliveries (ended_at) where ended_at is not null;

-- Ids only: what they stand for is read when it is told. No foreign key to the webhook: one that is
-- deleted meanwhile must not fail the transaction of a message.
create table activity_outbox (
  id          bigint generated always as identity primary key,
  webhook_id  uuid not null,
  -- Null: in no request yet.
  delivery_id uuid references activity_deliveries on delete cascade,
  activity    text not null,
  at          timestamptz not null default clock_timestamp(),
  contact_id  uuid not null,
  run_id      uuid not null,
  message_id  uuid,
  block_id    text,
  -- The link that was clicked. Erased with its contact.
  detail      text
);
create index activity_outbox_waiting on activity_outbox (webhook_id, id) where delivery_id is null;
create index activity_outbox_of on activity_outbox (delivery_id) where delivery_id is not null;
create index activity_outbox_by_contact on activity_outbox (contact_id) where detail is not null;

-- Triggers, so that nothing changes a message or a run without telling of it in its own transaction.
create function tell_of_message() returns trigger language plpgsql as $$
begin
  insert into activity_outbox (webhook_id, activity, contact_id, run_id, message_id, block_id, detail)
  select w.id, 'message_' || new.state, m.contact_id, m.run_id, m.id, m.block_id,
         case new.state when 'clicked' then new.detail end
    from activity_webhooks w, messages m
   where w.enabled and 'message_' || new.state = any(w.activities)
     and m.id = new.message_id and not m.test
   order by w.id;
  return null;
end $$;
create trigger message_activities after insert on message_log
  for each row when (new.state in ('sent', 'failed', 'unknown', 'opened', 'clicked', 'unsubscribed'))
  execute function tell_of_message();

create function tell_of_run() returns trigger language plpgsql as $$
declare
  what text := 'run_' || case new.status when 'running' then 'started' else new.status end;
begin
  insert into activity_outbox (webhook_id, activity, contact_id, run_id)
  select w.id, what, new.contact_id, new.id
    from activity_webhooks w
   where w.enabled and what = any(w.activities)
   order by w.id;
  return null;
end $$;
create trigger run_activities after update of status on runs
  for each row when (
    new.test is null and old.status is distinct from new.status
    and (new.status in ('completed', 'failed', 'stopped')
         or (new.status = 'running' and old.started_at is null)))
  execute function tell_of_run();

-- Stored templates that were sent by a request: each has a workflow that sends it, and nothing else.
create table template_sends (
  template_id    uuid primary key references templates on delete cascade,
  workflow_id    uuid not null references workflows on delete cascade,
  event_type_key text not null,
  -- Of the template, in the workflow's current version.
  revision       int not null
);

-- Messages that were asked for: known before there is a message, while its run is still to come.
create table requested_messages (
  message_id uuid primary key,
  run_id     uuid not null
);
