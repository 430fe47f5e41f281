import { randomUUID } from "node:crypto";
import type { Ingest } from "../src/ingest/ingest.ts";
import type { IncomingEvent } from "../src/domain/event.ts";
import { anyEmail } from "./contacts.ts";
import type { Measure } from "./rounds.ts";
import { perSecond } from "./rounds.ts";
import type { Sizes } from "./sizes.ts";

/** An event as the HTTP format hands it over; its repetition would be told by the message id. */
function event(contacts: number): IncomingEvent {
  const email = anyEmail(contacts);
  return {
    typeKey: "benchOnce",
    keyValue: email,
    params: { orderId: randomUUID(), total: 59.9, currency: "EUR" },
    identities: [{ kind: "email", value: email }],
    messageId: randomUUID(),
    source: "api",
  };
}

/** Ingest by itself, in this process: batches of one come from 64 callers and are grouped. */
export function suppressedBatches(ingest: Ingest, sizes: Sizes): Measure[] {
  const shapes = [
    { batch: 1, callers: 64, mark: { atLeast: 0.3 } },
    { batch: 100, callers: 2 },
    { batch: 500, callers: 2, mark: { atLeast: 0.6 } },
  ];
  return shapes.map(({ batch, callers, mark }) => ({
    name: `ingest, batches of ${batch}, ${callers} callers`,
    unit: "events/s",
    mark,
    run: () =>
      perSecond(callers, sizes.milliseconds, async () => {
        const events = Array.from({ length: batch }, () => event(sizes.contacts));
        return (await ingest.ingest(events)).length;
      }),
  }));
}
