import type { IngestInTransaction } from "../../../src/services/events/keep-events.ts";

/** Opens and clicks raise no events in these tests: nothing else starts. */
export const noEvents: IngestInTransaction = () => Promise.resolve([]);
