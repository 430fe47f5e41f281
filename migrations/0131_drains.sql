-- Messages that somebody has thrown away while they waited for their channel: by which bulk action, and
-- why, in words. One that was being handed over then is thrown away unless it is taken.
-- runs with: 0096
alter table bulk_actions
  drop constraint bulk_actions_kind_check,
  add constraint bulk_actions_kind_check
    check (kind in ('stop', 'retry', 'pause', 'resume', 'move', 'replay', 'drain')) not valid;
alter table bulk_actions validate constraint bulk_actions_kind_check;

alter table messages add column drained_by uuid, add column drained_why text;
