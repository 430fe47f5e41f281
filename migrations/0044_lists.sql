-- Each list has an index in its order for what there is little of, and none where a filter is common.
-- runs with: 0035

-- Nearly all decisions are suppressed starts, which a list finds without an index.
drop index event_decisions_outcome_event_id_idx;
create index event_decisions_by_outcome on event_decisions (outcome, event_id desc)
  where outcome <> 'suppressed';

-- The same of runs that are completed and of messages that were sent.
drop index runs_status_id_idx;
create index runs_by_status on runs (status, id desc) where status <> 'completed';
drop index messages_state_queued_at_id_idx;
create index messages_by_state on messages (state, queued_at desc, id desc) where state <> 'sent';
create index messages_of_tests on messages (queued_at desc, id desc) where test;

create index orders_ordered_at_id_idx on orders (ordered_at desc, id desc);

drop index fan_outs_workflow_id_id_idx;
create index fan_outs_created_at_id_idx on fan_outs (created_at desc, id desc);
create index fan_outs_of_workflow on fan_outs (workflow_id, created_at desc, id desc);
create index fan_outs_by_state on fan_outs (state, created_at desc, id desc) where state <> 'done';
create index broadcasts_open on broadcasts (block_id) where ended_at is null;

-- What API keys write of contacts and orders is by far the most: it has no more indexes than before.
drop index audit_log_of_entity;
create index audit_log_of_entity on audit_log (entity_id, id);
create index audit_log_by_entity on audit_log (entity, id) where entity not in ('contact', 'order');
create index audit_log_kept on audit_log (at) where entity not in ('contact', 'order');
create index audit_log_by_people on audit_log (id) where actor_kind = 'person';
create index audit_log_of_deletions on audit_log (id) where action = 'deleted';

-- How many rows belong to something that has many, as a sweep has counted them last.
create table large_counts (
  id         uuid not null,
  what       text not null,
  rows       bigint not null,
  counted_at timestamptz not null default clock_timestamp(),
  primary key (id, what)
);
