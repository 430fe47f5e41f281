-- What templates said before: each save is a version with who and when; the newest 100 of each are kept.
-- runs with: 0082

create table template_versions (
  template_id uuid not null references templates on delete cascade,
  revision    int not null,
  name        text not null,
  content     jsonb not null,
  -- Who saved it, as in the audit log; null: the system, or before this was kept.
  actor_kind  text check (actor_kind in ('person', 'key')),
  actor_id    uuid,
  saved_at    timestamptz not null,
  primary key (template_id, revision)
);

-- By a trigger, so that no way of saving forgets it, a program of before among them.
create function keep_template_version() returns trigger language plpgsql as $$
declare
  actor text[] := string_to_array(nullif(current_setting('campanile.actor', true), ''), ':');
begin
  insert into template_versions (template_id, revision, name, content, actor_kind, actor_id, saved_at)
  values (new.id, new.revision, new.name, new.content, actor[1], nullif(actor[2], '')::uuid, new.updated_at)
  on conflict (template_id, revision) do nothing;
  delete from template_versions where template_id = new.id and revision <= new.revision - 100;
  return null;
end
$$;
create trigger keep_version after insert or update of revision on templates
  for each row execute function keep_template_version();

insert into template_versions (template_id, revision, name, content, saved_at)
select id, revision, name, content, updated_at from templates;
