-- Events that are decided anew by one trigger, by a bulk action: what a decision was before stands
-- beside it.
-- runs with: 0096
alter table bulk_actions
  drop constraint bulk_actions_kind_check,
  add constraint bulk_actions_kind_check
    check (kind in ('stop', 'retry', 'pause', 'resume', 'move', 'replay')) not valid;
alter table bulk_actions validate constraint bulk_actions_kind_check;

-- Of each time: the action, when, and what was decided before; null: nothing was.
alter table event_decisions add column replays jsonb;
