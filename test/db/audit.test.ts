import { auditedEntities } from "../../src/contract/api/audit-log.ts";
import { expect, test } from "vitest";
import { dropSetting, ensureSetting, putSetting } from "../../src/db/core/settings.ts";
import { contactTokenSecret } from "../../src/services/contact-tokens/contact-tokens.ts";
import { testDatabase } from "../support/database.ts";

/** Tables whose changes the audit log does not tell, and why. */
const unaudited: Record<string, string> = {
  activity_by_hour: "counted by the system",
  activity_by_hour_mark: "counted by the system",
  activity_deliveries: "what the system tells webhooks",
  activity_outbox: "what the system tells webhooks",
  attached_files: "came with events",
  audit_log: "is the log",
  block_attempts: "of runs",
  browser_sessions: "who is signed in",
  carts: "what events and orders tell of carts",
  channel_pauses: "told by providers",
  channel_slots: "counted by the system",
  chat_threads: "when somebody has written in a chat",
  contact_import_parts: "of imports",
  channel_reports: "what providers say of messages",
  consent_log: "is a log itself",
  contact_devices: "what browsers and apps tell of themselves",
  contact_import_problems: "of imports",
  contact_rfm: "counted by the system",
  cohort_mark: "counted by the system",
  cohort_weeks: "counted by the system",
  conversions: "counted by the system",
  event_day_mark: "counted by the system",
  event_decisions: "events tell themselves what they did",
  event_receipts: "events tell themselves what they did",
  event_type_days: "counted by the system",
  events: "events tell themselves what they did",
  former_event_types: "written with the deletion of an event type, which is told",
  holdouts: "events tell themselves what they did",
  hourly_count_mark: "counted by the system",
  forgotten_broadcast_messages: "counted by the system",
  forgotten_events: "counted by the system",
  forgotten_runs: "counted by the system",
  retention_exports: "what the system has written",
  retention_marks: "how far the system has come",
  hourly_counts: "counted by the system",
  in_app_inboxes: "what contacts do in their inboxes",
  in_app_messages: "of messages",
  inbox_mails: "mail that was received",
  large_counts: "counted by the system",
  launch_gates: "of runs",
  link_clicks: "of messages",
  message_log: "of messages",
  messages: "of runs",
  notification_occurrences: "found by the system",
  notification_tellings: "what the system tells",
  numeric_ids: "given by the system",
  order_statuses: "of orders",
  pressure_taken: "of messages",
  paused_runs: "of bulk actions",
  pressure_waiting: "of messages",
  product_changes: "of products",
  product_interest: "the events of contacts tell it",
  rate_buckets: "counted by the system",
  requested_messages: "the events that ask for them tell it",
  rfm_changes: "counted by the system",
  run_contacts: "of runs",
  run_steps: "of runs",
  run_cursors: "of runs",
  run_moves: "of bulk actions",
  run_waits: "of runs",
  schedules: "what Temporal was told",
  schema_migrations: "of releases",
  segment_days: "counted by the system",
  segment_marks: "of segments",
  segment_moves: "counted by the system",
  segment_rules: "follows the segments' rules, which are told",
  send_rates: "counted by the system",
  sign_in_codes: "who is signed in",
  source_samples: "what sources received",
  template_versions: "what templates were, whose changes are told",
  template_sends: "workflows that the system makes, which are told",
  topic_confirmations: "links that were sent; what they come to is told",
  transactional_sends: "the same",
  unowned_identities: "what was said of contacts, noted by the system",
  version_awaits: "of versions",
  webhook_calls: "of runs",
  workers: "seen by the system",
  apis: "seen by the system",
};

test("each table is audited, or stands here with the reason why it is not", async () => {
  const { db } = await testDatabase();
  const rows = await db.query<{ name: string; audited: boolean }>(
    `select c.relname as name,
            exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                     where t.tgrelid = c.oid and p.proname like 'write_audit_%') as audited
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition order by 1`,
  );
  const without = rows.filter(({ audited }) => !audited).map(({ name }) => name);
  expect(without).toEqual(Object.keys(unaudited).toSorted());
});

test("a column that holds a secret or a hash of one is hidden by its trigger", async () => {
  const { db } = await testDatabase();
  const rows = await db.query<{ table: string; column: string; hidden: boolean }>(
    `select c.relname as table, a.attname as column,
            exists (select from unnest(string_to_array(encode(t.tgargs, 'escape'), '\\000')) as arg
                     where a.attname = any(string_to_array(arg, ',')) or arg = '*') as hidden
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
       join pg_proc p on p.oid = t.tgfoid and p.proname = 'write_audit_row'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where a.attname ~ 'secret|hash|sealed|password|token'`,
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ hidden }) => !hidden)).toEqual([]);
});

test("a change without an actor writes nothing, and one that is rolled back leaves nothing", async () => {
  const { db } = await testDatabase();
  const insert = "insert into segments (id, name) values (gen_random_uuid(), $1)";
  const settings = {
    "campanile.actor": "person:00000000-0000-7000-8000-000000000001",
    "campanile.request": "it's a test",
  };
  await db.query(insert, ["system"]);
  const undone = db.tx(
    async (sql) => {
      await sql.query(insert, ["undone"]);
      throw new Error("no");
    },
    { settings },
  );
  await expect(undone).rejects.toThrow("no");
  await db.tx((sql) => sql.query(insert, ["kept"]), { settings });
  // The next transaction on the same connection has no actor any more.
  await db.query(insert, ["system again"]);
  const rows = await db.query<{ name: string; request: string }>(
    `select after ->> 'name' as name, request from audit_log`,
  );
  expect(rows).toEqual([{ name: "kept", request: "it's a test" }]);
});

test("what the system makes for itself is not told, and no secret of it; what people choose is", async () => {
  const { db } = await testDatabase();
  const settings = { "campanile.actor": "person:00000000-0000-7000-8000-000000000001" };
  await db.tx(
    async (sql) => {
      await contactTokenSecret({ sql, secretsKeys: undefined });
      await ensureSetting(sql, "made at the first need", "a secret of any name");
      await dropSetting(sql, "made at the first need");
      await putSetting(sql, "chosen", "by somebody");
    },
    { settings },
  );
  const rows = await db.query("select entity_id as id, after -> 'value' as value from audit_log");
  expect(rows).toEqual([{ id: "chosen", value: "by somebody" }]);
});

test("the entities of the triggers are those that the API knows", async () => {
  const { db } = await testDatabase();
  const rows = await db.query<{ entity: string }>(
    `select distinct split_part(encode(t.tgargs, 'escape'), '\\000', 1) as entity
       from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where p.proname like 'write_audit_%' order by 1`,
  );
  expect(rows.map(({ entity }) => entity).toSorted()).toEqual([...auditedEntities].toSorted());
});
