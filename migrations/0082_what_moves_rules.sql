-- Rules of segments hear of consent by channel, chats, devices and suppressions, and of everything
-- that a contact loses to another one.
-- runs with: 0045

-- Marks whoever a row was of before it was somebody else's. Argument: what has changed.
create function mark_former_owner() returns trigger language plpgsql as $$
begin
  if exists (select from segment_rules where depends @> array[tg_argv[0]]) then
    insert into segment_marks (contact_id, what) values (old.contact_id, tg_argv[0]);
  end if;
  return null;
end
$$;
do $$
declare
  given record;
begin
  for given in
    select tab, what, op, case op when 'delete' then 'old' else 'new' end as side
      from (values ('contact_channels', 'channels'), ('contact_topic_channels', 'channels'),
                   ('contact_identities', 'identities'), ('contact_devices', 'devices')) as t (tab, what),
           unnest(array['insert', 'update', 'delete']) as op
     -- A device is seen each time that its app is opened, which changes nothing that rules ask for.
     where not (tab = 'contact_devices' and op = 'update')
  loop
    execute format(
      'create trigger %I after %s on %I referencing %s table as changed for each statement
       execute function mark_for_segments(%L, ''contact_id'')',
      'segments_' || given.op, given.op, given.tab, given.side, given.what);
  end loop;
  for given in
    select * from (values ('contact_identities', 'identities'), ('contact_devices', 'devices'),
                          ('orders', 'orders'), ('messages', 'messages')) as t (tab, what)
  loop
    execute format(
      'create trigger segments_owner after update on %I for each row
         when (old.contact_id is not null and old.contact_id is distinct from new.contact_id)
         execute function mark_former_owner(%L)', given.tab, given.what);
  end loop;
end
$$;

create function mark_device_owner() returns trigger language plpgsql as $$
begin
  if exists (select from segment_rules where depends @> '{devices}') then
    insert into segment_marks (contact_id, what) values (new.contact_id, 'devices');
  end if;
  return null;
end
$$;
create trigger segments_update after update on contact_devices for each row
  when (old.contact_id <> new.contact_id or old.platform <> new.platform)
  execute function mark_device_owner();

-- Whose address is suppressed, or no longer.
create function mark_for_suppressions() returns trigger language plpgsql as $$
begin
  if exists (select from segment_rules where depends @> '{suppressions}') then
    insert into segment_marks (contact_id, what)
    select distinct i.contact_id, 'suppressions'
      from changed s
      join contact_identities i on i.value = s.address
       and i.kind in ('email', 'phone', 'telegram', 'viber', 'slack');
  end if;
  return null;
end
$$;
create trigger segments_insert after insert on suppressions
  referencing new table as changed for each statement execute function mark_for_suppressions();
create trigger segments_update after update on suppressions
  referencing new table as changed for each statement execute function mark_for_suppressions();
create trigger segments_delete after delete on suppressions
  referencing old table as changed for each statement execute function mark_for_suppressions();

-- What moves everybody at once has the rules ask everybody: days are the workspace's ...
create function ask_rules_again() returns trigger language plpgsql as $$
begin
  update segment_rules set pass_at = clock_timestamp();
  return null;
end
$$;
create trigger segments_time_zone after update on settings for each row
  when (new.key = 'workspace' and old.value ->> 'timeZone' is distinct from new.value ->> 'timeZone')
  execute function ask_rules_again();
create trigger segments_first_time_zone after insert on settings for each row
  when (new.key = 'workspace') execute function ask_rules_again();

-- ... and with their type, events are gone.
create function ask_rules_of_type_again() returns trigger language plpgsql as $$
begin
  update segment_rules set pass_at = clock_timestamp() where depends @> array['event:' || old.key];
  return null;
end
$$;
create trigger segments_delete after delete on event_types for each row
  execute function ask_rules_of_type_again();
