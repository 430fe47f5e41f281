import { createHash } from "node:crypto";
import type { Profile } from "../../contract/api/contacts.ts";
import { contactProfile } from "../../contract/api/contacts.ts";
import { withPlainNames } from "../../contract/api/event-params.ts";
import { messageId as messageIdForm } from "../../contract/api/event.ts";
import type { FieldError } from "../../contract/errors.ts";
import { typeKeyOf } from "../../contract/event-type-name.ts";
import { readDate } from "../../domain/date-value.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import type { Identity } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { whyNameless, withNames } from "../../domain/nameless-ids.ts";
import type { Delivery, SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import { identityTemplates, profileTemplates } from "../../domain/webhook-sources/mapping.ts";
import type { Mapped } from "./mapped.ts";
import { saySource } from "../../domain/sentences/source-sentences.ts";

interface Entry {
  item: unknown;
  valueOf(template: string | undefined): unknown;
  /** By what it is known again where the mapping says nothing; null: by what its provider calls it. */
  idWithout: string | null;
}

const maxParamsBytes = 64 * 1024;
const maxKeyLength = 300;

/** The event that one entry is. */
export function eventOf(
  sourceId: string,
  mapping: SourceMapping,
  delivery: Delivery,
  { item, valueOf, idWithout }: Entry,
): Mapped {
  const ignored: FieldError[] = [];
  const textOf = (template: string | undefined): string => textOfValue(valueOf(template));
  const typeKey = typeKeyOf(textOf(mapping.eventType));
  if (typeKey === "") return { outcome: "skipped", reason: saySource("noEventType"), ignored };
  const params = withPlainNames(paramsOf(mapping.params, item, valueOf));
  if (Buffer.byteLength(JSON.stringify(params)) > maxParamsBytes) {
    const reason = saySource("tooLargeParams");
    return { outcome: "refused", reason, ignored };
  }
  const told = Object.fromEntries(
    [...identityTemplates, ...profileTemplates].flatMap((name) => {
      const value = plain(valueOf(mapping.contact[name]));
      return textOfValue(value) === "" ? [] : [[name, value]];
    }),
  );
  const identities = identityTemplates.flatMap((kind): Identity[] => {
    const parsed = parseIdentity(kind, told[kind]);
    if (parsed.outcome === "identity") {
      const message = whyNameless(parsed.identity);
      if (message !== null) ignored.push({ path: `contact.${kind}`, message });
      return [parsed.identity];
    }
    if (parsed.outcome === "invalid") {
      ignored.push({ path: `contact.${kind}`, message: parsed.message });
    }
    return [];
  });
  const repeated = textOf(mapping.messageId) || (idWithout ?? deliveryName(delivery));
  const named = withNames(identities)[0]?.value ?? "";
  const keys = [textOf(mapping.key), named, delivery.delivery, sourceId];
  const event: IncomingEvent = {
    typeKey,
    params,
    identities,
    source: "webhook",
    keyValue: keys.find((key) => key !== "" && key.length <= maxKeyLength) ?? sourceId,
  };
  if (repeated !== "") event.messageId = ownMessageId(sourceId, repeated);
  const occurredAt = momentOf(valueOf(mapping.occurredAt), ignored);
  if (occurredAt !== undefined) event.occurredAt = occurredAt;
  return { outcome: "event", event, profile: profileOf(told, ignored), told, order: null, ignored };
}

function paramsOf(
  params: SourceMapping["params"],
  item: unknown,
  valueOf: (template: string) => unknown,
): Record<string, unknown> {
  if (params === null) {
    return typeof item === "object" && item !== null && !Array.isArray(item)
      ? (item as Record<string, unknown>)
      : { body: item };
  }
  const entries = Object.entries(params).map(([name, template]) => [name, valueOf(template)]);
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && value !== null && value !== ""),
  ) as Record<string, unknown>;
}

/** Names and the like, each by itself: one that no contact can have is left out. */
function profileOf(told: Record<string, unknown>, ignored: FieldError[]): Profile {
  const fields = profileTemplates.flatMap((name) => {
    const value = textOfValue(told[name]);
    if (value === "") return [];
    const parsed = contactProfile.safeParse({ [name]: value });
    if (parsed.success) return [parsed.data];
    const message = parsed.error.issues[0]?.message ?? saySource("cantBeRead");
    ignored.push({ path: `contact.${name}`, message });
    return [];
  });
  return Object.assign({}, ...fields) as Profile;
}

/** What an identity may be; an object where a text was expected is as good as nothing. */
function plain(value: unknown): unknown {
  return typeof value === "object" ? undefined : value;
}

export function textOfValue(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : "";
}

/** A provider may tell of the same thing under two topics. */
function deliveryName({ topic, delivery }: Delivery): string {
  return delivery === "" ? "" : `${topic} ${delivery}`.trim();
}

/** Apart from the ids of other sources and formats; hashed where it has no place as it is. */
function ownMessageId(sourceId: string, id: string): string {
  const own = `source:${sourceId}:${id}`;
  if (messageIdForm.safeParse(own).success) return own;
  return `source:${sourceId}:${createHash("sha256").update(id).digest("hex")}`;
}

/** A time without an offset is taken as UTC. */
function momentOf(value: unknown, ignored: FieldError[]): Date | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const date = readDate(value, "UTC");
  if (date === null) {
    ignored.push({ path: "occurredAt", message: saySource("noDate") });
    return undefined;
  }
  const ms =
    date.kind === "instant"
      ? date.at.epochMilliseconds
      : date.day.toZonedDateTime("UTC").epochMilliseconds;
  return new Date(ms);
}
