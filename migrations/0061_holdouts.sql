-- Whom workflows hold out, so that what they bring can be compared with what happens without them.
-- runs with: 0044

alter table workflows
  -- How many contacts in a thousand this workflow holds out.
  add column holdout_tenths smallint not null default 0 check (holdout_tenths between 0 and 999),
  -- With a contact's id it says where the contact stands in the draw. Nobody reads it.
  add column holdout_salt uuid not null default gen_random_uuid(),
  -- Since when the draw is as it is.
  add column holdout_since timestamptz not null default now(),
  -- Whether whom the workspace holds out is held out here.
  add column workspace_holdout text not null default 'marketing'
    check (workspace_holdout in ('marketing', 'always', 'never'));

-- Whether a version sends anything that is not transactional.
alter table workflow_versions add column is_marketing boolean not null generated always as (
  jsonb_path_exists(definition, '$.blocks[*].config.**.transactional ? (@ == false)')) stored;

insert into settings (key, value) values ('workspace_holdout_key', to_jsonb(gen_random_uuid()::text));

-- Of a contact that others were merged into: the oldest of them, whose draw counts. Null: its own.
alter table contacts add column drawn_as uuid;

-- Starts that did not happen because their contact was held out.
create table holdouts (
  id          uuid primary key,
  -- The id in Temporal that the run would have had.
  instead_of  text not null unique,
  workflow_id uuid not null references workflows on delete cascade,
  version_id  uuid not null,
  -- Null: a block of another workflow would have started it.
  binding_id  uuid,
  event_id    uuid not null,
  contact_id  uuid not null,
  held_by     text not null check (held_by in ('workflow', 'workspace')),
  at          timestamptz not null
);
create index on holdouts (workflow_id, at);
create index on holdouts (contact_id, workflow_id, at);

-- As it was, but for the salt.
drop trigger audit on workflows;
create trigger audit after insert or update or delete on workflows for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row('workflow', 'id', 'holdout_salt', 'updated_at,holdout_since', '');
