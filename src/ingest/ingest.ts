import type { IncomingEvent, IngestResult, RefusedEvent } from "../domain/event.ts";

/** Takes events in: answered after commit, in the order given. */
export interface Ingest {
  /**
   * Keeps events and decides their bindings, all in one transaction or none.
   * @throws what isUnavailable() tells when Postgres can't be reached: nothing was kept, or (a
   * CommitUnknown) perhaps; the same message ids make a repetition safe.
   */
  ingest(events: readonly IncomingEvent[]): Promise<IngestResult[]>;
  /**
   * The same for events that somebody outside wrote in the product's own terms: the param that the
   * account has mapped identifies too, and what their types must say is asked for.
   */
  submit(events: readonly IncomingEvent[]): Promise<(IngestResult | RefusedEvent)[]>;
  /** Ends after what is in progress. */
  close(): Promise<void>;
}
