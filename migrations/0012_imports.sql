-- What comes from elsewhere: past events, what events of a type must say, imports of contacts, and
-- numbers for what is known by number there.

-- Told for the record: it decided nothing, and no look-back counts it.
alter table events add column past boolean not null default false;

-- Which params events of a type must have: [{"name": …, "required": …}]. Null: anything goes.
alter table event_types add column validation jsonb;

-- Another id of the person by their producer, weaker than an address.
alter table contact_identities
  drop constraint contact_identities_kind_check,
  add constraint contact_identities_kind_check
    check (kind in ('contactId', 'email', 'phone', 'pushToken', 'contactKey', 'anonymousId'));

-- Stable numbers of contacts, segments and others, for clients that keep ids as integers. Above the
-- ids that those clients brought along, mostly, and below 2^31.
create table numeric_ids (
  id   bigint generated always as identity (start with 1000000001) primary key,
  kind text not null,
  uuid uuid not null,
  unique (kind, uuid)
);

-- An order of which only an event is known so far that says neither its cost nor its currency (0 and
-- XXX until somebody does).
alter table orders add column partial boolean not null default false;

-- Imports of contacts. One from a link is carried out by a worker, in pages: each is a transaction
-- that moves `rows`, so that another worker goes on where one died.
create table contact_imports (
  id          uuid primary key,
  state       text not null check (state in ('pending', 'running', 'done', 'failed')),
  -- Null: the contacts came with the request.
  link        text,
  -- By what contacts are found, and what becomes of them.
  options     jsonb not null,
  rows        int not null default 0,
  made        int not null default 0,
  failed      int not null default 0,
  error       text,
  attempts    int not null default 0,
  lease_until timestamptz,
  created_at  timestamptz not null default clock_timestamp(),
  ended_at    timestamptz
);
create index contact_imports_open on contact_imports (id) where state in ('pending', 'running');

insert into event_types (id, key, name, description, category, source) values
  ('019a0000-0000-7000-8000-0000000000c0', 'subscribeFromApi', 'Subscribed by a form',
   'A new contact subscribed; the event''s key is the contact''s number',
   'subscribe_unsubscribe', 'system'),
  ('019a0000-0000-7000-8000-0000000000c1', 'subscribeUpdateFromApi', 'Subscribed again by a form',
   'A known contact subscribed; the event''s key is the contact''s number',
   'subscribe_unsubscribe', 'system')
on conflict (key) do update
  set name = excluded.name, description = excluded.description, category = excluded.category,
      source = 'system', updated_at = now();
