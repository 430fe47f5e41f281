-- A run may end before its dispatcher has noted that it was started: it was told to have ended, and
-- never to have started. What tells a start is when it was, whatever has become of the run by then; one
-- that was stopped before is told to have been stopped.
-- runs with: 0096
create or replace function tell_of_run() returns trigger language plpgsql as $$
declare
  told text[] := array_remove(array[
    case when old.status = 'pending' and old.started_at is null and new.started_at is not null
      then 'run_started' end,
    case when old.status is distinct from new.status and new.status in ('completed', 'failed', 'stopped')
      then 'run_' || new.status end], null);
begin
  insert into activity_outbox (webhook_id, activity, contact_id, run_id)
  select w.id, what, new.contact_id, new.id
    from unnest(told) with ordinality as one (what, place), activity_webhooks w
   where w.enabled and what = any(w.activities)
   order by place, w.id;
  return null;
end $$;
create or replace trigger run_activities after update of status, started_at on runs
  for each row when (
    new.test is null
    and (old.status = 'pending' and old.started_at is null and new.started_at is not null
         or old.status is distinct from new.status and new.status in ('completed', 'failed', 'stopped')))
  execute function tell_of_run();
