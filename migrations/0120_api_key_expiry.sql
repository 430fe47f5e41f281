-- API keys that end by themselves, and keys that take the place of others.
-- runs with: 0096
alter table api_keys
  -- From when on it is refused; null: it doesn't end by itself.
  add column expires_at  timestamptz,
  -- The key whose successor this one is.
  add column replaces_id uuid references api_keys;
-- Of the few that end, what is about to: for Home and the check of all that needs somebody.
create index api_keys_ending on api_keys (expires_at) where expires_at is not null and revoked_at is null;
