-- Caps on how many messages a contact gets, and the messages that wait for a place or for the end of quiet hours.
-- runs with: 0044

-- The places that messages have taken under a cap. They outlive the messages, which retention deletes.
create table pressure_taken (
  message_id  uuid primary key,
  contact_id  uuid not null,
  channel     text not null,
  workflow_id uuid not null,
  taken_at    timestamptz not null
);
create index on pressure_taken (contact_id, taken_at);
create index on pressure_taken (taken_at);

-- Messages that are held back. A row counts as long as its run has not ended.
create table pressure_waiting (
  message_id  uuid primary key,
  run_id      uuid not null references runs on delete cascade,
  block_id    text not null,
  visit       int not null,
  -- The block's, for the journal.
  kind        text not null,
  workflow_id uuid not null,
  contact_id  uuid not null,
  channel     text not null,
  priority    int not null,
  since       timestamptz not null,
  -- It is given up then.
  latest      timestamptz not null,
  -- Null: quiet hours and days don't keep it back.
  quiet_until timestamptz,
  -- When it looks again.
  next_at     timestamptz not null,
  -- How often in a row it has let somebody go first who could have gone by then.
  yields      int not null default 0
);
create index on pressure_waiting (contact_id);
create index on pressure_waiting (run_id, block_id, visit, next_at);

alter table messages
  -- Of one that is or was held back: why, who took the places, and when it may go. Null: it never was.
  add column held_back jsonb,
  -- Whether it had a place that was given back as it was not sent: tried again, it needs another one.
  add column gave_place_back boolean not null default false,
  drop constraint messages_state_check,
  add constraint messages_state_check
    check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'held', 'dropped')) not valid;
alter table messages validate constraint messages_state_check;

alter table broadcasts
  add column dropped   int not null default 0,
  -- When all members had been gone through, and some of their messages were held back.
  add column passed_at timestamptz;

-- Decisions about one contact's places follow one another, until the end of their transactions.
create function lock_pressure(contact uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended(contact::text, 48))
$$;

-- Has whatever waits of a contact look again: a place has become free before its time. Dispatchers see
-- it at their next sweep.
create function wake_pressure(contact uuid, cause uuid) returns void language plpgsql as $$
begin
  update pressure_waiting set next_at = clock_timestamp() where contact_id = contact;
  insert into run_signals (id, run_id, kind, event_id, block_id, visit, asked_by, created_at)
  select make_uuid7(), w.run_id, 'wake', cause, w.block_id, w.visit, 'rule', clock_timestamp()
    from (select distinct run_id, block_id, visit from pressure_waiting where contact_id = contact) w
  on conflict do nothing;
end $$;

-- A message that was certainly not sent gives its place back, whoever notes it.
create function give_place_back() returns trigger language plpgsql as $$
declare
  contact uuid;
begin
  select t.contact_id into contact from pressure_taken t where t.message_id = new.id;
  if contact is null then return null; end if;
  perform lock_pressure(contact);
  delete from pressure_taken where message_id = new.id;
  update messages set gave_place_back = true where id = new.id;
  perform wake_pressure(contact, new.id);
  return null;
end $$;
create trigger give_place_back after update of state on messages
  for each row when (new.state = 'failed' and old.state <> 'failed')
  execute function give_place_back();
