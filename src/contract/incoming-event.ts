import { z } from "zod";
import type { Identity } from "../domain/identity.ts";
import type { EventBody } from "./api/event.ts";
import { eventBody } from "./api/event.ts";
import type { IncomingEvent } from "./event.ts";
import type { Named } from "./identifying-params.ts";
import { identitiesIn } from "./identifying-params.ts";

/** An event in Reteno's form, parsed into what every format hands over. */
export const incomingEvent = eventBody.transform((body, check): IncomingEvent => {
  const { identities, faults } = identitiesIn(namedValues(body));
  const key = keyValueOf(body, identities);
  for (const fault of faults) check.addIssue({ code: "custom", ...fault });
  // An identity that can't be read might have stood in for the key: one fault is enough then.
  if (!key.ok && faults.length === 0) {
    check.addIssue({ code: "custom", path: ["keyValue"], message: key.message });
  }
  if (!key.ok || faults.length > 0) return z.NEVER;
  const event: IncomingEvent = {
    typeKey: body.eventTypeKey,
    keyValue: key.value,
    params: Array.isArray(body.params)
      ? Object.fromEntries(body.params.map(({ name, value }) => [name, value ?? null]))
      : body.params,
    identities,
    source: "api",
  };
  if (body.messageId !== undefined) event.messageId = body.messageId;
  if (body.occurredAt !== undefined) event.occurredAt = body.occurredAt;
  return event;
});

/** What may identify: the contact's own fields before the params. */
function namedValues(body: EventBody): Named[] {
  const own = Object.entries(body.contact ?? {}).map(([name, value]) => ({
    name,
    value,
    path: ["contact", name],
  }));
  const params: Named[] = Array.isArray(body.params)
    ? body.params.map(({ name, value }, index) => ({
        name,
        value,
        path: ["params", index, "value"],
      }))
    : Object.entries(body.params).map(([name, value]) => ({ name, value, path: ["params", name] }));
  return [...own, ...params];
}

const standIns = ["contactId", "email", "phone", "pushToken"] as const;
const longestKey = 300;

function keyValueOf(
  { keyValue }: EventBody,
  identities: readonly Identity[],
): { ok: true; value: string } | { ok: false; message: string } {
  if (keyValue !== undefined && keyValue !== null && keyValue.trim() !== "") {
    return { ok: true, value: keyValue };
  }
  for (const kind of standIns) {
    const value = identities.find((identity) => identity.kind === kind)?.value;
    if (value === undefined) continue;
    return value.length <= longestKey
      ? { ok: true, value }
      : { ok: false, message: `is missing, and ${kind} is too long to stand in for it` };
  }
  const message =
    "is missing, and none of contactId, externalCustomerId, email, phone, pushToken stands in for it";
  return { ok: false, message };
}
