import { proxySinks } from "@temporalio/workflow";
import type { Sinks } from "@temporalio/workflow";

export interface BenchSinks extends Sinks {
  bench: { ended(): void };
}

const { bench } = proxySinks<BenchSinks>();

/** A Temporal workflow that does nothing: the price of a run by itself. */
export function empty(): Promise<void> {
  bench.ended();
  return Promise.resolve();
}
