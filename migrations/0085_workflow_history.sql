-- What people and keys changed in a workflow that is live: which rows of the audit log stand in its
-- history, who published a version, and what a trigger was before a change, so that it can be again.
-- runs with: 0026
alter table audit_log
  -- The workflow in whose history the row stands; null: in none, as with a draft that is saved.
  add column history_of uuid,
  -- What a change is undone with: the row of a binding before (`was`) and after (`becomes`), or a
  -- workflow's stop rules. Whole, where `before` and `after` are cut. Null: it can't be undone.
  add column states jsonb;

-- The columns of a workflow whose changes stand in its history.
create function stands_in_history(entity text, action text, becomes jsonb, before jsonb, after jsonb)
  returns boolean language sql immutable as $$
  select case entity
    when 'binding' then true
    when 'workflowVersion' then action = 'created' and not coalesce((becomes ->> 'test')::boolean, false)
    when 'workflow' then action = 'created'
      or coalesce(after, '{}') || coalesce(before, '{}') ?| array['status', 'stop_rules', 'holdout_tenths', 'workspace_holdout', 'name', 'goal']
    else false
  end
$$;

create or replace function write_audit_row() returns trigger language plpgsql as $$
declare
  actor   text[] := string_to_array(current_setting('campanile.actor'), ':');
  hidden  text[] := string_to_array(tg_argv[2], ',');
  ignored text[] := string_to_array(coalesce(tg_argv[3], ''), ',');
  was     jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  before  jsonb := case when was is not null then audit_columns(was, becomes, hidden, ignored) end;
  after   jsonb := case when becomes is not null then audit_columns(becomes, was, hidden, ignored) end;
  action  text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'updated' else 'deleted' end;
  history uuid;
  states  jsonb;
begin
  if tg_op = 'UPDATE' and after = '{}' then return null; end if;
  if tg_argv[4] <> '' then
    action := 'updated';
    before := case when before is not null then jsonb_build_object(tg_argv[4], before) end;
    after := case when after is not null then jsonb_build_object(tg_argv[4], after) end;
  end if;
  if tg_argv[0] in ('binding', 'workflow', 'workflowVersion')
     and stands_in_history(tg_argv[0], action, becomes, before, after) then
    history := case when tg_table_name = 'workflows' then coalesce(becomes, was) ->> 'id'
                    else coalesce(becomes, was) ->> 'workflow_id' end;
    states := case when tg_argv[0] = 'binding' then jsonb_build_object('was', was, 'becomes', becomes)
                   when after ? 'stop_rules' and was is not null
                     then jsonb_build_object('was', was -> 'stop_rules', 'becomes', becomes -> 'stop_rules') end;
  end if;
  insert into audit_log (actor_kind, actor_id, request, entity, entity_id, action, before, after,
                         history_of, states)
  values (actor[1], nullif(actor[2], '')::uuid, nullif(current_setting('campanile.request', true), ''),
          tg_argv[0], coalesce(becomes, was) ->> tg_argv[1], action, before, after, history, states);
  return null;
end
$$;

-- What was logged before stands in the histories too; it can be read, and not undone.
update audit_log a set history_of = a.entity_id::uuid
 where a.entity = 'workflow' and stands_in_history(a.entity, a.action, a.after, a.before, a.after);
update audit_log a set history_of = v.workflow_id
  from workflow_versions v
 where a.entity = 'workflowVersion' and a.action = 'created' and not v.test and v.id = a.entity_id::uuid;
update audit_log a set history_of = of.workflow_id
  from (select id, workflow_id from bindings
        union
        select entity_id::uuid, (coalesce(after, before) ->> 'workflow_id')::uuid from audit_log
         where entity = 'binding' and action <> 'updated') of
 where a.entity = 'binding' and of.id = a.entity_id::uuid;

create index audit_log_history on audit_log (history_of, id) where history_of is not null;
