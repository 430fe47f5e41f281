import { createHash } from "node:crypto";
import { withPlainNames } from "../../contract/api/event-params.ts";
import { messageId as messageIdForm } from "../../contract/api/event.ts";
import type { FieldError } from "../../contract/errors.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { typeKeyOf } from "../../contract/event-type-name.ts";
import { readDate } from "../../domain/date-value.ts";
import type { Identity } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { whyNameless, withNames } from "../../domain/nameless-ids.ts";
import type { Delivery, SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";

import { templatesOf } from "./templates-of.ts";

export type Mapped =
  | { outcome: "event"; event: IncomingEvent; ignored: FieldError[] }
  | { outcome: "skipped"; reason: string; ignored: FieldError[] }
  | { outcome: "refused"; reason: string; ignored: FieldError[] };

const maxParamsBytes = 64 * 1024;
const maxKeyLength = 300;
const kinds = ["contactId", "email", "phone", "pushToken", "anonymousId"] as const;

/**
 * The event that a delivery is by a mapping. What can't be read of the contact or the time is left
 * out and named: its provider would only send the same again.
 */
export async function mapDelivery(
  renderer: Renderer,
  sourceId: string,
  mapping: SourceMapping,
  delivery: Delivery,
): Promise<Mapped> {
  const ignored: FieldError[] = [];
  try {
    const templates = [...new Set(templatesOf(mapping).map(({ template }) => template))];
    const values = await renderer.run("values", { templates, facts: delivery, as: "value" });
    const rendered = new Map(templates.map((template, index) => [template, values[index]]));
    const valueOf = (template: string | undefined): unknown =>
      template === undefined ? undefined : rendered.get(template);
    const textOf = (template: string | undefined): string => textOfValue(valueOf(template));

    const typeKey = typeKeyOf(textOf(mapping.eventType));
    if (typeKey === "") return { outcome: "skipped", reason: "eventType came out blank", ignored };
    const params = withPlainNames(paramsOf(mapping.params, delivery.body, valueOf));
    if (Buffer.byteLength(JSON.stringify(params)) > maxParamsBytes) {
      const reason = "params have more than 64 kB: take less of the body";
      return { outcome: "refused", reason, ignored };
    }
    const identities = kinds.flatMap((kind): Identity[] => {
      const parsed = parseIdentity(kind, plain(valueOf(mapping.contact[kind])));
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
    const repeated = textOf(mapping.messageId) || deliveryName(delivery);
    const keys = [
      textOf(mapping.key),
      withNames(identities)[0]?.value ?? "",
      delivery.delivery,
      sourceId,
    ];
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
    return { outcome: "event", event, ignored };
  } catch (error) {
    if (!(error instanceof RenderingFailed || error instanceof LimitExceeded)) throw error;
    // A template's own fault, such as a filter that takes too long: said in its words.
    const reason = `the mapping can't be applied: ${error.message.split("\n")[0] ?? ""}`;
    return { outcome: "refused", reason, ignored };
  }
}

function paramsOf(
  params: SourceMapping["params"],
  body: unknown,
  valueOf: (template: string) => unknown,
): Record<string, unknown> {
  if (params === null) {
    return typeof body === "object" && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : { body };
  }
  const entries = Object.entries(params).map(([name, template]) => [name, valueOf(template)]);
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && value !== null && value !== ""),
  ) as Record<string, unknown>;
}

/** What an identity may be; an object where a text was expected is as good as nothing. */
function plain(value: unknown): unknown {
  return typeof value === "object" ? undefined : value;
}

function textOfValue(value: unknown): string {
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
    ignored.push({ path: "occurredAt", message: "is not a date" });
    return undefined;
  }
  const ms =
    date.kind === "instant"
      ? date.at.epochMilliseconds
      : date.day.toZonedDateTime("UTC").epochMilliseconds;
  return new Date(ms);
}
