import type { IngestResult, RefusedEvent } from "../domain/event.ts";

/** What became of a batch. */
export interface IngestedBatch {
  /** Refused are events from outside only. */
  results: (IngestResult | RefusedEvent)[];
  /** Whether the dispatcher has something to do. */
  work: boolean;
}
