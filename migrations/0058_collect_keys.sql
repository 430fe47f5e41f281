-- Keys that pages of sites may show, with the origins of those pages; and what pages tell of visitors.
-- runs with: 0044

-- Empty: a key that is used from anywhere.
alter table api_keys add column origins text[] not null default '{}';

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000e1', 'pageViewed', 'Page viewed',
   'A visitor has looked at a page; the params say its address, title and referrer', 'view', 'system'),
  ('019a0000-0000-7000-8000-0000000000e2', 'productViewed', 'Product viewed',
   'A visitor has looked at a product; the params say which', 'view', 'system'),
  ('019a0000-0000-7000-8000-0000000000e3', 'cartUpdated', 'Cart updated',
   'A visitor''s cart holds something else than before; the params hold its items', 'other', 'system')
on conflict (key) do update
  set category = excluded.category, source = 'system', updated_at = now();
