-- What waits for a paused channel, found by it.
-- runs with: 0096
create index concurrently if not exists pressure_waiting_for_channel
  on pressure_waiting (paused_channel, message_id) where paused_channel is not null;
