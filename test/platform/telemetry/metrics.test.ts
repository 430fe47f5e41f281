import { pino } from "pino";
import { expect, test } from "vitest";
import { openDatabase } from "../../../src/db/core/database.ts";
import { observeBacklog } from "../../../src/dispatch/observe-backlog.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { ingestInTransaction } from "../../../src/ingest/ingest-in-transaction.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { scrape } from "../../support/scrape.ts";
import { testTelemetry } from "../../support/telemetry.ts";
import { unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";

const log = pino({ level: "silent" });

const event = (outcome: string): string => `campanile_events_total{outcome="${outcome}"}`;
const start = (outcome: string): string =>
  `campanile_decisions_total{role="start",outcome="${outcome}"}`;
const message = (outcome: string): string =>
  `campanile_messages_total{channel="email",outcome="${outcome}"}`;
const blocks = (kind: string, outcome: string): string =>
  `campanile_block_duration_seconds_count{kind="${kind}",outcome="${outcome}"}`;
const backlog = (kind: string): string => `campanile_dispatch_backlog{kind="${kind}"}`;
const backlogAge = (kind: string): string =>
  `campanile_dispatch_backlog_oldest_age_seconds{kind="${kind}"}`;

/** A database that measures, and what is read of it. */
async function measured() {
  const telemetry = await testTelemetry();
  const { url } = await testDatabase();
  const db = openDatabase(url, 5, { telemetry });
  afterwards(() => db.close());
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  return { url, db, ingest, telemetry, read: () => scrape(telemetry.metricsPort) };
}

test("each event is counted once, and what it did once: a repetition does nothing again", async () => {
  const { db, ingest, read } = await measured();
  const filter = { ">": [{ var: "event.params.total" }, 100] };
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter }] });
  const large = incoming({ messageId: "1", params: { total: 200 } });
  await ingest.ingest([large, incoming({ params: { total: 50 } })]);
  await ingest.ingest([large]);
  await ingest.ingest([incoming({ messageId: "1", params: { total: 999 } })]);
  const series = await read();
  expect(series.get(event("accepted"))).toBe(2);
  expect(series.get(event("duplicate"))).toBe(1);
  expect(series.get(event("message_id_reused"))).toBe(1);
  expect(series.get(start("launched"))).toBe(1);
  expect(series.get(start("filtered"))).toBe(1);
});

test("what is rolled back is never counted, and what others commit is", async () => {
  const { db, read } = await measured();
  const undone = db.tx(async (sql) => {
    await ingestInTransaction(sql, [incoming()]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await read()).get(event("accepted"))).toBe(0);
  await db.tx(async (sql) => {
    await ingestInTransaction(sql, [incoming()]);
    expect((await read()).get(event("accepted"))).toBe(0);
  });
  expect((await read()).get(event("accepted"))).toBe(1);
});

test("a worker times blocks, and counts messages by what became of them", async () => {
  const { url, db, ingest, telemetry, read } = await measured();
  const mail = await testMailServer();
  mail.answer = ({ to }, attempt) => {
    if (to.startsWith("nobody")) return { code: 550, message: "no such user" };
    return attempt === 1 ? { code: 451, message: "later" } : "take";
  };
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const taskQueue = unique("metrics");
  await workerHere({ databaseUrl: url, smtpUrl: mail.url, taskQueue, telemetry });
  await ingest.ingest([incoming(), incoming({ email: "nobody@example.com" })]);
  await eventually("both ends", async () => {
    const ended = await db.query("select 1 from runs where ended_at is not null");
    return ended.length === 2;
  });
  const series = await read();
  expect(series.get(message("sent"))).toBe(1);
  expect(series.get(message("failed"))).toBe(1);
  expect(series.get(message("deferred"))).toBe(1);
  expect(series.get(blocks("sendEmail", "done"))).toBe(2);
  expect(series.get(blocks("sendEmail", "retried"))).toBe(1);
});

test("the backlog and its age are what waits in Postgres while nobody dispatches", async () => {
  const { db, ingest, telemetry, read } = await measured();
  await makeWorkflow(db);
  const stop = observeBacklog(db, telemetry, log);
  expect(await read().then((series) => series.get(backlog("run")))).toBe(0);
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com" })]);
  await db.query(
    "update runs set created_at = now() - interval '1 hour' where id = (select id from runs limit 1)",
  );
  const series = await read();
  expect(series.get(backlog("run"))).toBe(2);
  expect(series.get(backlogAge("run"))).toBeGreaterThanOrEqual(3_600);
  expect(series.get(backlogAge("run"))).toBeLessThan(3_700);
  expect(series.get(backlog("signal"))).toBe(0);
  expect(series.get(backlogAge("signal"))).toBe(0);
  stop();
});

test("while Postgres is away everything else is told", async () => {
  const { ingest, telemetry, read } = await measured();
  await ingest.ingest([incoming()]);
  const nowhere = openDatabase("postgres://127.0.0.1:1/nothing");
  afterwards(() => nowhere.close());
  observeBacklog(nowhere, telemetry, log);
  const series = await read();
  expect(series.get(event("accepted"))).toBe(1);
  expect(series.get(backlog("run"))).toBeNaN();
});
