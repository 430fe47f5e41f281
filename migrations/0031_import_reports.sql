-- What imports of contacts could not take, row by row, and why; and how a file was read.
-- runs with: 0026

create table contact_import_problems (
  id          bigint generated always as identity primary key,
  import_id   uuid not null references contact_imports on delete cascade,
  -- The line of the file, from 1; of a list that came with its request, the place in it, from 1.
  line        int not null,
  -- error: the row was not taken. warning: it was, and something in it was not as it should be.
  severity    text not null check (severity in ('error', 'warning')),
  -- By its name in the file. Null: the whole row.
  column_name text,
  -- In words, without what the row says.
  reason      text not null,
  noted_at    timestamptz not null default clock_timestamp()
);
create index contact_import_problems_of on contact_import_problems (import_id, id);
create index contact_import_problems_old on contact_import_problems (noted_at);

alter table contact_imports
  add column encoding text,
  add column delimiter text,
  add column warnings int not null default 0;
