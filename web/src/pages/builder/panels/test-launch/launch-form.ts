import type { EventDetails } from "../../../../api/events.ts";
import { Problem } from "../../../../api/problem.ts";
import type { TestLaunch, TestLaunchEvent } from "../../../../api/test-launch.ts";

/** For whom a test launch is: a contact, whoever a past event spoke of, or one made up here. */
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
  recipient: string;
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
    recipient: "",
  };
}

/** What is sent. Of a past event, what it said; null while it is not chosen or not loaded. */
export function bodyOf(form: LaunchForm, past: EventDetails | undefined): TestLaunch | null {
  const { version, subject, contactId, recipient, skipWaiting } = form;
  const shared = {
    version: version === "draft" ? ("draft" as const) : Number(version),
    skipWaiting,
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
export function faultAt(error: unknown, path: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const found = error.faults.filter(
    (fault) =>
      fault.path === path || fault.path.startsWith(`${path}.`) || fault.path.startsWith(`${path}[`),
  );
  if (found.length === 0) return undefined;
  return found
    .map((fault) => `${fault.path.slice(path.length).replace(/^\./, "")} ${fault.message}`.trim())
    .join("; ");
}

const fields = ["contactId", "event.eventTypeKey", "event.keyValue", "event.params", "recipient"];

/** Whether a refusal has something to say that stands at no field. */
export function hasMore(error: unknown): boolean {
  if (!(error instanceof Problem) || error.faults.length === 0) return error != null;
  const told = fields.filter((path) => faultAt(error, path) !== undefined);
  return error.faults.some(({ path }) => !told.some((field) => path.startsWith(field)));
}
