-- What waits to begin waits in Postgres: how many runs Temporal was given that have not got going yet,
-- counted by what they wait for first.

-- The place of the first block outside Postgres that a run comes to without waiting for a time or an
-- event; 'database' where there is none.
create function first_place_outside(plan jsonb) returns text language plpgsql immutable strict as $$
declare
  ahead text[] := array[plan ->> 'first'];
  seen  text[] := '{}';
  block jsonb;
begin
  while cardinality(ahead) > 0 loop
    block := plan -> 'blocks' -> ahead[1];
    if block ->> 'place' <> 'database' then return block ->> 'place'; end if;
    seen := seen || ahead[1];
    ahead := ahead[2:];
    if block is not null and block ->> 'kind' not in ('delay', 'waitUntil', 'waitForEvent') then
      ahead := ahead || array(select distinct n.value from jsonb_each_text(block -> 'next') n
                               where n.value <> all (seen || ahead));
    end if;
  end loop;
  return 'database';
end $$;

alter table workflow_versions
  add column lane text not null generated always as (first_place_outside(plan)) stored;

alter table runs
  add column lane text not null default 'database',
  -- Since when it is on its way into Temporal. Null again when it has come to a wait, has begun what it
  -- does outside Postgres, or has ended.
  add column opening_since timestamptz;
update runs r set lane = v.lane from workflow_versions v
 where v.id = r.version_id and r.status in ('pending', 'running') and v.lane <> 'database';

-- A trigger, so that nothing makes a run without it.
create function choose_lane() returns trigger language plpgsql as $$
begin
  new.lane := (select lane from workflow_versions where id = new.version_id);
  return new;
end $$;
create trigger lane_of_version before insert on runs for each row execute function choose_lane();

drop index runs_pending;
create index runs_pending on runs (lane, bulk, id) where status = 'pending';
create index runs_opening on runs (lane, opening_since) where opening_since is not null;
