import { performance } from "node:perf_hooks";
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { RequestHandler } from "express";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { contextOf } from "../platform/telemetry/trace-context.ts";
import { routeOf } from "./request-log.ts";

/** Asked all the time, by machines. */
const untraced = new Set(["/livez", "/readyz"]);

/** What measures and traces requests, for `app.use`: nothing where both are off. */
export function requestTelemetry(telemetry: Telemetry | undefined): RequestHandler[] {
  if (telemetry === undefined) return [];
  const { isMetered, workflowSpans } = telemetry;
  return [
    ...(isMetered ? [measureRequests(telemetry)] : []),
    ...(workflowSpans === undefined ? [] : [traceRequests(telemetry)]),
  ];
}

function measureRequests({
  metrics: { requestDuration, requestsInFlight },
}: Telemetry): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    requestsInFlight.add(1);
    response.once("close", () => {
      requestsInFlight.add(-1);
      requestDuration.record((performance.now() - began) / 1_000, {
        method: request.method,
        route: routeOf(request, response),
        status: `${Math.floor(response.statusCode / 100)}xx`,
      });
    });
    next();
  };
}

/**
 * A span for each request, which goes on with the caller's trace where there is one. It names the
 * route's template: paths, queries and headers hold ids and data of people.
 */
function traceRequests({ tracer }: Telemetry): RequestHandler {
  return (request, response, next) => {
    if (untraced.has(request.path)) return next();
    const { method } = request;
    const attributes = { "http.request.method": method };
    const parent = contextOf(request.header("traceparent"));
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
    response.once("close", () => {
      const route = routeOf(request, response);
      const { statusCode } = response;
      span.updateName(`${method} ${route}`);
      span.setAttributes({ "http.route": route, "http.response.status_code": statusCode });
      if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}
