-- Who changed what. The rows are written by triggers, in the transaction of the change, so that no
-- service has to remember it; who does it is told by the transaction's settings (src/db/core/audit.ts),
-- and without them (the system, a run, a program of before) nothing is written.
-- runs with: 0020
create table audit_log (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('person', 'key')),
  -- Null: the key of the environment, which has no row.
  actor_id   uuid,
  -- The request, as its method and path; null where it was none.
  request    text,
  entity     text not null,
  entity_id  text not null,
  action     text not null check (action in ('created', 'updated', 'deleted')),
  -- The columns that differ: values that may be shown, or what stands for one that may not.
  before     jsonb,
  after      jsonb
);
create index audit_log_of_entity on audit_log (entity, entity_id, id);
create index audit_log_of_actor on audit_log (actor_kind, actor_id, id);
-- Those are kept for a time only: clients change contacts and orders all day.
create index audit_log_old on audit_log (at) where entity in ('contact', 'order');

-- A value as the log shows it: as it is; a mark where nobody may read it; size and hash of a large one.
create function audit_value(value jsonb, hidden boolean) returns jsonb
  language sql immutable as $$
  select case
    when value = 'null' then value
    when hidden then jsonb_build_object('hidden', true)
    when length(value::text) > 4000
      then jsonb_build_object('characters', length(value::text), 'md5', md5(value::text))
    else value
  end
$$;

-- Of a row, the columns that the log shows.
create function audit_columns(whole jsonb, other jsonb, hidden text[], ignored text[]) returns jsonb
  language sql immutable as $$
  select coalesce(jsonb_object_agg(key, audit_value(value, key = any(hidden) or '*' = any(hidden))), '{}')
    from jsonb_each(whole)
   where key <> all(ignored) and (other is null or other -> key is distinct from value)
$$;

-- Arguments: the entity; the column of its id; columns that nobody may read ("*": all); columns that
-- are kept up by the way and make no change; for rows that are a part of the entity, what they are.
create function write_audit_row() returns trigger language plpgsql as $$
declare
  actor   text[] := string_to_array(current_setting('campanile.actor'), ':');
  hidden  text[] := string_to_array(tg_argv[2], ',');
  ignored text[] := string_to_array(coalesce(tg_argv[3], ''), ',');
  was     jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  before  jsonb := case when was is not null then audit_columns(was, becomes, hidden, ignored) end;
  after   jsonb := case when becomes is not null then audit_columns(becomes, was, hidden, ignored) end;
  action  text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'updated' else 'deleted' end;
begin
  if tg_op = 'UPDATE' and after = '{}' then return null; end if;
  if tg_argv[4] <> '' then
    action := 'updated';
    before := case when before is not null then jsonb_build_object(tg_argv[4], before) end;
    after := case when after is not null then jsonb_build_object(tg_argv[4], after) end;
  end if;
  insert into audit_log (actor_kind, actor_id, request, entity, entity_id, action, before, after)
  values (actor[1], nullif(actor[2], '')::uuid, nullif(current_setting('campanile.request', true), ''),
          tg_argv[0], coalesce(becomes, was) ->> tg_argv[1], action, before, after);
  return null;
end
$$;

-- For rows that come and go by the hundred: one row for each thing that they belong to, with their
-- number. Arguments: the entity; the column of its id; what the rows are called.
create function write_audit_count() returns trigger language plpgsql as $$
declare
  actor text[] := string_to_array(current_setting('campanile.actor'), ':');
begin
  execute format(
    'insert into audit_log (actor_kind, actor_id, request, entity, entity_id, action, before, after)
     select $1, $2, $3, %L, %I::text, ''updated'', %s, %s from changed group by %I',
    tg_argv[0], tg_argv[1],
    case tg_op when 'DELETE' then format('jsonb_build_object(%L, count(*))', tg_argv[2]) else 'null::jsonb' end,
    case tg_op when 'INSERT' then format('jsonb_build_object(%L, count(*))', tg_argv[2]) else 'null::jsonb' end,
    tg_argv[1])
  using actor[1], nullif(actor[2], '')::uuid, nullif(current_setting('campanile.request', true), '');
  return null;
end
$$;

-- Each table is named here or in test/db/audit.test.ts, which says why it is not.
do $$
declare
  given record;
  acts  constant text := $w$(coalesce(current_setting('campanile.actor', true), '') <> '')$w$;
begin
  for given in
    select * from (values
      ('activity_webhooks', 'webhook', 'id', 'secret', 'updated_at', ''),
      ('api_keys', 'apiKey', 'id', 'token_hash', 'last_used_at', ''),
      ('bindings', 'binding', 'id', '', 'updated_at', ''),
      ('contact_identities', 'contact', 'contact_id', '*', '', 'identity'),
      ('contact_imports', 'contactImport', 'id', 'link', 'attempts,lease_until', ''),
      ('contact_topics', 'contact', 'contact_id', '', 'changed_at', 'topic'),
      ('contacts', 'contact', 'id', '*', 'updated_at', ''),
      ('event_types', 'eventType', 'id', '', 'updated_at', ''),
      ('fan_outs', 'fanOut', 'id', 'params', 'attempts,lease_until,checked_at', ''),
      ('invitations', 'person', 'person_id', 'token_hash', '', 'invitation'),
      ('orders', 'order', 'id', '*', 'updated_at', ''),
      ('partials', 'partial', 'name', '', 'updated_at', ''),
      ('people', 'person', 'id', 'password_hash', 'last_seen_at', ''),
      ('promo_pools', 'promoPool', 'id', '', 'warned_at', ''),
      ('run_retries', 'run', 'run_id', 'error,way', '', 'retry'),
      ('run_signals', 'run', 'run_id', '', 'attempts,lease_until,delivered_at', 'signal'),
      ('secrets', 'secret', 'name', 'sealed', 'updated_at', ''),
      ('segments', 'segment', 'id', '', '', ''),
      ('sources', 'source', 'id', 'secret,token_hash', 'last_received_at,updated_at', ''),
      ('templates', 'template', 'id', '', 'updated_at', ''),
      ('topics', 'topic', 'id', '', '', ''),
      ('workflow_versions', 'workflowVersion', 'id', '', 'plan,contents', ''),
      ('workflows', 'workflow', 'id', '', 'updated_at', '')
    ) as audited (tab, entity, key, hidden, ignored, part)
  loop
    execute format(
      'create trigger audit after insert or update or delete on %I for each row when %s
       execute function write_audit_row(%L, %L, %L, %L, %L)',
      given.tab, acts, given.entity, given.key, given.hidden, given.ignored, given.part);
  end loop;
  for given in
    select * from (values
      ('promo_codes', 'promoPool', 'pool_id', 'codes'),
      ('segment_members', 'segment', 'segment_id', 'members')
    ) as counted (tab, entity, key, rows)
  loop
    execute format(
      'create trigger audit_inserted after insert on %I referencing new table as changed for each statement
       when %s execute function write_audit_count(%L, %L, %L)',
      given.tab, acts, given.entity, given.key, given.rows);
    execute format(
      'create trigger audit_deleted after delete on %I referencing old table as changed for each statement
       when %s execute function write_audit_count(%L, %L, %L)',
      given.tab, acts, given.entity, given.key, given.rows);
  end loop;
end
$$;

-- Runs that a person starts by hand; what events launch, the events tell.
create trigger audit after insert on runs for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '' and new.test is not null)
  execute function write_audit_row('run', 'id', 'test,event_key', '', '');

-- Of the settings, those that people choose: the others are keys.
create trigger audit_written after insert or update on settings for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '' and new.key not like '%\_key')
  execute function write_audit_row('setting', 'key', '', '', '');
create trigger audit_deleted after delete on settings for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '' and old.key not like '%\_key')
  execute function write_audit_row('setting', 'key', '', '', '');
