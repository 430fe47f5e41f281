import { z } from "zod";
import { incomingEvent } from "../../contract/incoming-event.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";

/** An event as `POST /events` takes it, and when it came. */
export interface ReplayedEvent {
  body: Record<string, unknown>;
  /** For --speed; null: the line does not say. */
  at: Date | null;
}

export type LineOutcome =
  | { kind: "event"; event: ReplayedEvent }
  /** What Campanile makes itself: it will again, from what is sent. */
  | { kind: "own" }
  /** A row of another table. */
  | { kind: "other" }
  | { kind: "faulty"; message: string };

const kept = z.looseObject({
  table: z.literal("events"),
  id: z.guid(),
  type_id: z.guid(),
  type_key: z.string().nullish(),
  key_value: z.string(),
  params: z.record(z.string(), z.unknown()),
  identities: z.array(z.looseObject({ kind: z.string(), value: z.string() })),
  source: z.string(),
  message_id: z.string().nullable(),
  received_at: z.string(),
  occurred_at: z.string().nullable(),
  hops: z.number().default(0),
  past: z.boolean().default(false),
});

/** Of events that orders, segments, reports and the like have raised. */
const ownSources: readonly string[] = ["system", "order", "report", "subscription"];
const contactFields = ["contactId", "email", "phone", "pushToken", "anonymousId"];

/**
 * @param typeKeys keys of event types by their ids at the API, for exports that name the id alone
 */
export function eventOfLine(text: string, typeKeys: ReadonlyMap<string, string>): LineOutcome {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return { kind: "faulty", message: "is not JSON" };
  }
  if (typeof line !== "object" || line === null || Array.isArray(line)) {
    return { kind: "faulty", message: "is no object" };
  }
  if (!("table" in line)) return checked({ ...line }, timeOf(line));
  if (line.table !== "events") return { kind: "other" };
  const row = kept.safeParse(line);
  if (!row.success) return { kind: "faulty", message: faultsText(row.error) };
  return ofRow(row.data, typeKeys);
}

function ofRow(row: z.output<typeof kept>, typeKeys: ReadonlyMap<string, string>): LineOutcome {
  // What a run or an import of the past has told is no news from outside.
  if (ownSources.includes(row.source) || row.hops > 0 || row.past) return { kind: "own" };
  const eventTypeKey = row.type_key ?? typeKeys.get(row.type_id);
  if (eventTypeKey === undefined) {
    const message = `the event type ${row.type_id} has no key here and none at the API`;
    return { kind: "faulty", message };
  }
  const contact = row.identities.filter(({ kind }) => contactFields.includes(kind));
  const body = {
    eventTypeKey,
    keyValue: row.key_value,
    params: row.params,
    contact: Object.fromEntries(contact.map(({ kind, value }) => [kind, value])),
    // Sent again from the same line it is the same event.
    messageId: row.message_id ?? `replay/${row.id}`,
    ...(row.occurred_at !== null && { occurredAt: new Date(row.occurred_at).toISOString() }),
  };
  return checked(body, new Date(row.received_at));
}

function checked(body: Record<string, unknown>, at: Date | null): LineOutcome {
  const parsed = incomingEvent.safeParse(body);
  if (!parsed.success) return { kind: "faulty", message: faultsText(parsed.error) };
  if (parsed.data.messageId === undefined) {
    const message = "messageId is missing: without it, a repetition would double the event";
    return { kind: "faulty", message };
  }
  return { kind: "event", event: { body, at } };
}

function timeOf(line: object): Date | null {
  const given = "occurredAt" in line ? line.occurredAt : undefined;
  const at = typeof given === "string" ? new Date(given) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? null : at;
}

const faultsText = (error: z.ZodError): string =>
  fieldErrorsOf(error)
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
