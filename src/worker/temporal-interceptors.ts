import { createRequire } from "node:module";
import type { ClientInterceptors } from "@temporalio/client";
import type { WorkerOptions } from "@temporalio/worker";
import { blockTimer } from "../activities/block-timer.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";

/** Temporal's own interceptors, which run inside its sandbox: bundled with the runs' code. */
export const workflowInterceptors = createRequire(import.meta.url).resolve(
  "@temporalio/interceptors-opentelemetry/lib/workflow-interceptors",
);

/** What puts the trace of a start or a signal into its headers. */
export async function clientInterceptors({
  tracer,
  workflowSpans,
}: Telemetry): Promise<ClientInterceptors> {
  if (workflowSpans === undefined) return {};
  const { OpenTelemetryWorkflowClientInterceptor } = await temporalTracing();
  return { workflow: [new OpenTelemetryWorkflowClientInterceptor({ tracer })] };
}

/** What times blocks and what follows a trace into runs and activities; nothing when both are off. */
export async function workerInterceptors({
  isMetered,
  metrics,
  tracer,
  workflowSpans,
}: Telemetry): Promise<Pick<WorkerOptions, "interceptors" | "sinks">> {
  const timers = isMetered ? [blockTimer(metrics)] : [];
  if (workflowSpans === undefined) return { interceptors: { activity: timers } };
  const { makeWorkflowExporter, OpenTelemetryActivityInboundInterceptor } = await temporalTracing();
  const { spanProcessor, resource } = workflowSpans;
  return {
    interceptors: {
      activity: [
        (context) => ({
          inbound: new OpenTelemetryActivityInboundInterceptor(context, { tracer }),
        }),
        ...timers,
      ],
    },
    sinks: { exporter: makeWorkflowExporter(spanProcessor, resource) },
  };
}

function temporalTracing() {
  return import("@temporalio/interceptors-opentelemetry");
}
