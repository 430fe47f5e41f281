import { z } from "zod";
import { parseIdentity } from "../../../domain/identity.ts";
import type { Identity } from "../../../domain/identity.ts";
import { AppError } from "../../../contract/errors.ts";
import type { IncomingEvent } from "../../../domain/event.ts";
import { withNames } from "../../../domain/nameless-ids.ts";
import { parse, parseOneOfMany } from "../../../contract/parse.ts";
import { contentId } from "./content-id.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";
import { eventForm } from "./event-form.ts";
import { tellMisnamed } from "./misnamed.ts";

const header = "x-reteno-access-key";

const batch = tellMisnamed(
  z.looseObject({
    deviceId: z.string().trim().min(1).max(300),
    externalUserId: z.union([z.string(), z.number()]).nullish(),
    events: z.array(z.unknown()).min(1).max(1_000),
  }),
  { externalCustomerId: "externalUserId", userId: "externalUserId" },
);

/**
 * What the mobile SDKs collect. They drop a batch that is refused and repeat one that is not
 * answered: so what can be read is kept, and each event's id is made of device, content and place
 * among its like.
 */
export const mobileEventEndpoints: Endpoint[] = [
  {
    method: "post",
    path: "/api/v1/events",
    scope: "send",
    body: { limit: 5 * mebibyte, list: "events" },
    claims: (request) => request.get(header) !== undefined,
    keyOf: (request) => request.get(header),
    handle: async ({ ingest }, { body }) => {
      const { deviceId, externalUserId, events } = parse(batch, body);
      const device = [
        ...identity("contactId", externalUserId),
        ...identity("anonymousId", deviceId),
      ];
      const key = withNames(device)[0]?.value ?? deviceId;
      const parsed = events.map((event, index) =>
        parseOneOfMany(form, withKey(event, key), ["events", index]),
      );
      const good = parsed.flatMap((each) => (each.ok ? [each.data.event] : []));
      const results = await ingest.submit(numbered(good.map((event) => withDevice(event, device))));
      if (results.every(({ outcome }) => outcome === "refused")) {
        const faults = parsed.flatMap((each) => (each.ok ? [] : each.errors));
        throw new AppError("invalid", "none of the events can be taken", { faults });
      }
      return { json: {} };
    },
  },
];

const form = eventForm(1);

function identity(kind: "contactId" | "anonymousId", value: unknown): Identity[] {
  const parsed = parseIdentity(kind, value);
  return parsed.outcome === "identity" ? [parsed.identity] : [];
}

function withKey(event: unknown, keyValue: string): unknown {
  return typeof event === "object" && event !== null ? { keyValue, ...event } : event;
}

/** Whom the batch names goes before what its params say. */
function withDevice(event: IncomingEvent, device: readonly Identity[]): IncomingEvent {
  const kinds = new Set(device.map(({ kind }) => kind));
  const others = event.identities.filter(({ kind }) => !kinds.has(kind));
  return { ...event, identities: [...device, ...others] };
}

function numbered(events: readonly IncomingEvent[]): IncomingEvent[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const id = contentId("mobile", event);
    const place = (seen.get(id) ?? 0) + 1;
    seen.set(id, place);
    return { ...event, messageId: `${id}/${place}` };
  });
}
