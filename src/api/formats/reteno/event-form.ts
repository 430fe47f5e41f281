import { z } from "zod";
import { eventTypeKey } from "../../../contract/api/event.ts";
import { eventParams } from "../../../contract/api/event-params.ts";
import { keyText } from "../../../contract/api/fields.ts";
import type { IncomingEvent } from "../../../domain/event.ts";
import { whyNameless, withNames } from "../../../domain/nameless-ids.ts";
import type { Named } from "../../../contract/identifying-params.ts";
import { identitiesIn } from "../../../contract/identifying-params.ts";
import { exactJson } from "../../../domain/exact-json.ts";
import { unkeepable } from "../../../domain/keepable.ts";
import { tellMisnamed } from "./misnamed.ts";
import { occurredTime } from "./occurred.ts";

export type Version = 1 | 2 | 3;

const maxKeyLength = 300;

const looseForm = z.looseObject({
  eventTypeKey,
  keyValue: keyText
    .refine((key) => key.length <= maxKeyLength, `must have at most ${maxKeyLength} characters`)
    .nullish(),
  params: z.preprocess(withoutExtras, eventParams),
  occurred: occurredTime.optional(),
});

const form = tellMisnamed(looseForm, {
  parameters: "params",
  properties: "params",
  attributes: "params",
  data: "params",
  payload: "params",
  eventParams: "params",
  key: "keyValue",
  eventKey: "keyValue",
  eventType: "eventTypeKey",
  event: "eventTypeKey",
  typeKey: "eventTypeKey",
});

/** Null for none; and of each param no more than its name and value. */
function withoutExtras(params: unknown): unknown {
  if (params === null || params === undefined) return [];
  if (!Array.isArray(params)) return params;
  return params.map((param: unknown) => {
    if (typeof param !== "object" || param === null) return param;
    const { name, value } = param as { name?: unknown; value?: unknown };
    return { ...(name !== undefined && { name }), value: value ?? null };
  });
}

/** An event of this format, its ContactId apart: that is a number of ours, to be looked up. */
export interface FormatEvent {
  event: IncomingEvent;
  contactId: string | null;
}

/** An event as version 1, 2 or 3 writes it. */
export function eventForm(version: Version) {
  return form.transform((body, check): FormatEvent => {
    const { typeKey, params, occurred } = {
      typeKey: body.eventTypeKey,
      params: version === 1 ? unescaped(paramsOf(body.params)) : paramsOf(body.params),
      occurred: body.occurred,
    };
    const fault = version === 1 ? unkeepable(params, ["params"]) : null;
    if (fault !== null) {
      check.addIssue({ code: "custom", path: [...fault.path], message: fault.message });
      return z.NEVER;
    }
    const named = Object.entries(params).map(([name, value]) => ({ name, value, path: [name] }));
    const contactId = ownId(named);
    // What can't be read identifies nobody, and is kept among the params: one bad phone number must
    // not cost the event, which its client would not send again.
    const { identities } = identitiesIn(named);
    const rest = contactId === null ? identities : withoutOwnId(named);
    const keyValue = given(body.keyValue) ?? namedId(contactId) ?? standIn(identities);
    if (keyValue === null || keyValue.length > maxKeyLength) {
      const message =
        "is missing, and none of contactId, externalCustomerId, email, phone, pushToken stands in for it";
      check.addIssue({ code: "custom", path: ["keyValue"], message });
      return z.NEVER;
    }
    const event: IncomingEvent = {
      typeKey,
      keyValue,
      params,
      identities: rest,
      source: "api",
      ...(occurred !== undefined && { occurredAt: occurred }),
    };
    return { event, contactId };
  });
}

function paramsOf(params: z.output<typeof form>["params"]): Record<string, unknown> {
  return Array.isArray(params)
    ? Object.fromEntries(params.map(({ name, value }) => [name, value ?? null]))
    : params;
}

/** Version 1 writes nested JSON as text: read, so that filters and templates see what 2 and 3 send. */
function unescaped(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, nested(value) ?? value]),
  );
}

function nested(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return exactJson(value);
  } catch {
    return undefined;
  }
}

const isOwnId = ({ name }: Named): boolean =>
  ["contactid", "contact_id"].includes(name.toLowerCase());

function ownId(named: readonly Named[]): string | null {
  for (const { value } of named.filter(isOwnId)) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    const text = String(value).trim();
    if (text !== "") return text;
  }
  return null;
}

function namedId(contactId: string | null): string | null {
  const isNamed =
    contactId !== null && whyNameless({ kind: "contactId", value: contactId }) === null;
  return isNamed ? contactId : null;
}

function withoutOwnId(named: readonly Named[]) {
  return identitiesIn(named.filter((each) => !isOwnId(each))).identities;
}

function given(key: string | null | undefined): string | null {
  return key === undefined || key === null || key.trim() === "" ? null : key;
}

const standIns = ["contactId", "email", "phone", "pushToken"] as const;

function standIn(identities: IncomingEvent["identities"]): string | null {
  for (const kind of standIns) {
    const found = withNames(identities).find((identity) => identity.kind === kind);
    if (found !== undefined) return found.value;
  }
  return null;
}
