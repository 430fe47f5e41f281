-- RFM: how recently, how often and for how much each contact has bought, and the class that this makes.
-- runs with: 0035

create table contact_rfm (
  contact_id uuid primary key references contacts on delete cascade,
  class      text not null,
  recency    smallint not null,
  frequency  smallint not null,
  monetary   smallint not null,
  -- Of the class.
  since      timestamptz not null
);
create index contact_rfm_by_class on contact_rfm (class);

-- What a computation has found to differ, until page by page it is written and told of. A null class:
-- the contact has none any more.
create table rfm_changes (
  contact_id uuid primary key,
  class      text,
  recency    smallint,
  frequency  smallint,
  monetary   smallint,
  tell       boolean not null
);

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000d2', 'rfmClassChanged', 'RFM class changed',
   'A contact moved from one RFM class to another: the params from, to, recency, frequency and monetary tell of it; its key is the contact''s id',
   'rfm', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();

create trigger segments_insert after insert on contact_rfm
  referencing new table as changed for each statement execute function mark_for_segments('rfm', 'contact_id');
create trigger segments_update after update on contact_rfm
  referencing new table as changed for each statement execute function mark_for_segments('rfm', 'contact_id');
create trigger segments_delete after delete on contact_rfm
  referencing old table as changed for each statement execute function mark_for_segments('rfm', 'contact_id');
