import type { Sql, Statement } from "./database.ts";

/** What a step has deleted. */
export interface RetentionStep {
  count: number;
  /** The newest of them, as text: everything before is gone or another worker's. Null: none. */
  upTo: string | null;
}

/** Something that is kept for a time only. */
export interface RetentionRule {
  what: string;
  /**
   * Deletes some of what is due, the oldest first, in one short statement. Rows that another worker is
   * deleting are left to it.
   *
   * @param from what the step before came to: what lies before it need not be looked through again
   */
  step(sql: Sql, from: string | null): Promise<RetentionStep>;
}

const usualStep = 2_000;

/** Everything that workers forget. What the promises to producers and receivers need stays longer. */
export const retentionRules: readonly RetentionRule[] = [
  // Promised for 30 days.
  old("message ids", { table: "event_receipts", since: "received_at", after: "35 days" }),
  // The activities that it told go with each: fewer at once.
  old("deliveries", {
    table: "activity_deliveries",
    since: "ended_at",
    after: "30 days",
    atOnce: 500,
  }),
  old("notifications", {
    table: "notification_occurrences",
    since: "ended_at",
    after: "180 days",
    atOnce: 500,
  }),
  // What is usual is looked for on the last seven days.
  old("counts of hours", { table: "activity_by_hour", since: "hour", after: "15 days" }),
  // Long enough for runs that wait before they send.
  old("files of events", {
    table: "attached_files",
    since: "kept_at",
    after: "35 days",
    atOnce: 500,
  }),
  old("samples of webhooks", {
    table: "source_samples",
    since: "received_at",
    after: "7 days",
    atOnce: 500,
  }),
  // Long enough for another worker to decide what is left.
  old("clicks", { table: "link_clicks", since: "recorded_at", after: "2 days" }),
  // What they have come to stays: message logs, events, suppressions.
  old("reports of providers", {
    table: "channel_reports",
    since: "received_at",
    after: "180 days",
  }),
  // Long after: what is handed over again must be known again.
  old("in-app messages", { table: "in_app_messages", since: "expires_at", after: "30 days" }),
  old("sign-ins", { table: "browser_sessions", since: "expires_at", after: "0 s" }),
  old("sign-in codes", { table: "sign_in_codes", since: "expires_at", after: "0 s" }),
  // These are left over by runs that ended otherwise.
  old("attempts of blocks", { table: "block_attempts", since: "begun_at", after: "7 days" }),
  // No cap looks back longer than a year.
  old("places under caps", { table: "pressure_taken", since: "taken_at", after: "400 days" }),
  old("carts", { table: "carts", since: "touched_at", after: "180 days" }),
  // Nobody is told of what they looked at longer ago.
  old("looks at products", { table: "product_interest", since: "seen_on", after: "400 days" }),
  old("counts of days", { table: "event_type_days", since: "day", after: "90 days" }),
  old("reports of imports", {
    table: "contact_import_problems",
    since: "noted_at",
    after: "90 days",
  }),
  // What people change of anything else is kept for good.
  old("contacts, orders and products in the audit log", {
    table: "audit_log",
    since: "at",
    after: "90 days",
    only: "entity in ('contact', 'order', 'product')",
  }),
  { what: "activities for webhooks that are gone", step: orphanedActivities },
  { what: "files of imports that were never whole", step: unfinishedUploads },
];

/** Rows of a table whose time (`since`, which has an index) lies so far back. */
function old(
  what: string,
  rows: { table: string; since: string; after: string; only?: string; atOnce?: number },
): RetentionRule {
  const { table, since, after, only = "true", atOnce = usualStep } = rows;
  const text = `
    with due as materialized (
      select ctid from ${table}
       where ${since} < now() - interval '${after}' and ${only}
         and ${since} >= coalesce($1::timestamptz, '-infinity')
       order by ${since} limit ${atOnce} for update skip locked),
    gone as (
      delete from ${table} where ctid = any(array(select ctid from due)) returning ${since})
    select count(*) as count, max(${since})::text as "upTo" from gone`;
  return { what, step: (sql, from) => forget(sql, { name: `forget ${what}`, text }, [from]) };
}

/** Nothing waits for them any more: they have no request, and their webhook was deleted. */
function orphanedActivities(sql: Sql): Promise<RetentionStep> {
  const text = `
    with due as materialized (
      select o.ctid from activity_outbox o
       where o.delivery_id is null
         and not exists (select from activity_webhooks w where w.id = o.webhook_id)
       limit ${usualStep} for update of o skip locked),
    gone as (
      delete from activity_outbox where ctid = any(array(select ctid from due)) returning 1)
    select count(*) as count, null as "upTo" from gone`;
  return forget(sql, { name: "forget-orphaned-activities", text }, []);
}

/** Whoever began to upload a file has given up; the import stays, and says so. */
function unfinishedUploads(sql: Sql): Promise<RetentionStep> {
  const text = `
    with due as materialized (
      select id from contact_imports
       where state = 'uploading' and created_at < now() - interval '1 day'
       order by created_at limit ${usualStep} for update skip locked),
    ended as (
      update contact_imports i
         set state = 'failed', ended_at = clock_timestamp(),
             error = 'its file was not uploaded within a day'
        from due where i.id = due.id returning i.id),
    gone as (
      delete from contact_import_parts p using ended e where p.import_id = e.id returning 1)
    select count(*) as count, null as "upTo" from ended`;
  return forget(sql, { name: "forget-unfinished-uploads", text }, []);
}

async function forget(
  sql: Sql,
  statement: Statement,
  values: readonly unknown[],
): Promise<RetentionStep> {
  const [row] = await sql.query<RetentionStep>(statement, values);
  return row ?? { count: 0, upTo: null };
}
