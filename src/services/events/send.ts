import { messageId as messageIdSchema } from "../../contract/api/event.ts";
import { AppError } from "../../contract/errors.ts";
import type { Decision, IncomingEvent, IngestResult, RefusedEvent } from "../../domain/event.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { Ingest } from "../../ingest/ingest.ts";

export interface SentEvent {
  eventId: string;
  duplicate: boolean;
  contactId: string | null;
  decisions: Decision[];
}

/**
 * Takes one event. Its message id may also come as the header Idempotency-Key.
 * @throws AppError `invalid` for a header that is no message id, and for an event that its type
 * doesn't allow (a RefusedByType, which says what the type asks for); `conflict` when it differs from
 * the event's own, or when the message id stands for another event
 */
export async function sendEvent(
  ingest: Ingest,
  event: IncomingEvent,
  idempotencyKey: string | undefined,
): Promise<SentEvent> {
  const messageId = messageIdOf(event, idempotencyKey);
  const [result] = await ingest.submit([messageId === undefined ? event : { ...event, messageId }]);
  if (result === undefined) throw new Error("ingest answered nothing to one event");
  return shown(result);
}

function messageIdOf(event: IncomingEvent, key: string | undefined): string | undefined {
  if (key === undefined) return event.messageId;
  const parsed = messageIdSchema.safeParse(key);
  if (!parsed.success) {
    const faults = fieldErrorsOf(parsed.error, ["Idempotency-Key"]);
    throw new AppError("invalid", "the header Idempotency-Key has a fault", { faults });
  }
  if (event.messageId !== undefined && event.messageId !== key) {
    throw new AppError("conflict", "messageId and the header Idempotency-Key differ");
  }
  return key;
}

/** An event that is not what its type asks for. */
export class RefusedByType extends AppError {
  readonly rules: RefusedEvent["rules"];
  constructor({ faults, rules }: RefusedEvent) {
    super("invalid", "the event is not what its type asks for", {
      faults: faults.map(({ param, message }) => ({ path: `params.${param}`, message })),
    });
    this.rules = rules;
  }
}

function shown(result: IngestResult | RefusedEvent): SentEvent {
  if (result.outcome === "refused") throw new RefusedByType(result);
  const { eventId } = result;
  if (result.outcome === "message_id_reused") {
    const message = "this message id was used before, for an event that says something else";
    throw new AppError("conflict", message, { details: { eventId } });
  }
  const { contactId, decisions } = result;
  return { eventId, duplicate: result.outcome === "duplicate", contactId, decisions };
}
