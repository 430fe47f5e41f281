-- A message keeps its content as its channel's JSON, and runs wait in a lane for each channel.
-- runs with: 0020

-- The columns html and body_text are for programs of the release before, which go on meanwhile: they
-- send and show what stands there. `subject` is what lists show, of messages of any channel.
-- Null: kept by such a program; what it says stands in those columns.
alter table messages add column content jsonb;

create function keep_columns_of_content() returns trigger language plpgsql as $$
begin
  new.html := coalesce(new.content ->> 'html', '');
  new.body_text := coalesce(new.content ->> 'text', '');
  return new;
end $$;
create trigger content_in_columns before insert on messages
  for each row when (new.content is not null) execute function keep_columns_of_content();

-- Only who erases a person changes what a message says.
create function forget_content() returns trigger language plpgsql as $$
begin
  new.content := null;
  return new;
end $$;
create trigger content_erased before update of html on messages
  for each row execute function forget_content();

-- What a run comes to first outside Postgres: a place, or the channel of its messages.
create or replace function first_place_outside(plan jsonb) returns text
language plpgsql immutable strict as $$
declare
  ahead text[] := array[plan ->> 'first'];
  seen  text[] := '{}';
  block jsonb;
begin
  while cardinality(ahead) > 0 loop
    block := plan -> 'blocks' -> ahead[1];
    if block ->> 'place' = 'message' then return block ->> 'channel'; end if;
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
