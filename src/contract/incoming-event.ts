import { z } from "zod";
import type { Identity } from "../domain/identity.ts";
import type { EventBody } from "./api/event.ts";
import { eventBody } from "./api/event.ts";
import type { IncomingEvent } from "../domain/event.ts";
import { withNames } from "../domain/nameless-ids.ts";
import type { Named } from "./identifying-params.ts";
import { identitiesIn } from "./identifying-params.ts";

/** With faults in its shape, the identities are looked at all the same: all is told at once. */
const checkedBody = eventBody.superRefine(
  (body, check) => {
    for (const fault of identitiesIn(namedValues(body)).faults) {
      const isTold = check.issues.some(({ path }) => path?.join("\n") === fault.path.join("\n"));
      if (!isTold) check.addIssue({ code: "custom", ...fault });
    }
  },
  { when: ({ issues }) => issues.length > 0 },
);

/** An event in Reteno's form, parsed into what every format hands over. */
export const incomingEvent = checkedBody.transform((body, check): IncomingEvent => {
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

/**
 * What may identify: the contact's own fields before the params. Of a body with faults too, so
 * nothing here takes its shape for granted.
 */
function namedValues(body: Partial<EventBody> | null): Named[] {
  const { contact, params } = body ?? {};
  const own = entriesOf(contact).map(([name, value]) => ({ name, value, path: ["contact", name] }));
  const given: Named[] = Array.isArray(params)
    ? params.flatMap((param: { name?: unknown; value?: unknown } | null, index) =>
        typeof param?.name === "string"
          ? [{ name: param.name, value: param.value, path: ["params", index, "value"] }]
          : [],
      )
    : entriesOf(params).map(([name, value]) => ({ name, value, path: ["params", name] }));
  return [...own, ...given];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const standIns = ["contactId", "email", "phone", "pushToken"] as const;
const maxKeyLength = 300;

function keyValueOf(
  { keyValue }: EventBody,
  identities: readonly Identity[],
): { ok: true; value: string } | { ok: false; message: string } {
  if (keyValue !== undefined && keyValue !== null && keyValue.trim() !== "") {
    return { ok: true, value: keyValue };
  }
  const named = withNames(identities);
  for (const kind of standIns) {
    const value = named.find((identity) => identity.kind === kind)?.value;
    if (value === undefined) continue;
    return value.length <= maxKeyLength
      ? { ok: true, value }
      : { ok: false, message: `is missing, and ${kind} is too long to stand in for it` };
  }
  const message =
    "is missing, and none of contactId, externalCustomerId, email, phone, pushToken stands in for it";
  return { ok: false, message };
}
