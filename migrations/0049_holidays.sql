-- Calendars of holidays, on whose days messages may be held back.
-- runs with: 0044
create table holiday_calendars (
  name       text primary key check (length(name) between 1 and 100),
  -- The iCalendar file as it came.
  source     text not null,
  -- Its events, with those that recur up to a date: a list of {"name", "from", "to"}.
  days       jsonb not null,
  -- Recurring events are known up to then.
  known_until date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger audit after insert or update or delete on holiday_calendars for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('holidayCalendar', 'name', '', 'days,updated_at', '');
