-- Who people are at an OpenID provider: bound once, by issuer and subject, which never name another
-- person; addresses may.
-- runs with: 0096
create table person_identities (
  issuer     text not null,
  subject    text not null,
  person_id  uuid not null references people on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject),
  -- An address that a provider has given to somebody else finds nobody's account.
  unique (person_id, issuer)
);

create trigger audit after insert or delete on person_identities for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('person', 'person_id', 'subject', 'created_at', 'identity');
