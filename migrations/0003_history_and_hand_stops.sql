-- A run can be stopped by hand: a stop signal without an event, with the reason somebody gave.
alter table run_signals alter column event_id drop not null;
alter table run_signals add column reason text;
-- One hand-made stop a run: pressing the button twice sends nothing twice.
create unique index run_signals_by_hand on run_signals (run_id, kind) where event_id is null;

-- Message ids are derived (uuid v5), so they don't sort by time: the history pages by queued_at.
drop index messages_contact_id_id_idx;
drop index messages_workflow_id_id_idx;
drop index messages_state_id_idx;
create index on messages (queued_at desc, id desc);
create index on messages (contact_id, queued_at desc, id desc);
create index on messages (workflow_id, queued_at desc, id desc);
create index on messages (state, queued_at desc, id desc);

-- Two identical start bindings would launch two runs for each event: never meant. An index, as
-- asking first and inserting then would let two at once through. Hashed: a filter may be long.
create unique index bindings_start_once on bindings
  (workflow_id, event_type_id, md5(coalesce(filter::text, ''))) where role = 'start';

-- Workflows are listed newest first within a status.
create index on workflows (status, id desc);
