-- For how many contacts a workflow started in a week that is over, which no report should count again.
-- runs with: 0096

-- Kept by a sweep of the worker, all workflows of a week at once. Weeks begin on Mondays, in UTC.
create table cohort_weeks (
  workflow_id uuid not null references workflows on delete cascade,
  week        timestamptz not null,
  contacts    bigint not null,
  primary key (workflow_id, week)
);

-- One row. Weeks before this one are in cohort_weeks: a year of them, soon after this is applied.
create table cohort_mark (
  is_only    boolean primary key default true check (is_only),
  counted_to timestamptz not null
);
insert into cohort_mark (counted_to)
values (date_trunc('week', now(), 'UTC') - interval '52 weeks');
