-- How stored templates are sent as transactional messages on request: a workflow each, beside that of template_sends.
-- runs with: 0020
create table transactional_sends (
  template_id    uuid primary key references templates on delete cascade,
  workflow_id    uuid not null references workflows on delete cascade,
  event_type_key text not null,
  -- Of the template, in the workflow's current version.
  revision       int not null
);
