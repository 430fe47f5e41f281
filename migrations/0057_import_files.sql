-- Files of imports that are uploaded, dry runs of imports, and an event for each contact that one brings.
-- runs with: 0044

-- Programs before this one know neither files nor dry runs nor events, and take what is pending or
-- running. New imports have states that they leave alone.
alter table contact_imports
  drop constraint contact_imports_state_check,
  add constraint contact_imports_state_check check
    (state in ('pending', 'running', 'uploading', 'waiting', 'working', 'done', 'failed'));
drop index contact_imports_open;
create index contact_imports_open on contact_imports (id)
  where state in ('pending', 'running', 'waiting', 'working');
create index contact_imports_uploading on contact_imports (created_at) where state = 'uploading';

-- A file, in pieces as they came. Gone when its import has ended.
create table contact_import_parts (
  import_id uuid not null references contact_imports on delete cascade,
  -- The part's first byte, and the first one behind it.
  starts    int not null,
  ends      int not null,
  bytes     bytea not null,
  primary key (import_id, starts)
);
-- It was packed enough, or is no text: time is worth more than room that is soon free again.
alter table contact_import_parts alter column bytes set storage external;

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000e0', 'contactImported', 'Contact imported',
   'An import that asks for it has brought a contact; the params say which import, which line, and whether it was new',
   'import', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
