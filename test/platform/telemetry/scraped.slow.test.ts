import { expect, test } from "vitest";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import { freePort } from "../../../src/platform/ports.ts";
import { ownMetrics, seriesOf, temporalMetrics } from "../../docs/told-metrics.ts";
import { apiProcess } from "../../support/api-process.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { email, inARow } from "../../support/definitions.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { scrape } from "../../support/scrape.ts";
import { unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerProcess } from "../../support/worker.ts";

/** A series, taken apart: `name{label="value"}`. */
function apart(series: string): { name: string; labels: string[] } {
  const [name = ""] = series.split("{");
  return { name, labels: [...series.matchAll(/[{,](\w+)="/g)].map(([, label = ""]) => label) };
}

/** What only shows once something has failed, waited or is seldom. */
const seldom =
  /failed|failure|evict|pause|given_up|retention|webhook_deliveries|notifications_total|rendering_duration|rendering_threads|temporal_activity|schedule_to_start|gc_duration/;

test("what API and worker tell is what the page tells of, with those labels and no others", async () => {
  const { db, url: databaseUrl } = await testDatabase();
  const mail = await testMailServer();
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const { key } = await createApiKey(
    contextOf(db),
    { name: "test", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const ports = { api: await freePort(0), worker: await freePort(0) };
  const api = await apiProcess({ DATABASE_URL: databaseUrl, METRICS_PORT: String(ports.api) });
  const taskQueue = unique("scraped");
  await workerProcess({
    databaseUrl,
    taskQueue,
    smtpUrl: mail.url,
    env: { METRICS_PORT: String(ports.worker) },
  });
  const answer = await fetch(`${api.url}/api/v1/event`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      eventTypeKey: "order",
      keyValue: "A-1",
      params: [{ name: "Email", value: "ada.lovelace@example.com" }],
    }),
  });
  expect(answer.status).toBe(200);
  const stepTimes = "temporal_workflow_task_execution_latency_seconds_count";
  const ended = 'campanile_runs_ended_total{status="completed"}';
  const worker = await eventually("the run's end", async () => {
    const series = await scrape(ports.worker);
    // Core notes a step of a run after it has been answered.
    const isNoted = [...series.keys()].some((name) => name.startsWith(stepTimes));
    return series.get(ended) === 1 && isNoted && series;
  });
  const all = new Map([...(await scrape(ports.api)), ...worker]);

  const told = new Map(ownMetrics().flatMap((one) => seriesOf(one)));
  const found = new Map<string, Set<string>>();
  for (const series of all.keys()) {
    const { name, labels } = apart(series);
    found.set(name, new Set([...(found.get(name) ?? []), ...labels]));
  }
  for (const [name, labels] of found) {
    if (name.startsWith("temporal_")) continue;
    expect([name, told.has(name)]).toEqual([name, true]);
    expect([name, [...labels].toSorted()]).toEqual([name, told.get(name)?.toSorted()]);
  }
  const missing = [...ownMetrics(), ...temporalMetrics()]
    .flatMap((one) => seriesOf(one).map(([name]) => name))
    .filter((name) => !found.has(name) && !seldom.test(name));
  expect(missing).toEqual([]);
  for (const word of ["lovelace", "example.com", "A-1"]) {
    expect([...all.keys()].join("\n")).not.toContain(word);
  }

  expect(all.get("campanile_runs_started_total")).toBe(1);
  expect(all.get("campanile_dispatch_latency_seconds_count")).toBe(1);
  expect(all.get('campanile_dispatch_calls_total{kind="run",outcome="taken"}')).toBe(1);
  expect(all.get('campanile_channel_send_duration_seconds_count{channel="email"}')).toBe(1);
  expect(all.get('campanile_channel_wait_seconds_count{channel="email"}')).toBe(1);
  expect(all.get("campanile_ingest_batch_events_sum")).toBe(1);
  expect(all.get('campanile_ingest_phase_duration_seconds_count{phase="wait"}')).toBe(1);
  expect(all.get('campanile_ingest_phase_duration_seconds_count{phase="write"}')).toBe(1);
  expect(
    all.get(
      'campanile_http_request_duration_seconds_count{method="POST",route="/api/v1/event",status="2xx"}',
    ),
  ).toBe(1);
  expect(all.get("campanile_http_requests_in_flight")).toBe(0);
  expect(all.get(`campanile_task_queue_pollers{task_queue="${taskQueue}"}`)).toBeGreaterThan(0);
  expect(all.get("campanile_db_pool_max_connections")).toBeGreaterThan(0);
  const twoMonths = 55 * 86_400;
  expect(all.get("campanile_partitions_ahead_seconds")).toBeGreaterThan(twoMonths);
});
