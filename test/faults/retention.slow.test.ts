import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { retentionRules } from "../../src/db/core/retention.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { forgetAll } from "../../src/worker/retention.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";

const million = 1_000_000;
const ever = new AbortController().signal;

function named(what: string) {
  const found = retentionRules.find((one) => one.what === what);
  if (found === undefined) throw new Error(`nothing is called ${what}`);
  return found;
}

const count = async (db: Database, from: string) =>
  (await db.query<{ n: number }>(`select count(*) as n from ${from}`))[0]?.n;

test("a million old message ids go at 2,000 a second and more, by two workers at once, while events come in", async () => {
  const { db } = await testDatabase(10);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await db.query(
    `insert into event_receipts (message_id, event_id, fingerprint, received_at)
     select 'old-' || n, gen_random_uuid(), '\\x00', now() - interval '36 days' - make_interval(secs => n / 100)
       from generate_series(1, ${million}) n`,
  );
  await db.query(
    `insert into event_receipts (message_id, event_id, fingerprint, received_at)
     select 'new-' || n, gen_random_uuid(), '\\x00', now() - interval '34 days' from generate_series(1, 5000) n`,
  );
  let isOver = false;
  let events = 0;
  let slowest = 0;
  const coming = (async () => {
    while (!isOver) {
      const began = performance.now();
      await ingest.ingest([incoming({ messageId: `event-${events++}`, keyValue: String(events) })]);
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(5);
    }
  })();

  const began = performance.now();
  const gone = await Promise.all([1, 2].map(() => forgetAll(db, named("message ids"), ever)));
  const seconds = (performance.now() - began) / 1_000;
  isOver = true;
  await coming;
  console.log(
    JSON.stringify({ perSecond: Math.round(million / seconds), gone, events, slowestMs: slowest }),
  );

  expect((gone[0] ?? 0) + (gone[1] ?? 0)).toBe(million);
  expect(Math.min(...gone)).toBeGreaterThan(million / 20);
  expect(million / seconds).toBeGreaterThan(2_000);
  expect(await count(db, "event_receipts where message_id like 'new-%'")).toBe(5_000);
  expect(await count(db, "event_receipts where message_id like 'event-%'")).toBe(events);
  expect(events).toBeGreaterThan(seconds * 5);
  expect(slowest).toBeLessThan(5_000);
});

test("everything else that is forgotten goes as fast: deliveries with what they told, samples, sign-ins, codes, counts", async () => {
  const { db } = await testDatabase(10);
  await db.query(`
    insert into activity_webhooks (id, name, url, activities, secret)
    values ('019a0000-0000-7000-8000-0000000000aa', 'One', 'https://example.com', '{}', '\\x00')`);
  const made: [string, string, string][] = [
    [
      "deliveries",
      "activity_deliveries",
      `insert into activity_deliveries (id, webhook_id, state, activities, ended_at)
       select gen_random_uuid(), '019a0000-0000-7000-8000-0000000000aa', 'delivered', 1,
              now() - interval '31 days' from generate_series(1, 20000)`,
    ],
    [
      "activities for webhooks that are gone",
      "activity_outbox where delivery_id is null",
      `insert into activity_outbox (webhook_id, activity, contact_id, run_id)
       select gen_random_uuid(), 'message_sent', gen_random_uuid(), gen_random_uuid()
         from generate_series(1, 20000)`,
    ],
    [
      "samples of webhooks",
      "source_samples",
      `with source as (insert into sources (id, name, preset, mapping)
                       values (gen_random_uuid(), 'One', 'custom', '{}') returning id)
       insert into source_samples (id, source_id, received_at, headers, body, outcome)
       select gen_random_uuid(), id, now() - interval '8 days', '{}', '{}', 'sent'
         from source, generate_series(1, 20000)`,
    ],
    [
      "files of events",
      "attached_files",
      `insert into attached_files (id, content, kept_at)
       select md5(n::text), 'x', now() - interval '36 days' from generate_series(1, 20000) n`,
    ],
    [
      "clicks",
      "link_clicks",
      `with message as (
         insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                               sender, subject, html, body_text, transactional, state)
         values (gen_random_uuid(), gen_random_uuid(), 'b', 1, gen_random_uuid(), gen_random_uuid(),
                 'email', '', '', '', '', '', false, 'sent') returning id)
       insert into link_clicks (id, message_id, link_index, url, clicked_at, recorded_at, signs)
       select gen_random_uuid(), id, 0, '', now(), now() - interval '3 days', '{}'
         from message, generate_series(1, 20000)`,
    ],
    [
      "reports of imports",
      "contact_import_problems",
      `with done as (insert into contact_imports (id, options, state)
                     values (gen_random_uuid(), '{}', 'done') returning id)
       insert into contact_import_problems (import_id, line, severity, reason, noted_at)
       select id, n, 'error', '', now() - interval '91 days' from done, generate_series(1, 20000) n`,
    ],
    [
      "files of imports that were never whole",
      "contact_import_parts",
      `with begun as (insert into contact_imports (id, options, state, created_at)
                      select gen_random_uuid(), '{}', 'uploading', now() - interval '25 hours'
                        from generate_series(1, 20000) returning id)
       insert into contact_import_parts (import_id, starts, ends, bytes)
       select id, 0, 1, 'x' from begun`,
    ],
    [
      "sign-ins",
      "browser_sessions",
      `insert into browser_sessions (token_hash, scopes, expires_at)
       select int4send(n), '{}', now() - interval '1 s' from generate_series(1, 20000) n`,
    ],
    [
      "sign-in codes",
      "sign_in_codes",
      `insert into sign_in_codes (code_hash, expires_at)
       select int4send(n), now() - interval '1 s' from generate_series(1, 20000) n`,
    ],
    [
      "attempts of blocks",
      "block_attempts",
      `insert into block_attempts (run_id, block_id, visit, begun_at)
       select gen_random_uuid(), 'b', 1, now() - interval '8 days' from generate_series(1, 20000)`,
    ],
    [
      "contacts, orders and products in the audit log",
      "audit_log where entity <> 'segment'",
      // Those of segments stay, however old.
      `insert into audit_log (at, actor_kind, entity, entity_id, action)
       select now() - interval '91 days', 'key', entity, n, 'updated'
         from generate_series(1, 10000) n,
              unnest(array['contact', 'product', 'segment', 'segment']) as entity`,
    ],
    [
      "reports of providers",
      "channel_reports",
      `insert into channel_reports (channel, report_id, kind, at, received_at)
       select 'email', n, 'delivered', now(), now() - interval '181 days'
         from generate_series(1, 20000) n`,
    ],
    [
      "places under caps",
      "pressure_taken",
      `insert into pressure_taken (message_id, contact_id, channel, workflow_id, taken_at)
       select gen_random_uuid(), gen_random_uuid(), 'email', gen_random_uuid(), now() - interval '401 days'
         from generate_series(1, 20000)`,
    ],
    [
      "carts",
      "carts",
      `with made as (
         insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, 20000)
         returning id)
       insert into carts (contact_id, touched_at) select id, now() - interval '181 days' from made`,
    ],
    [
      "looks at products",
      "product_interest",
      `insert into product_interest (contact_id, product, seen_on)
       select gen_random_uuid(), 'lamp', current_date - 401 from generate_series(1, 20000)`,
    ],
    [
      "in-app messages",
      "in_app_messages",
      `with reader as (insert into contacts (id, source) values (gen_random_uuid(), 'api') returning id)
       insert into in_app_messages (id, contact_id, revision, content, expires_at)
       select gen_random_uuid(), id, 1, '{}', now() - interval '31 days'
         from reader, generate_series(1, 20000)`,
    ],
    [
      "notifications",
      "notification_occurrences",
      `with rule as (
         insert into notification_rules (id, name, condition, target_ids, quiet_hours)
         values (gen_random_uuid(), 'Silence', '{}', '{}', 0) returning id)
       insert into notification_occurrences (id, rule_id, subject, figures, ended_at)
       select gen_random_uuid(), id, '', '{}', now() - interval '181 days'
         from rule, generate_series(1, 20000)`,
    ],
    [
      "counts of hours",
      "activity_by_hour",
      `insert into activity_by_hour (hour, kind, subject, amount)
       select now() - interval '16 days', 'workflow', gen_random_uuid(), 1 from generate_series(1, 20000)`,
    ],
    [
      "counts of days",
      "event_type_days",
      `insert into event_type_days (type_id, day, events)
       select gen_random_uuid(), current_date - 91, 1 from generate_series(1, 20000)`,
    ],
  ];
  expect(retentionRules.map(({ what }) => what).toSorted()).toEqual(
    ["message ids", ...made.map(([what]) => what)].toSorted(),
  );
  for (const [what, , insert] of made) {
    await db.query(insert);
    if (what === "deliveries") {
      await db.query(
        `insert into activity_outbox (webhook_id, delivery_id, activity, contact_id, run_id)
         select webhook_id, id, 'message_sent', gen_random_uuid(), gen_random_uuid() from activity_deliveries`,
      );
    }
  }
  for (const [what, from] of made) {
    const began = performance.now();
    const gone = await Promise.all([1, 2].map(() => forgetAll(db, named(what), ever)));
    const perSecond = (20_000 * 1_000) / (performance.now() - began);
    expect((gone[0] ?? 0) + (gone[1] ?? 0), what).toBe(20_000);
    expect(perSecond, what).toBeGreaterThan(2_000);
    expect(await count(db, from), what).toBe(0);
  }
  expect(await count(db, "audit_log")).toBe(20_000);
  expect(await count(db, "activity_outbox")).toBe(0);
});
