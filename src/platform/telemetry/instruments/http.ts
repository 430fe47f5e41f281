import type { Histogram, Meter, UpDownCounter } from "@opentelemetry/api";
import { divided, shortBuckets } from "./buckets.ts";

/** A route is its template: paths hold ids of people's things, and are without number. */
export type HttpLabels = { method: string; route: string; status: string };

export interface HttpMetrics {
  requestDuration: Histogram<HttpLabels>;
  requestsInFlight: UpDownCounter;
}

export function httpMetrics(meter: Meter): HttpMetrics {
  return {
    requestDuration: meter.createHistogram("campanile_http_request_duration_seconds", {
      description: "How long a request took until its answer was sent, or its client gone.",
      ...divided(shortBuckets),
    }),
    requestsInFlight: meter.createUpDownCounter("campanile_http_requests_in_flight", {
      description: "Requests that are being answered now, live streams among them.",
    }),
  };
}
