-- People who sign in by e-mail and password. What they may do comes from their role alone
-- (src/contract/roles.ts), so that a change of it holds at once.
create table people (
  id            uuid primary key,
  name          text not null,
  -- Lower case: the API's and the command line's schemas see to it.
  email         text not null unique,
  role          text not null check (role in ('owner', 'editor', 'viewer')),
  -- scrypt with its parameters, $scrypt$ln=…,r=…,p=…$salt$hash; null until an invitation is used.
  password_hash text,
  created_at    timestamptz not null default now(),
  last_seen_at  timestamptz,
  disabled_at   timestamptz
);

-- Links by which people choose a password, new or anew. One a person: the newest.
create table invitations (
  person_id  uuid primary key references people on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null
);

-- A person's session has no scopes of its own.
alter table browser_sessions add column person_id uuid references people on delete cascade;
create index browser_sessions_of_people on browser_sessions (person_id) where person_id is not null;

-- Keys and secrets have needed `manage` so far, and need `admin` from now on.
update api_keys set scopes = array_append(scopes, 'admin') where 'manage' = any (scopes);
update browser_sessions set scopes = array_append(scopes, 'admin') where 'manage' = any (scopes);
