-- What the system makes for itself at the first need (what tokens are signed with, an id) is nobody's
-- change: the audit log said it, whose request came first being its actor, and so showed a secret.
-- runs with: 0096
alter table settings add column generated boolean not null default false;
update settings set generated = true
 where key like '%\_key' or key in ('contact_token_secret', 'template_test_workflow');
delete from audit_log
 where entity = 'setting' and entity_id in ('contact_token_secret', 'template_test_workflow');

drop trigger audit_written on settings;
drop trigger audit_deleted on settings;
create trigger audit_written after insert or update on settings for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> ''
        and not new.generated and new.key not like '%\_key')
  execute function write_audit_row('setting', 'key', '', 'generated', '');
create trigger audit_deleted after delete on settings for each row
  when (coalesce(current_setting('campanile.actor', true), '') <> ''
        and not old.generated and old.key not like '%\_key')
  execute function write_audit_row('setting', 'key', '', 'generated', '');
