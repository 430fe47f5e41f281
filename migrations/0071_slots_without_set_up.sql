-- Slots of a channel that was not set up by a row: e-mail by the environment, limited for all workers.
-- runs with: 0045
alter table channel_slots drop constraint channel_slots_channel_fkey;
