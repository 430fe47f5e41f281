import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { pastEvents } from "../../support/past-events.ts";
import { pastRuns, scene } from "./scene.ts";

async function typeId(db: Database, key: string): Promise<string> {
  const [row] = await db.query<{ id: string }>("select id from event_types where key = $1", [key]);
  return row?.id ?? "";
}

const startOn = (eventTypeKey: string) => ({
  role: "start",
  eventTypeKey,
  frequency: { kind: "each" },
});
const days = [1, 2, 3, 4, 5, 6, 7];

test("an event type that has some at this time each day, and none now, is silent until the next one", async () => {
  const { db, rule, sweep } = await scene();
  await makeWorkflow(db, { bindings: [startOn("Order"), startOn("Rare"), startOn("Night")] });
  const [order, rare, night] = [
    await typeId(db, "Order"),
    await typeId(db, "Rare"),
    await typeId(db, "Night"),
  ];
  for (const day of days) {
    await pastEvents(db, order, { hoursAgo: day * 24 + 1 });
    // At another time of day.
    await pastEvents(db, night, { hoursAgo: day * 24 + 12 });
  }
  await pastEvents(db, rare, { hoursAgo: 7 * 24 + 1 });
  await rule({ kind: "silence", of: "eventType", id: null, hours: 3 });
  expect(await sweep()).toEqual(["began Order"]);
  expect(await sweep()).toEqual([]);
  await pastEvents(db, order, { hoursAgo: 0.1 });
  expect(await sweep()).toEqual(["ended Order"]);
  const rows = await db.query("select figures from notification_occurrences");
  expect(rows).toEqual([{ figures: { lastAt: expect.stringMatching(/^\d{4}-.*Z$/) } }]);
});

test("an active workflow that starts nothing any more is silent; one that was paused is not", async () => {
  const { db, rule, sweep } = await scene();
  const [welcome, paused] = [
    await makeWorkflow(db, { name: "Welcome" }),
    await makeWorkflow(db, { name: "Paused" }),
  ];
  for (const day of days) {
    await pastRuns(db, welcome, { hoursAgo: day * 24 + 2 });
    await pastRuns(db, paused, { hoursAgo: day * 24 + 2 });
  }
  await db.query("update workflows set status = 'paused' where id = $1", [paused.id]);
  await rule({ kind: "silence", of: "workflow", id: null, hours: 6 });
  await rule({ kind: "silence", of: "workflow", id: paused.id, hours: 6 });
  expect(await sweep()).toEqual(["began Welcome"]);
  await pastRuns(db, welcome, { hoursAgo: 1 });
  expect(await sweep()).toEqual(["ended Welcome"]);
});

test("three times as many events in an hour as at this time on other days are a burst, 2.9 times are not", async () => {
  const { db, rule, sweep } = await scene();
  const workflow = await makeWorkflow(db, { name: "Busy", bindings: [startOn("Order")] });
  const order = await typeId(db, "Order");
  for (const day of days) {
    // Also in the clock hour behind, should one begin while this goes on.
    for (const hoursAgo of [day * 24 - 1, day * 24, day * 24 + 1]) {
      await pastEvents(db, order, { hoursAgo, count: 20 });
      await pastRuns(db, workflow, { hoursAgo, count: 10 });
    }
  }
  await rule({ kind: "burst", of: "eventType", id: null, times: 3, atLeast: 10 });
  await rule({ kind: "burst", of: "workflow", id: workflow.id, times: 3, atLeast: 100 });
  await pastEvents(db, order, { hoursAgo: 0.5, count: 58 });
  await pastRuns(db, workflow, { hoursAgo: 0.5, count: 99 });
  expect(await sweep()).toEqual([]);
  await pastEvents(db, order, { hoursAgo: 0.2, count: 4 });
  await pastRuns(db, workflow, { hoursAgo: 0.2, count: 1 });
  expect(await sweep()).toEqual(["began Order", "began Busy"]);
  const rows = await db.query("select figures from notification_occurrences order by id");
  expect(rows).toEqual([{ figures: { count: 62, of: 20 } }, { figures: { count: 100, of: 10 } }]);
});

test("a share of failed runs is of those that ended within the hours, of one workflow or of all", async () => {
  const { db, rule, sweep } = await scene();
  const good = await makeWorkflow(db, { name: "Good" });
  const bad = await makeWorkflow(db, { name: "Bad" });
  await pastRuns(db, good, { hoursAgo: 0.5, count: 90 });
  await pastRuns(db, bad, { hoursAgo: 0.5, count: 10, status: "failed" });
  await pastRuns(db, bad, { hoursAgo: 30, count: 500, status: "failed" });
  const rate = { percent: 10, hours: 24, atLeast: 10 };
  await rule({ kind: "failedRuns", workflowId: null, ...rate });
  await rule({ kind: "failedRuns", workflowId: bad.id, ...rate });
  await rule({ kind: "failedRuns", workflowId: good.id, ...rate });
  expect(await sweep()).toEqual(["began Bad"]);
  await pastRuns(db, good, { hoursAgo: 0.5, count: 1, status: "failed" });
  expect(await sweep()).toEqual(["began all"]);
  await pastRuns(db, good, { hoursAgo: 0.1, count: 100 });
  expect(await sweep()).toEqual(["ended all"]);
});

test("failed messages, bounces and complaints are told above their rates", async () => {
  const { db, rule, sweep } = await scene();
  const message = (state: string, count: number) =>
    db.query(
      `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                             sender, subject, html, body_text, transactional, state)
       select gen_random_uuid(), gen_random_uuid(), 'mail', 1, gen_random_uuid(), gen_random_uuid(), 'email',
              '', '', '', '', '', false, $1 from generate_series(1, $2::int)`,
      [state, count],
    );
  const reports = (kind: string, count: number) =>
    db.query(
      `insert into channel_reports (channel, report_id, kind, at, applied_at)
       select 'email', gen_random_uuid()::text, $1, now(), now() from generate_series(1, $2::int)`,
      [kind, count],
    );
  const rate = { hours: 1, atLeast: 50 };
  await rule({ kind: "failedMessages", percent: 4, ...rate });
  await rule({ kind: "bounces", percent: 4, ...rate });
  await rule({ kind: "complaints", percent: 0.1, ...rate });
  await message("sent", 96);
  await message("failed", 4);
  await reports("delivered", 96);
  await reports("bounced", 4);
  expect(await sweep()).toEqual([]);
  await message("failed", 1);
  await reports("bounced", 1);
  await reports("complained", 1);
  expect(await sweep()).toEqual(["began all", "began all", "began all"]);
  const rows = await db.query("select figures from notification_occurrences order by id");
  expect(rows.map(({ figures }) => figures)).toEqual([
    { count: 5, of: 101 },
    { count: 5, of: 101 },
    { count: 1, of: 101 },
  ]);
});

test("low pools, missing channels, late webhooks and waiting runs are what the home page shows", async () => {
  const { db, rule, sweep } = await scene();
  const { id, versionId } = await makeWorkflow(db, { name: "Texts" });
  await db.query(
    "insert into promo_pools (id, name, low_stock) values (gen_random_uuid(), 'Ten off', 1)",
  );
  await db.query(
    `insert into workflow_versions (id, workflow_id, number, plan, definition)
     select gen_random_uuid(), workflow_id, 2, plan,
            jsonb_insert(definition, '{blocks,0}', '{"id": "sms", "kind": "sendSms"}')
       from workflow_versions where id = $1`,
    [versionId],
  );
  await db.query("update workflows set current_version = 2 where id = $1", [id]);
  await db.query(
    `with w as (insert into activity_webhooks (id, name, url, activities, secret)
                values (gen_random_uuid(), 'Shop', 'https://shop.example.com', '{}', '') returning id)
     insert into activity_deliveries (id, webhook_id, activities, created_at, problem)
     select gen_random_uuid(), id, 1, now() - interval '2 hours', 'answered 500' from w`,
  );
  await pastRuns(db, { id, versionId, bindings: [] }, { hoursAgo: 0.2, status: "pending" });
  await rule({ kind: "lowPool", id: null });
  await rule({ kind: "channelNotSetUp" });
  await rule({ kind: "lateWebhook" });
  await rule({ kind: "backlog", minutes: 10 });
  await rule({ kind: "backlog", minutes: 20 });
  expect(await sweep()).toEqual(["began Ten off", "began SMS", "began Shop", "began all"]);
  await db.query(
    `insert into promo_codes (pool_id, code) select id, n::text from promo_pools, generate_series(1, 2) as n`,
  );
  await db.query("update workflows set current_version = 1");
  await db.query("update activity_deliveries set state = 'delivered'");
  await db.query("update runs set status = 'completed'");
  expect(await sweep()).toEqual(["ended Ten off", "ended SMS", "ended Shop", "ended all"]);
});
