import { pino } from "pino";
import { expect, test } from "vitest";
import { openDatabase } from "../../../src/db/core/database.ts";
import { openWork } from "../../../src/db/core/open-work.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { ingestPhases } from "../../../src/platform/telemetry/instruments/events.ts";
import { observeStanding } from "../../../src/worker/observe/standing.ts";
import { sweepTimer, untimedSweeps } from "../../../src/worker/observe/sweep-timer.ts";
import { observeTaskQueues } from "../../../src/worker/observe/task-queues.ts";
import { noTelemetry } from "../../../src/platform/telemetry/telemetry.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";
import { scrape } from "../../support/scrape.ts";
import { testTelemetry } from "../../support/telemetry.ts";
import { eventually } from "../../support/wait.ts";

const log = pino({ level: "silent" });

test("a sweep is timed, its failures are counted, and only its good ends are remembered", async () => {
  const telemetry = await testTelemetry();
  const { timed, stop } = sweepTimer(telemetry);
  let isWell = false;
  const sweep = timed("deciding clicks", () =>
    isWell ? Promise.resolve() : Promise.reject(new Error("away")),
  );
  const read = () => scrape(telemetry.metricsPort);
  const label = '{sweep="deciding clicks"}';
  expect((await read()).get(`campanile_sweep_failures_total${label}`)).toBe(0);
  await expect(sweep()).rejects.toThrow("away");
  const failed = await read();
  expect(failed.get(`campanile_sweep_failures_total${label}`)).toBe(1);
  expect(failed.has(`campanile_sweep_last_success_timestamp_seconds${label}`)).toBe(false);
  isWell = true;
  const before = Date.now() / 1_000;
  await sweep();
  const well = await read();
  expect(well.get(`campanile_sweep_duration_seconds_count${label}`)).toBe(2);
  expect(well.get(`campanile_sweep_last_success_timestamp_seconds${label}`)).toBeGreaterThanOrEqual(
    before,
  );
  stop();
});

test("off, a sweep is the very work that it was given", () => {
  const work = () => Promise.resolve();
  expect(sweepTimer(noTelemetry).timed("anything", work)).toBe(work);
  expect(untimedSweeps("anything", work)).toBe(work);
});

test("Temporal is asked about its task queues once in ten seconds, however often is scraped", async () => {
  const telemetry = await testTelemetry();
  let asked = 0;
  let now = 0;
  let isThere = true;
  const stop = observeTaskQueues(telemetry, {
    taskQueue: "q",
    channels: () => ["sms"],
    ask: (queues) => {
      asked++;
      if (!isThere) return Promise.resolve({ outcome: "away", why: "it is away" });
      const states = queues.map(({ taskQueue }) => ({
        taskQueue,
        pollers: [{ identity: "w", lastSeenAt: new Date() }],
        backlog: 3,
        backlogSeconds: 70,
      }));
      return Promise.resolve({ outcome: "asked", states });
    },
    now: () => now,
  });
  const read = () => scrape(telemetry.metricsPort);
  const series = await read();
  expect(series.get('campanile_task_queue_backlog{task_queue="q-sms"}')).toBe(3);
  expect(series.get('campanile_task_queue_backlog_age_seconds{task_queue="q"}')).toBe(70);
  expect(series.get('campanile_task_queue_pollers{task_queue="q-webhook"}')).toBe(1);
  await read();
  expect(asked).toBe(1);
  isThere = false;
  now += 11_000;
  const away = await read();
  expect(asked).toBe(2);
  // What was true ten seconds ago is not told for ever.
  const queues = [...away].filter(([name]) => name.startsWith("campanile_task_queue"));
  expect(queues).toHaveLength(15);
  for (const [, value] of queues) expect(value).toBeNaN();
  stop();
});

test("a group of events is timed in each phase that it comes through, on either way", async () => {
  const telemetry = await testTelemetry();
  const { url } = await testDatabase();
  const db = openDatabase(url, 5, { telemetry });
  afterwards(() => db.close());
  const ingest = createIngest(db, telemetry);
  afterwards(() => ingest.close());
  await makeWorkflow(db, { bindings: [startOnOrder, { role: "stop", eventTypeKey: "paid" }] });
  await ingest.ingest([incoming({ messageId: "1" })]);
  await ingest.ingest([incoming({ messageId: "1" }), incoming({ messageId: "2" })]);
  const series = await scrape(telemetry.metricsPort);
  const timed = ingestPhases.map((phase) => [
    phase,
    (series.get(`campanile_ingest_phase_duration_seconds_count{phase="${phase}"}`) ?? 0) > 0,
  ]);
  expect(timed).toEqual(ingestPhases.map((phase) => [phase, true]));
  expect(series.get("campanile_ingest_batch_events_sum")).toBe(3);
  await eventually("a pool at rest", async () => {
    const later = await scrape(telemetry.metricsPort);
    return later.get('campanile_db_pool_connections{state="in_use"}') === 0;
  });
  expect(series.get("campanile_db_pool_max_connections")).toBe(5);
  expect(series.get("campanile_db_pool_wait_seconds_count")).toBeGreaterThan(0);
});

test("open runs are counted where they are few, and estimated where they are many", async () => {
  const telemetry = await testTelemetry();
  const { db } = await testDatabase();
  const { id } = await makeWorkflow(db);
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await ingest.ingest([incoming(), incoming({ email: "bob@example.com" })]);
  await db.query(
    "update runs set status = 'running' where id = (select min(id::text)::uuid from runs)",
  );
  const stop = observeStanding(db, telemetry, log);
  afterwards(stop);
  const read = () => scrape(telemetry.metricsPort);
  const few = await read();
  expect(few.get('campanile_runs_open{status="pending"}')).toBe(1);
  expect(few.get('campanile_runs_open{status="running"}')).toBe(1);
  expect(few.get("campanile_waits_open")).toBe(0);
  await db.query(
    `insert into runs (id, temporal_id, workflow_id, version_id, event_id, event_key, contact_id, status, created_at)
     select gen_random_uuid(), 'run/' || n, r.workflow_id, r.version_id, r.event_id, '', r.contact_id, 'running', now()
       from (select * from runs where workflow_id = $1 limit 1) r, generate_series(1, 12000) n`,
    [id],
  );
  const before = await openWork(db);
  expect(before.running).toBeGreaterThan(10_000);
  await db.query("analyze runs");
  expect((await openWork(db)).running).toBeGreaterThan(11_500);
});

test("while Postgres is away, what is open is not a number", async () => {
  const telemetry = await testTelemetry();
  const nowhere = openDatabase("postgres://127.0.0.1:1/nothing");
  afterwards(() => nowhere.close());
  observeStanding(nowhere, telemetry, log);
  const series = await scrape(telemetry.metricsPort);
  expect(series.get('campanile_runs_open{status="running"}')).toBeNaN();
  expect(series.get("campanile_partitions_ahead_seconds")).toBeNaN();
});
