-- Chats: by what they know somebody, and when somebody has written there last.
-- runs with: 0045
alter table contact_identities
  drop constraint contact_identities_kind_check,
  add constraint contact_identities_kind_check
    check (kind in ('contactId', 'email', 'phone', 'telegram', 'viber', 'slack', 'pushToken',
                    'contactKey', 'anonymousId'));

-- Some take a free text only within a day after somebody has written.
create table chat_threads (
  channel         text not null,
  address         text collate "C" not null,
  last_written_at timestamptz not null,
  primary key (channel, address)
);
