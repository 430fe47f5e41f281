import type { IncomingEvent, IngestResult } from "./event.ts";

/** Takes events in: answered after commit, in the order given. */
export interface Ingest {
  /**
   * Keeps events and decides their bindings, all in one transaction or none.
   * @throws what isUnavailable() tells when Postgres can't be reached: nothing was kept, or (a
   * CommitUnknown) perhaps; the same message ids make a repetition safe.
   */
  submit(events: readonly IncomingEvent[]): Promise<IngestResult[]>;
  /** Ends after what is under way. */
  close(): Promise<void>;
}
