import { contextOf } from "../../support/context.ts";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { freePort } from "../../../src/platform/ports.ts";
import { startTelemetry } from "../../../src/platform/telemetry/start.ts";
import { noTelemetry } from "../../../src/platform/telemetry/telemetry.ts";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import { afterwards } from "../../support/afterwards.ts";
import { apiProcess } from "../../support/api-process.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { inARow } from "../../support/definitions.ts";
import { scrape } from "../../support/scrape.ts";
import { testTelemetry } from "../../support/telemetry.ts";
import { unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerProcess } from "../../support/worker.ts";

const log = pino({ level: "silent" });
const off = {
  metricsPort: undefined,
  metricsHost: "127.0.0.1",
  otlpEndpoint: undefined,
  sampler: "always_on",
  samplerRatio: 1,
} as const;

test("API and worker answer Prometheus, each on a port of its own", async () => {
  const { db, url: databaseUrl } = await testDatabase();
  const variable = {
    id: "greeting",
    kind: "setVariable",
    config: { name: "greeting", value: "Hi" },
  };
  await makeWorkflow(db, { definition: inARow(variable) });
  const { key } = await createApiKey(
    contextOf(db),
    { name: "test", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const apiMetrics = await freePort(0);
  const api = await apiProcess({
    DATABASE_URL: databaseUrl,
    METRICS_PORT: String(apiMetrics),
  });
  const send = () =>
    fetch(`${api.url}/api/v1/event`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        eventTypeKey: "order",
        keyValue: "A-1",
        messageId: "m-1",
        params: [{ name: "Email", value: "ada@example.com" }],
      }),
    });
  expect((await send()).status).toBe(200);
  expect((await send()).status).toBe(200);
  const seen = await scrape(apiMetrics);
  expect(seen.get('campanile_events_total{outcome="accepted"}')).toBe(1);
  expect(seen.get('campanile_events_total{outcome="duplicate"}')).toBe(1);
  expect(seen.get('campanile_decisions_total{role="start",outcome="launched"}')).toBe(1);
  expect((await fetch(`${api.url}/metrics`)).headers.get("content-type")).not.toContain("0.0.4");

  const workerMetrics = await freePort(0);
  const worker = await workerProcess({
    databaseUrl,
    taskQueue: unique("scraped"),
    smtpUrl: "smtp://127.0.0.1:9",
    env: { METRICS_PORT: String(workerMetrics) },
  });
  await eventually("an empty backlog", async () => {
    const series = await scrape(workerMetrics);
    return series.get('campanile_dispatch_backlog{kind="run"}') === 0;
  });
  await eventually("the run's block", async () => {
    const series = await scrape(workerMetrics);
    const timed = 'campanile_block_duration_seconds_count{kind="setVariable",outcome="done"}';
    return series.get(timed) === 1;
  });
  expect(await worker.stop()).toBe(0);
});

test("off, no port is opened and no instrument made", async () => {
  const listening = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
  const before = listening();
  const telemetry = await startTelemetry("api", off, log);
  expect(listening()).toBe(before);
  expect(telemetry).toMatchObject({ isMetered: false, workflowSpans: undefined });
  expect(telemetry.metricsPort).toBeUndefined();
  expect(telemetry.metrics).toBe(noTelemetry.metrics);
  // OpenTelemetry's API has one counter for all that count nothing.
  expect(noTelemetry.metrics.events).toBe(noTelemetry.metrics.messages);
  expect(telemetry.tracer.startSpan("nothing").isRecording()).toBe(false);
  await telemetry.close();
});

test("a database that nobody meters records nothing", async () => {
  const { db } = await testDatabase();
  const record = vi.fn<() => void>();
  db.measure(record);
  await db.tx((sql) => Promise.resolve(sql.measure(record)));
  expect(record).not.toHaveBeenCalled();
});

test("the port answers nothing but /metrics", async () => {
  const { metricsPort, metrics } = await testTelemetry();
  metrics.events.add(1, { outcome: "accepted" });
  const at = `http://127.0.0.1:${metricsPort}`;
  const answer = await fetch(`${at}/metrics?name[]=x`);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await answer.text();
  expect(text).toContain("# TYPE campanile_events_total counter");
  expect(text).toContain('\ncampanile_events_total{outcome="accepted"} 1\n');
  expect(text).toContain('\ncampanile_events_total{outcome="refused"} 0\n');
  expect(text.endsWith("\n")).toBe(true);
  expect((await fetch(at)).status).toBe(404);
  expect((await fetch(`${at}/livez`)).status).toBe(404);
  expect((await fetch(`${at}/metrics`, { method: "POST" })).status).toBe(405);
});

test("a worker says there that it lives, and that it is ready once it works", async () => {
  const { url: databaseUrl } = await testDatabase();
  const port = await freePort(0);
  const settings = {
    databaseUrl,
    taskQueue: unique("ready"),
    smtpUrl: "smtp://127.0.0.1:9",
    env: { METRICS_PORT: String(port) },
  };
  const answered = async (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => "nobody",
    );
  const waiting = await workerProcess(
    { ...settings, temporalAddress: "127.0.0.1:1" },
    { isReady: false },
  );
  await eventually("its life", async () => (await answered("/livez")) === 200);
  expect(await answered("/readyz")).toBe(503);
  await waiting.kill();
  const worker = await workerProcess(settings);
  expect(await answered("/readyz")).toBe(200);
  expect(await worker.stop()).toBe(0);
});

test("a port that is taken is told with its setting", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  afterwards(() => server.close());
  await eventually("the server", () => server.listening);
  const { port } = server.address() as AddressInfo;
  await expect(startTelemetry("api", { ...off, metricsPort: port }, log)).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken by another program: end it, or set METRICS_PORT to a free port`,
  );
});
