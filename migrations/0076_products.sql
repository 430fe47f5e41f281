-- A catalogue of products, who has looked at them, and what of their changes is still to be told.
-- runs with: 0045

create table products (
  -- Bytewise, so that lists and locks have one order everywhere.
  external_id text collate "C" primary key,
  name        text not null,
  url         text,
  image_url   text,
  price       numeric(15, 4),
  currency    text,
  in_stock    boolean not null,
  quantity    numeric(15, 4),
  category    text,
  attributes  jsonb not null default '{}',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  -- It was out of stock, and those who looked have not been told since that it is back.
  was_out     boolean not null,
  -- What a drop of the price is measured from: the highest price since one was told.
  drop_from   numeric(15, 4),
  check (price is null or currency is not null)
);

create trigger audit after insert or update or delete on products for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('product', 'external_id', '', 'updated_at,was_out,drop_from', '');

-- What feeds change is forgotten after a while, as the changes of contacts and orders are.
create index audit_log_of_products on audit_log (at) where entity = 'product';

-- What those who looked at a product are still to be told, page by page. Whoever writes here holds the
-- product's row.
create table product_changes (
  product  text collate "C" not null references products on delete cascade,
  kind     text not null check (kind in ('backInStock', 'priceDropped')),
  made_at  timestamptz not null default clock_timestamp(),
  -- The last contact of the pages that were told; null: nobody was.
  told_to  uuid,
  primary key (product, kind)
);
create index product_changes_made_at_idx on product_changes (made_at);

-- Who has looked at what. Products need not be in the catalogue, and contacts are as in events: ids that
-- lead to nobody once the contact is gone.
create table product_interest (
  contact_id     uuid not null,
  product        text collate "C" not null,
  viewed_at      timestamptz,
  carted_at      timestamptz,
  stock_asked_at timestamptz,
  price_asked_at timestamptz,
  stock_told_at  timestamptz,
  price_told_at  timestamptz,
  -- A day, so that a second look on the same day writes no index.
  seen_on        date not null,
  primary key (contact_id, product)
) with (fillfactor = 85);
create index product_interest_by_product on product_interest (product, contact_id);
create index product_interest_seen_on_idx on product_interest (seen_on);

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000f8', 'backInStock', 'Back in stock',
   'A product that the contact has viewed, carted or asked for can be bought again; the params tell of the product, and because of what the contact is told',
   'other', 'system'),
  ('019a0000-0000-7000-8000-0000000000f9', 'priceDropped', 'Price dropped',
   'A product that the contact has viewed, carted or asked for costs less than before; the params tell of the product, oldPrice, newPrice and percent, and because of what the contact is told',
   'other', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
