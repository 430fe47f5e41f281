-- Sealed values that name their key, and settings that are sealed (docs/adr/0060-sealing-keys.md). Older
-- programs can read neither. They are written from the first `secrets reseal` on, which says in
-- schema_migrations that the schema is not for older programs any more; on a new database, where there
-- are none, from the beginning.
-- runs with: 0096
do $$
begin
  -- Rows of before this transaction are an older release's.
  if to_regclass('schema_migrations') is not null
     and not exists (select from schema_migrations where migration_time < now()) then
    insert into settings (key, value, generated) values ('sealed_values_name_keys', 'true', true);
    update schema_migrations set runs_with = '0121' where name = '0120_api_key_expiry.sql';
  end if;
end $$;
