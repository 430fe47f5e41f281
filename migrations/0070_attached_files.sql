-- Files that came with an event, to be attached to a mail: out of the event, and for a time.
-- runs with: 0045
create table attached_files (
  -- SHA-256 of whom it is for and of the content, in hex: a repetition is the same file.
  id      text collate "C" primary key,
  content bytea not null,
  kept_at timestamptz not null default now()
);
-- PDFs and pictures are packed already.
alter table attached_files alter column content set storage external;
create index attached_files_kept_at on attached_files (kept_at);

-- Which form the workflows have that send stored templates on request: those of before attach nothing.
alter table transactional_sends add column form int not null default 0;
alter table template_sends add column form int not null default 0;

-- Which files the mails of the built-in inbox have: name, type and size, in their order in the mail.
alter table inbox_mails add column files jsonb not null default '[]';
