-- The same of messages to segments.
-- runs with: 0096
create index concurrently if not exists broadcasts_for_channel
  on broadcasts (held_channel, id) where held_channel is not null;
