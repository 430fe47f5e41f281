import type { Sampler } from "@opentelemetry/sdk-trace-base";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import type { SamplerName } from "./sampler-names.ts";

/**
 * What decides which traces are recorded. Parent based, whoever began a trace decides: the caller who
 * sends `traceparent`, and of all other traces the API.
 * @param ratio of those named so, the share that is recorded
 */
export function samplerOf(name: SamplerName, ratio: number): Sampler {
  const isOfParents = name.startsWith("parentbased_");
  const root = rootOf(name, ratio);
  return isOfParents ? new ParentBasedSampler({ root }) : root;
}

function rootOf(name: SamplerName, ratio: number): Sampler {
  if (name.endsWith("traceidratio")) return new TraceIdRatioBasedSampler(ratio);
  return name.endsWith("always_off") ? new AlwaysOffSampler() : new AlwaysOnSampler();
}
