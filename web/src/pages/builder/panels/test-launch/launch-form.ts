import type { Workflow } from "../../../../api/workflows.ts";
import type { EventDetails } from "../../../../api/events.ts";
import { ApiError } from "../../../../api/api-error.ts";
import type { TestLaunch, TestLaunchEvent } from "../../../../api/test-launch.ts";

/** Whom a test launch is for: a contact, the contact of a past event, or the one of an event written here. */
export type Subject = "contact" | "past" | "own";

export interface LaunchForm {
  /** "draft", or a version's number. */
  version: string;
  subject: Subject;
  contactId: string;
  typeKey: string;
  eventId: string;
  keyValue: string;
  params: unknown;
  skipWaiting: boolean;
  callWebhooks: boolean;
  recipient: string;
}

/** Keys of the event types that start a workflow, each once. */
export function startTypes({ launchConditions }: Pick<Workflow, "launchConditions">): string[] {
  const keys = launchConditions.flatMap(({ role, source, eventTypeKey }) =>
    role === "start" && source === "event" ? [eventTypeKey] : [],
  );
  return [...new Set(keys)];
}

export function freshForm(typeKey: string): LaunchForm {
  return {
    version: "draft",
    subject: "contact",
    contactId: "",
    typeKey,
    eventId: "",
    keyValue: "",
    params: { Email: "ada@example.com" },
    skipWaiting: true,
    callWebhooks: false,
    recipient: "",
  };
}

/** The request's body; null while the contact or the past event is not chosen, or not loaded. */
export function bodyOf(form: LaunchForm, past: EventDetails | undefined): TestLaunch | null {
  const { version, subject, contactId, recipient, skipWaiting, callWebhooks } = form;
  const shared = {
    version: version === "draft" ? ("draft" as const) : Number(version),
    skipWaiting,
    callWebhooks,
    ...(recipient.trim() !== "" && { recipient: recipient.trim() }),
  };
  if (subject === "contact") return contactId === "" ? null : { ...shared, contactId };
  if (subject === "own") return { ...shared, event: ownEvent(form) };
  if (past === undefined) return null;
  const event = pastEvent(past);
  return past.contactId === null
    ? { ...shared, event }
    : { ...shared, event, contactId: past.contactId };
}

function ownEvent({ typeKey, keyValue, params }: LaunchForm): TestLaunchEvent {
  const key = keyValue.trim();
  return { eventTypeKey: typeKey, ...(key !== "" && { keyValue: key }), params: params ?? {} };
}

function pastEvent({ type, key, params, identities }: EventDetails): TestLaunchEvent {
  const contact = Object.fromEntries(
    identities.map((identity) => {
      const { kind, value } = identity as { kind: string; value: unknown };
      return [kind, String(value)];
    }),
  );
  return { eventTypeKey: type.key, keyValue: key, params, contact };
}

/** What the server found wrong with one part of the body: "event.params", or what is in it. */
export function errorAt(error: unknown, path: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const matching = error.fieldErrors.filter(
    (fieldError) =>
      fieldError.path === path ||
      fieldError.path.startsWith(`${path}.`) ||
      fieldError.path.startsWith(`${path}[`),
  );
  if (matching.length === 0) return undefined;
  return matching
    .map((fieldError) =>
      `${fieldError.path.slice(path.length).replace(/^\./, "")} ${fieldError.message}`.trim(),
    )
    .join("; ");
}

const fields = ["contactId", "event.eventTypeKey", "event.keyValue", "event.params", "recipient"];

/** Whether a refusal has something to say that stands at no field. */
export function hasMore(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.fieldErrors.length === 0) return error != null;
  const shownFields = fields.filter((path) => errorAt(error, path) !== undefined);
  return error.fieldErrors.some(({ path }) => !shownFields.some((field) => path.startsWith(field)));
}
