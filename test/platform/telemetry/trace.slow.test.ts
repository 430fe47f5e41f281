import { expect, test } from "vitest";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import { apiProcess } from "../../support/api-process.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { email, inARow } from "../../support/definitions.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { lineOf, otlpReceiver } from "../../support/otlp-receiver.ts";
import { unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerProcess } from "../../support/worker.ts";

const caller = { trace: "4bf92f3577b34da6a3ce929d0e0e4736", span: "00f067aa0ba902b7" };
const address = "ada.lovelace@example.com";

/** An API that is traced, a workflow that sends a mail, and an event for it from a caller that is traced. */
async function traced(env: Record<string, string> = {}) {
  const { db, url: databaseUrl } = await testDatabase();
  const collector = await otlpReceiver();
  const mail = await testMailServer();
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const { key } = await createApiKey(
    contextOf(db),
    { name: "test", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const api = await apiProcess({ DATABASE_URL: databaseUrl, ...collector.env, ...env });
  const send = (traceparent = `00-${caller.trace}-${caller.span}-01`) =>
    fetch(`${api.url}/api/v1/event`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        traceparent,
        baggage: `customer=${address}`,
      },
      body: JSON.stringify({
        eventTypeKey: "order",
        keyValue: "A-1",
        params: [{ name: "Email", value: address }],
      }),
    });
  const taskQueue = unique("traced");
  const worker = () =>
    workerProcess({
      databaseUrl,
      taskQueue,
      smtpUrl: mail.url,
      env: { ...collector.env, ...env },
    });
  return { db, collector, mail, api, send, worker };
}

const way = [
  "POST /api/v1/event",
  "ingest",
  "dispatch run",
  "StartWorkflow:run",
  "RunWorkflow:run",
  "StartActivity:performMessageHere",
  "RunActivity:performMessageHere",
  "send email",
];

test("one trace leads from the caller's request to the message, and names nobody", async () => {
  const { collector, api, send, worker } = await traced();
  await worker();
  expect((await send()).status).toBe(200);
  const line = await eventually("the whole line of the message", () => {
    const sent = collector.spans.find(({ name }) => name === "send email");
    const found = sent === undefined ? [] : lineOf(collector.spans, sent);
    return found[0]?.name === way[0] && found;
  });
  expect(line.map(({ name }) => name)).toEqual(way);
  expect(line[0]).toMatchObject({ traceId: caller.trace, parentSpanId: caller.span });
  expect(new Set(line.map(({ service }) => service))).toEqual(
    new Set(["campanile-api", "campanile-worker"]),
  );
  const transaction = collector.spans.find(({ name }) => name === "ingest transaction");
  expect(transaction?.parentSpanId).toBe(line[1]?.spanId);
  for (const word of ["lovelace", "example.com", "A-1"])
    expect(collector.said()).not.toContain(word);

  const logged = api
    .output()
    .split("\n")
    .find((one) => one.includes('"route":"/api/v1/event"'));
  expect(JSON.parse(logged ?? "null")).toMatchObject({
    trace_id: caller.trace,
    span_id: line[0]?.spanId,
  });
});

test("the trace goes on in another worker when one is killed while it sends", async () => {
  const { collector, mail, send, worker } = await traced();
  mail.answer = () => "hang";
  const first = await worker();
  expect((await send()).status).toBe(200);
  await eventually("the mail at the server", () => mail.received.length > 0);
  await eventually("the start of the run", () =>
    collector.spans.some(({ name }) => name === "StartWorkflow:run"),
  );
  await first.kill();
  await worker();
  const run = await eventually("the run's last span", () =>
    collector.spans.find(({ name }) => name === "RunWorkflow:run"),
  );
  expect(lineOf(collector.spans, run).map(({ name }) => name)).toEqual(way.slice(0, 5));
  expect(run.traceId).toBe(caller.trace);
});

test("what its caller does not record is recorded nowhere, and its log lines name the trace all the same", async () => {
  const { db, collector, api, send, worker } = await traced();
  await worker();
  const unrecorded = "0af7651916cd43dd8448eb211c80319c";
  expect((await send(`00-${unrecorded}-${caller.span}-00`)).status).toBe(200);
  await eventually("the run's end", async () => {
    const ended = await db.query("select 1 from runs where ended_at is not null");
    return ended.length === 1;
  });
  expect((await send()).status).toBe(200);
  await eventually("the spans of the other", () =>
    collector.spans.some(
      ({ name, traceId }) => name === "RunWorkflow:run" && traceId === caller.trace,
    ),
  );
  const traces = new Set(collector.spans.map(({ traceId }) => traceId));
  expect([...traces]).toEqual([caller.trace]);
  expect(api.output()).toContain(`"trace_id":"${unrecorded}"`);
});

test("off, nothing of a trace is written: neither beside runs nor into the log", async () => {
  const { db, api, send, worker } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: "" });
  const ours = await worker();
  expect((await send()).status).toBe(200);
  await eventually("the run's end", async () => {
    const ended = await db.query("select 1 from runs where ended_at is not null");
    return ended.length === 1;
  });
  expect(await db.query("select trace from runs")).toEqual([{ trace: null }]);
  expect(api.output()).not.toContain("trace_id");
  expect(ours.log()).not.toContain("trace_id");
});
