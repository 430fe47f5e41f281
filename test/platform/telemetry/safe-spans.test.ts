import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { makeWorkflowExporter } from "@temporalio/interceptors-opentelemetry";
import { expect, test } from "vitest";
import { samplerNames } from "../../../src/platform/telemetry/sampler-names.ts";
import { samplerOf } from "../../../src/platform/telemetry/sampler.ts";
import { spanned } from "../../../src/platform/telemetry/spans.ts";
import {
  activeIds,
  activeTraceparent,
  contextOf,
} from "../../../src/platform/telemetry/trace-context.ts";
import { traceWith } from "../../../src/platform/telemetry/tracing.ts";
import { readConfig } from "../../../src/platform/config/config.ts";
import { afterwards } from "../../support/afterwards.ts";

const address = "ada@example.com";

function tracing() {
  const exporter = new InMemorySpanExporter();
  const made = traceWith(new SimpleSpanProcessor(exporter), "campanile-test");
  afterwards(() => made.close());
  return { exporter, ...made };
}

test("what nobody has put on the list leaves no process: neither attributes nor words of errors", async () => {
  const { exporter, tracer } = tracing();
  const failing = spanned(tracer, "one", {}, (span) => {
    span.setAttributes({ "campanile.channel": "email", "enduser.id": address });
    span.recordException(new Error(`${address} was refused`));
    return Promise.reject(new Error(address));
  });
  await expect(failing).rejects.toThrow(address);
  const [span] = exporter.getFinishedSpans();
  expect(span?.attributes).toEqual({ "campanile.channel": "email", "error.type": "Error" });
  expect(span?.events.map(({ attributes }) => attributes)).toEqual([{ "exception.type": "Error" }]);
  expect(span?.status).toEqual({ code: 2 });
  const { events, attributes, status } = span ?? {};
  expect(JSON.stringify({ events, attributes, status })).not.toContain(address);
});

test("spans that end in Temporal's sandbox go the same way", () => {
  const { exporter, workflowSpans } = tracing();
  const sink = makeWorkflowExporter(workflowSpans.spanProcessor, workflowSpans.resource);
  const serialized = {
    name: "RunWorkflow:run",
    spanContext: { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 },
    attributes: {},
    events: [],
    links: [],
    status: { code: 1, message: address },
  };
  void sink.export.fn({ workflowId: "run/1", memo: { address } } as never, [serialized] as never);
  const [span] = exporter.getFinishedSpans();
  expect(span?.attributes).toEqual({ workflowId: "run/1" });
  expect(span?.status).toEqual({ code: 1 });
});

test("a trace is put down and taken up again as W3C writes it, and nothing that is not that", async () => {
  const { tracer } = tracing();
  expect([activeTraceparent(), activeIds()]).toEqual([null, {}]);
  const put = await spanned(tracer, "one", {}, () => Promise.resolve(activeTraceparent()));
  expect(put).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const [, traceId] = put?.split("-") ?? [];
  const further = await spanned(tracer, "two", { parent: contextOf(put) }, () =>
    Promise.resolve(activeIds()),
  );
  expect(further.trace_id).toBe(traceId);
  for (const wrong of [
    "",
    "00-0-0-01",
    `00-${"0".repeat(32)}-${"0".repeat(16)}-01`,
    "x".repeat(900),
  ]) {
    const own = await spanned(tracer, "three", { parent: contextOf(wrong) }, () =>
      Promise.resolve(activeIds()),
    );
    expect(own.trace_id).not.toBe(traceId);
    expect(own.trace_id).toMatch(/^[0-9a-f]{32}$/);
  }
});

test("each sampler of OpenTelemetry's specification is made, by its name", () => {
  const made = samplerNames.map((name) => samplerOf(name, 0.1).toString());
  expect(made).toEqual([
    "AlwaysOnSampler",
    "AlwaysOffSampler",
    "TraceIdRatioBased{0.1}",
    expect.stringContaining("ParentBased{root=AlwaysOnSampler"),
    expect.stringContaining("ParentBased{root=AlwaysOffSampler"),
    expect.stringContaining("ParentBased{root=TraceIdRatioBased{0.1}"),
  ]);
});

test.each([
  [{ OTEL_TRACES_SAMPLER: "sometimes" }, "OTEL_TRACES_SAMPLER"],
  [{ OTEL_TRACES_SAMPLER_ARG: "10%" }, "OTEL_TRACES_SAMPLER_ARG"],
  [{ OTEL_TRACES_SAMPLER_ARG: "1.5" }, "OTEL_TRACES_SAMPLER_ARG"],
])("%o is refused by its name", (env, name) => {
  const read = readConfig(env);
  expect(read.ok ? [] : read.problems.map((problem) => problem.name)).toEqual([name]);
});

test.each(["0", "1", "0.1", ".25", "1.0"])("a share of %s is taken", (share) => {
  const read = readConfig({ OTEL_TRACES_SAMPLER_ARG: share });
  expect(read.ok && read.config.telemetry.samplerRatio).toBe(Number(share));
});
