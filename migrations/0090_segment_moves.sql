-- How many contacts came into each segment and left it, by day, and when a segment was last changed.
-- runs with: 0045

alter table segments add column changed_at timestamptz not null default clock_timestamp();
update segments set changed_at = created_at;

-- Who came and went in one statement, as numbers. Rows are only added, so that nobody waits for another
-- one; a sweep adds them up by day. No foreign key, as a segment's deletion empties it, too.
create table segment_moves (
  id         bigint generated always as identity primary key,
  segment_id uuid not null,
  at         timestamptz not null default clock_timestamp(),
  entered    int not null,
  gone       int not null
);
create index on segment_moves (segment_id);

-- Days of the workspace's time zone.
create table segment_days (
  segment_id uuid not null references segments on delete cascade,
  day        date not null,
  entered    int not null,
  gone       int not null,
  primary key (segment_id, day)
);

create function note_segment_moves() returns trigger language plpgsql as $$
begin
  insert into segment_moves (segment_id, entered, gone)
  select segment_id, case tg_op when 'INSERT' then count(*) else 0 end,
         case tg_op when 'DELETE' then count(*) else 0 end
    from changed group by segment_id;
  return null;
end
$$;
create trigger moves_insert after insert on segment_members
  referencing new table as changed for each statement execute function note_segment_moves();
create trigger moves_delete after delete on segment_members
  referencing old table as changed for each statement execute function note_segment_moves();
