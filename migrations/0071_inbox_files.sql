-- Which files the mails of the built-in inbox have: name, type and size, in their order in the mail.
-- runs with: 0045
alter table inbox_mails add column files jsonb not null default '[]';
