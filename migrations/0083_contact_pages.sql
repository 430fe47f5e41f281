-- What the page of a contact does by hand: starts of a workflow, and frequencies that are counted anew.
-- A program of before refuses an event that comes behind a frequency that was reset, until it is
-- restarted too: nothing resets one while it is the newest.
-- runs with: 0082

-- Who has started a workflow for a contact: the event says everything else.
create table manual_starts (
  event_id   uuid primary key,
  binding_id uuid not null,
  actor_kind text,
  actor_id   uuid,
  at         timestamptz not null default clock_timestamp()
);
create trigger audit after insert on manual_starts for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('binding', 'binding_id', '', 'actor_kind,actor_id,at', 'manualStart');

-- How often a gate was opened by hand: in the id of what it launches next, which is another run than
-- the one that the same window has launched already.
alter table launch_gates add column resets int not null default 0;

create table frequency_resets (
  id         uuid primary key,
  binding_id uuid not null,
  contact_id uuid not null,
  actor_kind text,
  actor_id   uuid,
  at         timestamptz not null default clock_timestamp()
);
create index on frequency_resets (contact_id, id desc);
create trigger audit after insert on frequency_resets for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('binding', 'binding_id', '', 'actor_kind,actor_id,at', 'frequencyReset');

-- The time line merges what happened by its time.
create index consent_log_by_time on consent_log (contact_id, at desc, id desc);
