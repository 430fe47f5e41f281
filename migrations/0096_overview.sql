-- What the home page shows over time: how many events, decisions and messages there were in each hour.
-- runs with: 0082

-- Kept by a sweep of the worker, and not by ingest, whose transaction would queue at the row of this
-- hour. Label: of decisions the outcome, of messages the channel, of events nothing.
create table hourly_counts (
  hour   timestamptz not null,
  kind   text not null check (kind in ('event', 'decision', 'message')),
  label  text not null,
  amount bigint not null,
  primary key (hour, kind, label)
);

-- One row. What is from before this time is in hourly_counts.
create table hourly_count_mark (
  is_only    boolean primary key default true check (is_only),
  counted_to timestamptz not null
);
insert into hourly_count_mark (counted_to)
values (date_trunc('hour', now(), 'UTC') - interval '60 days');
