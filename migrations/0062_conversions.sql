-- What workflows are to lead to, and what they have led to.
-- runs with: 0044

create table workflow_goals (
  workflow_id   uuid primary key references workflows on delete cascade,
  event_type_id uuid not null references event_types,
  filter        jsonb,
  -- For how long a start or a message counts: {"every": 7, "unit": "days", "after": "start"}.
  counts_for    jsonb not null,
  -- What an event is worth: {"kind": "order"}.
  value         jsonb not null,
  -- Since when it is as it is.
  since         timestamptz not null default clock_timestamp()
);
create index on workflow_goals (event_type_id);
create trigger audit after insert or update or delete on workflow_goals for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('workflow', 'workflow_id', '', 'since', 'goal');

-- Events that reached a workflow's goal: each once for a workflow.
create table conversions (
  event_id    uuid not null,
  workflow_id uuid not null references workflows on delete cascade,
  contact_id  uuid not null,
  version_id  uuid not null,
  -- Null: the contact was held out.
  run_id      uuid,
  -- The message that the event is put down to, and its block: of all workflows one at most has it.
  message_id  uuid,
  block_id    text,
  -- Where random splits had sent the run by then: {"block": "branch"}.
  branches    jsonb not null,
  held_out    boolean not null,
  -- Whether it counts for the workflow, by the goal's window.
  attributed  boolean not null,
  -- Whether it came within the window's length from a start, or from one that was held out.
  since_start boolean not null,
  -- That start.
  started_at  timestamptz not null,
  value       numeric(20, 4),
  currency    text,
  -- When the event happened, as far as its sender says.
  at          timestamptz not null,
  primary key (event_id, workflow_id)
);
create unique index conversions_of_messages on conversions (event_id) where message_id is not null;
create index on conversions (workflow_id, started_at);
create index on conversions (contact_id);
