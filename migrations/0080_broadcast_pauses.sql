-- Messages to segments that somebody has paused.
-- runs with: 0067
alter table broadcasts
  -- Null: it goes on.
  add column paused_at timestamptz;
create index broadcasts_newest on broadcasts (created_at desc, id desc);

create trigger audit after update on broadcasts for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> '')
  execute function write_audit_row(
    'run', 'run_id', '', 'cursor,total,sent,failed,unknown,skipped,dropped,passed_at,ended_at', 'broadcast');
