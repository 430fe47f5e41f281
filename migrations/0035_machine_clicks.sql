-- Clicks are kept until it is plain who made them: a scanner follows several links of a mail at once.
-- runs with: 0020
create table link_clicks (
  id          uuid primary key,
  message_id  uuid not null references messages on delete cascade,
  link_index  int not null,
  url         text not null,
  -- By the clock of the API that was asked.
  clicked_at  timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- What speaks for a machine.
  signs       text[] not null,
  -- The family of the user agent: Chrome, say; null when it is unknown.
  user_agent  text,
  -- Null: its event is still to come.
  decided_at  timestamptz
);
create index on link_clicks (message_id, clicked_at);
create index on link_clicks (recorded_at);
create index link_clicks_undecided on link_clicks (recorded_at) where decided_at is null;

-- Whether a start heeds clicks and opens that machines made.
alter table bindings add column include_machines boolean not null default false;
