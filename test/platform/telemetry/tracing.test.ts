import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
import { createIngest } from "../../../src/ingest/create.ts";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { noTelemetry } from "../../../src/platform/telemetry/telemetry.ts";
import { traceWith } from "../../../src/platform/telemetry/tracing.ts";
import { workflowBundle } from "../../../src/worker/workflow-bundle.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { realRuns } from "../../support/real-runs.ts";
import { unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerProcess } from "../../support/worker.ts";

const histories = join(projectRoot, "test", "workflows", "histories");

test("one trace goes from the start of a run to its activities, and its history replays untraced", async () => {
  const exporter = new InMemorySpanExporter();
  const tracing = traceWith(new SimpleSpanProcessor(exporter), "campanile-test");
  afterwards(() => tracing.close());
  const { make, temporal } = await realRuns("traced", {
    telemetry: { ...noTelemetry, ...tracing },
  });
  const variable = {
    id: "greeting",
    kind: "setVariable",
    config: { name: "greeting", value: "Hi" },
  };
  const { follow } = await make(inARow(variable, email("mail", "Hello")));
  const { temporalId } = await follow();

  const spans = await eventually("the run's last span", () => {
    const ended = exporter.getFinishedSpans();
    return ended.some(({ name }) => name === "RunWorkflow:run") && ended;
  });
  const named = (name: string): ReadableSpan => {
    const span = spans.find((each) => each.name === name);
    if (span === undefined)
      throw new Error(`${name} is not among ${spans.map((each) => each.name).join(", ")}`);
    return span;
  };
  const parents = {
    "RunWorkflow:run": "StartWorkflow:run",
    "StartActivity:performBlock": "RunWorkflow:run",
    "RunActivity:performBlock": "StartActivity:performBlock",
    "StartActivity:performMessageHere": "RunWorkflow:run",
    "RunActivity:performMessageHere": "StartActivity:performMessageHere",
  };
  const ids = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  for (const [name, parent] of Object.entries(parents)) {
    expect([name, ids.get(named(name).parentSpanId ?? "")]).toEqual([name, parent]);
  }
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);

  const history = await temporal.client.workflow.getHandle(temporalId).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, temporalId);
});

test("a worker sends its traces to a collector, the last ones as it ends", async () => {
  const sent: { path: string | undefined; body: string }[] = [];
  const collector = createServer((request, response) => {
    void text(request).then((body) => {
      sent.push({ path: request.url, body });
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  afterwards(() => collector.close());
  await eventually("the collector", () => collector.listening);
  const { port } = collector.address() as AddressInfo;
  const { db, url: databaseUrl } = await testDatabase();
  const variable = { id: "greeting", kind: "setVariable", config: { name: "greeting" } };
  await makeWorkflow(db, { definition: inARow(variable) });
  const worker = await workerProcess({
    databaseUrl,
    taskQueue: unique("collected"),
    smtpUrl: "smtp://127.0.0.1:9",
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` },
  });
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await ingest.ingest([incoming()]);
  await eventually("the run's end", () =>
    db.query("select 1 from runs where ended_at is not null").then((rows) => rows.length),
  );
  expect(await worker.stop()).toBe(0);
  const bodies = sent.map(({ body }) => body).join("");
  for (const what of ["campanile-worker", "StartWorkflow:run", "RunActivity:performBlock"]) {
    expect(bodies).toContain(what);
  }
  expect(new Set(sent.map(({ path }) => path))).toEqual(new Set(["/v1/traces"]));
  expect(bodies).not.toContain("ada@example.com");
});

test("runs that began untraced go on traced", async () => {
  const sinks = { exporter: { export: { fn: () => undefined } } };
  const bundle = await workflowBundle({ isTraced: true });
  for (const file of readdirSync(histories)) {
    const history: unknown = JSON.parse(readFileSync(join(histories, file), "utf8"));
    await Worker.runReplayHistory({ workflowBundle: bundle, sinks }, history, `recorded/${file}`);
  }
});

function codeOf(bundle: Awaited<ReturnType<typeof workflowBundle>>): string {
  return "code" in bundle ? bundle.code : readFileSync(bundle.codePath, "utf8");
}

test("the interceptors are in the runs' code only where runs are traced", async () => {
  const code = async (isTraced: boolean): Promise<string> =>
    codeOf(await workflowBundle({ isTraced }));
  expect(await code(true)).toContain("opentelemetry");
  expect(await code(false)).not.toContain("sdk-trace-base");
});
