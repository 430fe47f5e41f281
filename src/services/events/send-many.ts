import type { FieldError } from "../../contract/errors.ts";
import type { IngestResult, RefusedEvent } from "../../domain/event.ts";
import { incomingEvent } from "../../contract/incoming-event.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { Ingest } from "../../ingest/ingest.ts";

export interface SendResult {
  index: number;
  status: "accepted" | "duplicate" | "rejected";
  eventId?: string;
  contactId?: string | null;
  errors?: FieldError[];
}

/** Takes events, each by itself: the faulty ones are named, the others kept. */
export async function sendEvents(
  ingest: Ingest,
  inputs: readonly unknown[],
): Promise<SendResult[]> {
  const parsed = inputs.map((input) => incomingEvent.safeParse(input));
  const good = parsed.flatMap((each) => (each.success ? [each.data] : []));
  const results = good.length === 0 ? [] : await ingest.submit(good);
  let next = 0;
  return parsed.map((each, index) => {
    if (!each.success) {
      return { index, status: "rejected", errors: fieldErrorsOf(each.error, ["events", index]) };
    }
    const result = results[next++];
    if (result === undefined) throw new Error("ingest answered fewer events than it was given");
    return { index, ...shown(result, index) };
  });
}

function shown(result: IngestResult | RefusedEvent, index: number): Omit<SendResult, "index"> {
  if (result.outcome === "refused") {
    const errors = result.faults.map(({ param, message }) => ({
      path: `events[${index}].params.${param}`,
      message,
    }));
    return { status: "rejected", errors };
  }
  const { eventId } = result;
  if (result.outcome !== "message_id_reused") {
    return { status: result.outcome, eventId, contactId: result.contactId };
  }
  const message = "was used before, for an event that says something else";
  return { status: "rejected", eventId, errors: [{ path: `events[${index}].messageId`, message }] };
}
