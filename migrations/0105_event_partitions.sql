-- Partitions of events by month or by day: made ahead from the end of the last one on, and dropped when
-- all of one is due.
-- runs with: 0096

create function uuid7_time(id uuid) returns timestamptz language sql immutable as $$
  select to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
$$;

-- All but the default partition. What is left of one that was dropped ends in `_rest`.
create view event_partitions as
select substr(c.relname, 8) as part,
       uuid7_time((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''([^'']+)'))[1]::uuid) as since,
       uuid7_time((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)'))[1]::uuid) as until
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
 where i.inhparent = 'events'::regclass and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT';

-- Where rows stand in the default partition, as none was made in time, the next one begins behind them:
-- they stay there, and go when they are due.
create procedure make_event_partitions(unit text, ahead interval) language plpgsql as $$
declare
  begins timestamptz;
  ends   timestamptz;
  newest uuid;
  part   text;
begin
  perform pg_advisory_xact_lock(hashtext('campanile.event-partitions'));
  select coalesce(max(until), date_trunc(unit, now(), 'UTC')) into begins from event_partitions;
  while begins < now() + ahead loop
    ends := (date_trunc(unit, begins at time zone 'UTC') + ('1 ' || unit)::interval) at time zone 'UTC';
    select id into newest from (
      (select id from events_default where id >= uuid7_floor(begins) and id < uuid7_floor(ends)
        order by id desc limit 1)
      union all
      (select event_id from event_decisions_default
        where event_id >= uuid7_floor(begins) and event_id < uuid7_floor(ends)
        order by event_id desc limit 1)) as strays
     order by id desc limit 1;
    if newest is not null then begins := uuid7_time(newest) + interval '1 ms'; end if;
    if begins < ends then
      part := to_char(begins at time zone 'UTC', case unit when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end);
      execute format('create table %I partition of events for values from (%L) to (%L)',
        'events_' || part, uuid7_floor(begins), uuid7_floor(ends));
      execute format('create table %I partition of event_decisions for values from (%L) to (%L)',
        'event_decisions_' || part, uuid7_floor(begins), uuid7_floor(ends));
    end if;
    begins := ends;
  end loop;
end $$;

-- Releases before this one call it.
create or replace procedure ensure_event_partitions(months_ahead int) language plpgsql as $$
begin
  call make_event_partitions('month', make_interval(months => months_ahead));
end $$;

-- Adds events that go to what lists say of their types. $1: their ids.
create function note_forgotten_events(types uuid[], amounts bigint[], last_ids uuid[], last_ats timestamptz[])
  returns void language sql as $$
  insert into forgotten_events as f (type_id, events, last_event_id, last_event_at)
  select g.type_id, g.events, g.last_event_id, g.last_event_at
    from unnest(types, amounts, last_ids, last_ats) as g (type_id, events, last_event_id, last_event_at)
    join event_types t on t.id = g.type_id
   order by g.type_id
  on conflict (type_id) do update
    set events = f.events + excluded.events,
        last_event_id = greatest(f.last_event_id, excluded.last_event_id),
        last_event_at = greatest(f.last_event_at, excluded.last_event_at)
$$;

-- Drops a partition of events with its decisions. Events that runs still refer to stay, in a small
-- partition of the same bounds: a run that waits for a year speaks of its event, and a failed one can go on.
--
-- Ingest waits for the last moment only, the drop itself; what is slow (finding what stays, adding up what
-- goes) holds this partition, which nothing is written to but by erasing and merging contacts.
create function forget_event_partition(given text, before timestamptz, out gone bigint, out kept bigint)
  language plpgsql as $$
declare
  lower uuid;
  upper uuid;
  found_until timestamptz;
begin
  gone := 0;
  kept := 0;
  select uuid7_floor(p.since), uuid7_floor(p.until), p.until into lower, upper, found_until
    from event_partitions p where p.part = given;
  -- Another worker was faster.
  if found_until is null then return; end if;
  if found_until > before then
    raise exception 'events_% is no partition that lies wholly before %', given, before;
  end if;
  execute format('lock table %I, %I in share row exclusive mode',
    'events_' || given, 'event_decisions_' || given);
  execute format('create table %I (like events including all)', 'events_' || given || '_rest');
  execute format('create table %I (like event_decisions including all)', 'event_decisions_' || given || '_rest');
  execute format(
    'insert into %I select * from events
      where id >= $1 and id < $2
        and id in (select event_id from runs where event_id >= $1 and event_id < $2
                   union all select event_id from run_waits where event_id >= $1 and event_id < $2)',
    'events_' || given || '_rest') using lower, upper;
  get diagnostics kept = row_count;
  execute format(
    'insert into %I select * from event_decisions
      where event_id >= $1 and event_id < $2 and event_id in (select id from %I)',
    'event_decisions_' || given || '_rest', 'events_' || given || '_rest') using lower, upper;
  execute format(
    'select coalesce(sum(g.events), 0) from (
       select e.type_id, count(*) as events, max(e.id::text collate "C")::uuid as last_id,
              max(e.received_at) as last_at
         from %I e where not exists (select from %I k where k.id = e.id) group by e.type_id) g,
       lateral (select note_forgotten_events(array[g.type_id], array[g.events], array[g.last_id], array[g.last_at])) n',
    'events_' || given, 'events_' || given || '_rest') into gone;
  update retention_marks set whole_since = greatest(whole_since, found_until) where kind = 'events';
  lock table events, event_decisions in access exclusive mode;
  execute format('drop table %I, %I', 'events_' || given, 'event_decisions_' || given);
  if kept > 0 then
    execute format('alter table events attach partition %I for values from (%L) to (%L)',
      'events_' || given || '_rest', lower, upper);
    execute format('alter table event_decisions attach partition %I for values from (%L) to (%L)',
      'event_decisions_' || given || '_rest', lower, upper);
  else
    execute format('drop table %I, %I', 'events_' || given || '_rest', 'event_decisions_' || given || '_rest');
  end if;
end $$;

-- Deletes events that are left over (`_rest`, or `default`) and that no run refers to any more.
create function forget_remaining_events(given text, before timestamptz, most int) returns bigint
  language plpgsql as $$
declare
  gone bigint;
begin
  if to_regclass('events_' || given) is null then return 0; end if;
  execute format(
    'with due as materialized (
       select e.id from %I e
        where e.id < uuid7_floor($1)
          and not exists (select from runs r where r.event_id = e.id)
          and not exists (select from run_waits w where w.event_id = e.id)
        order by e.id limit $2),
     gone as (
       delete from %I where id = any(array(select id from due)) returning id, type_id, received_at),
     decided as (
       delete from %I where event_id = any(array(select id from due))),
     noted as (
       select note_forgotten_events(array[g.type_id], array[g.events], array[g.last_id], array[g.last_at])
         from (select type_id, count(*) as events, max(id::text collate "C")::uuid as last_id,
                      max(received_at) as last_at
                 from gone group by type_id) g),
     marked as (
       update retention_marks
          set whole_since = greatest(whole_since, (select max(received_at) from gone) + interval ''1 ms'')
        where kind = ''events'' and exists (select from gone))
     select (select count(*) from gone) + 0 * (select count(*) from noted)',
    'events_' || given, 'events_' || given, 'event_decisions_' || given)
    into gone using before, most;
  return gone;
end $$;

-- Drops what is left of a partition when nothing is. @returns whether
create function drop_empty_event_partition(given text) returns boolean language plpgsql as $$
declare
  is_empty boolean;
begin
  if given not like '%\_rest' or to_regclass('events_' || given) is null then return false; end if;
  execute format('select not exists (select from %I) and not exists (select from %I)',
    'events_' || given, 'event_decisions_' || given) into is_empty;
  if not is_empty then return false; end if;
  lock table events, event_decisions in access exclusive mode;
  execute format('drop table %I, %I', 'events_' || given, 'event_decisions_' || given);
  return true;
end $$;
