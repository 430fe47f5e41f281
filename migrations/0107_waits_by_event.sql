-- Whose event is still needed. Beside writers: each wait of a run is a row.
-- runs with: 0096
create index concurrently if not exists run_waits_by_event on run_waits (event_id) where event_id is not null;
