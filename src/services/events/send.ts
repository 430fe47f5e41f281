import { messageId as messageIdSchema } from "../../contract/api/event.ts";
import type { FieldError } from "../../contract/errors.ts";
import { AppError } from "../../contract/errors.ts";
import { incomingEvent } from "../../contract/incoming-event.ts";
import { fieldErrorsOf, parseOneOfMany } from "../../contract/parse.ts";
import type {
  Decision,
  IncomingEvent,
  IngestResult,
  KeptEvent,
  RefusedEvent,
} from "../../domain/event.ts";
import type { Identity } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import type { Ingest } from "../../ingest/ingest.ts";

/** What is to be said of an event's identities; left out where there is nothing. */
interface IdentityNotes {
  conflicts?: Identity[];
  ignored?: IgnoredIdentity[];
}

export interface SentEvent extends IdentityNotes {
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
  return answerOf(result);
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

export interface SendResult extends IdentityNotes {
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
  const parsed = inputs.map((input, index) =>
    parseOneOfMany(incomingEvent, input, ["events", index]),
  );
  const good = parsed.flatMap((each) => (each.ok ? [each.data] : []));
  const results = good.length === 0 ? [] : await ingest.submit(good);
  let next = 0;
  return parsed.map((each, index) => {
    if (!each.ok) return { index, status: "rejected", errors: each.errors };
    const result = results[next++];
    if (result === undefined) throw new Error("ingest answered fewer events than it was given");
    return { index, ...shownInList(result, index) };
  });
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

/** The answer to one event. @throws AppError for one that was not taken: see `sendEvent` */
export function answerOf(result: IngestResult | RefusedEvent): SentEvent {
  if (result.outcome === "refused") throw new RefusedByType(result);
  const { eventId } = result;
  if (result.outcome === "message_id_reused") {
    const message = "this message id was used before, for an event that says something else";
    throw new AppError("conflict", message, { details: { eventId } });
  }
  const { contactId, decisions } = result;
  const duplicate = result.outcome === "duplicate";
  return { eventId, duplicate, contactId, ...notesOf(result), decisions };
}

function notesOf({ conflict, ignored }: KeptEvent): IdentityNotes {
  const notes: IdentityNotes = {};
  if (conflict.length > 0) notes.conflicts = [...conflict];
  if (ignored.length > 0) notes.ignored = [...ignored];
  return notes;
}

function shownInList(
  result: IngestResult | RefusedEvent,
  index: number,
): Omit<SendResult, "index"> {
  if (result.outcome === "refused") {
    const errors = result.faults.map(({ param, message }) => ({
      path: `events[${index}].params.${param}`,
      message,
    }));
    return { status: "rejected", errors };
  }
  const { eventId } = result;
  if (result.outcome !== "message_id_reused") {
    return { status: result.outcome, eventId, contactId: result.contactId, ...notesOf(result) };
  }
  const message = "was used before, for an event that says something else";
  return { status: "rejected", eventId, errors: [{ path: `events[${index}].messageId`, message }] };
}
