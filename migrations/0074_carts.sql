-- Carts, as contacts have them now, and the event of those that were left.
-- runs with: 0045

create table carts (
  contact_id   uuid primary key references contacts on delete cascade,
  items        jsonb not null default '[]',
  total        numeric,
  currency     text,
  url          text,
  -- What else the last event said of it.
  details      jsonb not null default '{}',
  -- When it was changed last, by the clock of whoever tells; what is older changes nothing.
  changed_at   timestamptz not null default 'epoch',
  -- The same of the last time that all of its items were told, or that it was cleared.
  stated_at    timestamptz not null default 'epoch',
  -- When we heard of it last.
  touched_at   timestamptz not null default now(),
  -- The same while it has items and was not found abandoned; null: there is nothing to wait for.
  idle_since   timestamptz,
  -- When it was found abandoned last.
  abandoned_at timestamptz
);
create index carts_idle on carts (idle_since) where idle_since is not null;
create index carts_touched on carts (touched_at);

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000f4', 'cartAbandoned', 'Cart abandoned',
   'A cart with items was left: nothing has happened to it for as long as the workspace says, and no order came; the params hold the cart',
   'other', 'system')
on conflict (key) do update
  set source = 'system', updated_at = now();
