-- The types that Campanile raises itself. A key that somebody has used before becomes the system's.
insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-000000000001', 'click', 'Link clicked',
   'A link in a message was clicked', 'click', 'system'),
  ('019a0000-0000-7000-8000-000000000002', 'orderINITIALIZED', 'Order initialized',
   'An order reached this status for the first time; its key is the order''s external id',
   'order_initialized', 'system'),
  ('019a0000-0000-7000-8000-000000000003', 'orderIN_PROGRESS', 'Order in progress',
   'An order reached this status for the first time; its key is the order''s external id',
   'order_in_progress', 'system'),
  ('019a0000-0000-7000-8000-000000000004', 'orderDELIVERED', 'Order delivered',
   'An order reached this status for the first time; its key is the order''s external id',
   'order_delivered', 'system'),
  ('019a0000-0000-7000-8000-000000000005', 'orderCANCELLED', 'Order cancelled',
   'An order reached this status for the first time; its key is the order''s external id',
   'order_cancelled', 'system'),
  ('019a0000-0000-7000-8000-000000000006', 'orderABANDONED_SHOPPING_CART', 'Shopping cart abandoned',
   'An order reached this status for the first time; its key is the order''s external id',
   'other', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();

-- What a deleted type was called: its events stay in the history.
create table former_event_types (
  id         uuid primary key,
  key        text collate "C" not null,
  name       text not null,
  deleted_at timestamptz not null default now()
);

-- The event that a status raised; null until it is committed. Orders are written before their
-- events, and a crash between the two is found by this.
alter table order_statuses add column event_id uuid;
create index order_statuses_pending on order_statuses (reached_at) where event_id is null;
