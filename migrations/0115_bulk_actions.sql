-- What is done to many runs at once: asked once, carried out by workers page by page. Runs that are
-- paused, and runs that are to go on in another version.
-- runs with: 0096

create table bulk_actions (
  id           uuid primary key,
  kind         text not null check (kind in ('stop', 'retry', 'pause', 'resume', 'move')),
  -- Which runs: the query of GET /runs without its page, and without what it looks for, which may name
  -- a person; what else the kind has to know.
  filter       jsonb not null,
  search       text,
  settings     jsonb not null default '{}',
  reason       text not null check (length(reason) between 1 and 500),
  state        text not null default 'pending'
               check (state in ('pending', 'running', 'done', 'cancelled', 'failed')),
  -- Runs that were found before it was asked for: those that come later are none of its business.
  found        int not null,
  found_all    boolean not null,
  looked_at    int not null default 0,
  changed      int not null default 0,
  -- Those that were left as they were, by why.
  skipped      jsonb not null default '{}',
  -- The sort key behind which the next page begins.
  cursor       text,
  attempts     int not null default 0,
  lease_until  timestamptz,
  cancel_requested_at timestamptz,
  error        text,
  -- A person, an API key or the system: see src/domain/actor.ts.
  asked_kind   text not null,
  asked_id     uuid,
  requested_at timestamptz not null default clock_timestamp(),
  started_at   timestamptz,
  ended_at     timestamptz
);
create index bulk_actions_open on bulk_actions (id) where state in ('pending', 'running');

create trigger audit after insert or update or delete on bulk_actions for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('bulkAction', 'id', 'search',
    'state,found,looked_at,changed,skipped,cursor,attempts,lease_until,error,started_at,ended_at', '');

-- A run that begins no further block until it is resumed: a wait that comes due waits on. A pending one
-- stands in a lane of its own name, which no dispatcher takes from.
create table paused_runs (
  run_id     uuid primary key references runs on delete cascade,
  action_id  uuid not null,
  paused_at  timestamptz not null default clock_timestamp(),
  -- The visit before which it was held back, if it has come to one.
  block_id   text,
  visit      int,
  held_at    timestamptz
);
create index paused_runs_action on paused_runs (action_id);
create index paused_runs_at on paused_runs (block_id) where block_id is not null;

-- A run that waits, and is to go on in another version of its workflow: at the same block or another.
create table run_moves (
  run_id     uuid not null references runs on delete cascade,
  action_id  uuid not null,
  -- The visit that it was at.
  block_id   text,
  visit      int,
  version_id uuid not null,
  to_block   text,
  state      text not null default 'asked' check (state in ('asked', 'moved', 'left')),
  -- Of one that was left where it was: why.
  why        text,
  from_version_id uuid not null,
  asked_at   timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (run_id, action_id)
);
create index run_moves_action on run_moves (action_id, state);
create index run_moves_asked on run_moves (run_id) where state = 'asked';

-- Where an execution of a run that has been moved begins, if it has to begin anew: the way up to there
-- was another version's.
create table run_cursors (
  run_id uuid primary key references runs on delete cascade,
  cursor jsonb not null
);

alter table run_signals
  drop constraint run_signals_kind_check,
  add constraint run_signals_kind_check check (kind in ('stop', 'wake', 'goal', 'resume', 'move')) not valid;
alter table run_signals validate constraint run_signals_kind_check;
