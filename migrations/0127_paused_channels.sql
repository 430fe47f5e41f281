-- Channels that somebody has paused: nothing leaves by them until they are resumed. What a provider asks
-- for by itself stands in channel_pauses.
-- runs with: 0096

create table paused_channels (
  channel       text primary key,
  reason        text not null check (length(reason) between 1 and 500),
  -- Whether transactional messages wait as well.
  transactional text not null check (transactional in ('wait', 'send')),
  paused_at     timestamptz not null default clock_timestamp(),
  -- From when on it counts no more; null: until somebody resumes it.
  until         timestamptz,
  -- A person, an API key or the system: see src/domain/actor.ts.
  asked_kind    text not null,
  asked_id      uuid
);

create trigger audit after insert or update or delete on paused_channels for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('channel', 'channel', '', 'asked_kind,asked_id', 'pause');

-- Held by each transaction that marks messages of a channel as being sent, and alone by the one that
-- pauses it: once that is committed, none is marked any more.
create function lock_channel(name text) returns void language sql volatile as $$
  select pg_advisory_xact_lock_shared(hashtextextended(name, 127))
$$;
create function lock_channel_alone(name text) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended(name, 127))
$$;

-- Ends a transaction that is about to mark a message of a paused channel. Each statement in here sees
-- what was committed before it, and so the pause that the lock has waited for. The code is that of a
-- race that was lost: the same transaction is run again, and finds the pause.
create function pass_channel(name text, is_transactional boolean) returns void language plpgsql volatile as $$
begin
  perform lock_channel(name);
  if exists (select from paused_channels p
              where p.channel = name and (p.until is null or p.until > clock_timestamp())
                and not (is_transactional and p.transactional = 'send')) then
    raise exception 'the channel % is paused', name using errcode = '40001';
  end if;
end $$;

alter table pressure_waiting
  -- The channel whose pause holds it back; null: something else does, or it was told to look again.
  add column paused_channel text,
  -- Since when; it stays until the message has looked again, as this time counts for no limit.
  add column paused_since   timestamptz;

alter table broadcasts
  -- The channel whose pause it waits for, and since when.
  add column held_channel text,
  add column held_since   timestamptz,
  -- For how long it has waited like that before.
  add column held_for     interval not null default '0';
