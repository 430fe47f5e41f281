-- Events keep which ids named nobody, and why. An identity may be an alias, which finds its contact
-- and deletes nobody. What was said of a contact and does not find it is kept: addresses that it gave
-- up, and identities of others.
-- runs with: 0026
alter table events add column ignored jsonb;

alter table contact_identities add column is_alias boolean not null default false;

create table unowned_identities (
  contact_id uuid not null references contacts on delete cascade,
  kind       text not null,
  value      text not null,
  reason     text not null check (reason in ('given_up', 'belongs_to_another')),
  -- Whether it was said of the contact itself, and not only by an event.
  stated     boolean not null default false,
  since      timestamptz not null default now(),
  primary key (contact_id, kind, value)
);
create index on unowned_identities (kind, value) where reason = 'given_up';
