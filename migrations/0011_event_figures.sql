-- What the pages show of event types, and the search for people by the beginning of their names.

-- How many events a day (UTC) a type had. Kept by a sweep of the worker and not by ingest, whose
-- transaction would queue at the row of a busy type.
create table event_type_days (
  type_id uuid not null,
  day     date not null,
  events  bigint not null,
  primary key (type_id, day)
);

-- One row. Events whose ids are from before this time are in event_type_days; later ones are
-- counted when somebody looks.
create table event_day_mark (
  is_only    boolean primary key default true check (is_only),
  counted_to timestamptz not null
);
insert into event_day_mark (counted_to)
values ((date_trunc('day', now() at time zone 'UTC') - interval '14 days') at time zone 'UTC');

-- A type may go although an old version of a workflow waited for it, or a run that has ended did.
alter table version_awaits
  drop constraint version_awaits_event_type_id_fkey,
  add constraint version_awaits_event_type_id_fkey
    foreign key (event_type_id) references event_types on delete cascade;
alter table run_waits
  drop constraint run_waits_event_type_id_fkey,
  add constraint run_waits_event_type_id_fkey
    foreign key (event_type_id) references event_types on delete set null;

-- Most contacts come without a name, by an event: those cost these indexes nothing.
create index contacts_by_name on contacts
  (lower(first_name || ' ' || coalesce(last_name, '')) text_pattern_ops) where first_name is not null;
create index contacts_by_last_name on contacts (lower(last_name) text_pattern_ops)
  where last_name is not null;
