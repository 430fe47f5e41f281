-- How each process stands, as it says with its sign of life: where it runs, which task queues it polls and
-- how many of its slots are in use. APIs say it in a table of their own: what is shared among workers is
-- shared by how many rows workers have.
-- runs with: 0096
alter table workers add column standing jsonb;

create table apis (
  id         text primary key,
  version    text not null,
  build      text not null,
  started_at timestamptz not null,
  seen_at    timestamptz not null default now(),
  standing   jsonb not null
);
