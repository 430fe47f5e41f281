-- A first block that sends may be done before the dispatcher has noted that its run was started: its
-- message was told before the run. What tells of a message tells of the run's start first, where it
-- was not told yet and somebody wants to hear it.
-- runs with: 0096
create or replace function tell_of_message() returns trigger language plpgsql as $$
begin
  if exists (select from activity_webhooks where enabled and 'run_started' = any(activities)) then
    update runs r set started_at = clock_timestamp()
      from messages m
     where m.id = new.message_id and r.id = m.run_id and r.status = 'pending' and r.started_at is null;
  end if;
  insert into activity_outbox (webhook_id, activity, contact_id, run_id, message_id, block_id, detail)
  select w.id, 'message_' || new.state, m.contact_id, m.run_id, m.id, m.block_id,
         case new.state when 'clicked' then new.detail end
    from activity_webhooks w, messages m
   where w.enabled and 'message_' || new.state = any(w.activities)
     and m.id = new.message_id and not m.test
   order by w.id;
  return null;
end $$;
