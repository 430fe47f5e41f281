-- Topics have words by language and a place on the preference page; imports count what they left as it was.
-- runs with: 0045

alter table topics
  add column position int not null default 0,
  -- By language: { "uk": { "name": "...", "description": "..." } }.
  add column texts jsonb not null default '{}';

alter table contact_imports add column unchanged int not null default 0;
