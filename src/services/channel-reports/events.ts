import { channels } from "../../channels/registry.ts";
import { contactAt, lastMessageTo } from "../../db/messages/channel-reports.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import type { ServiceContext } from "../context.ts";
import { messageEvent } from "../messages/message-event.ts";
import { numberOf } from "../numeric-ids/numeric-ids.ts";
import type { AboutMessage } from "./about-message.ts";

/** The keys of the system's event types, by what is reported. */
const typeKeys = {
  delivered: "delivered",
  bounced: "bounced",
  complained: "complained",
  failed: "messageFailed",
  replied: "replied",
} as const;

/** The event that a report raises: none of a test launch's message, or where nobody is known. */
export async function eventOfReport(
  context: ServiceContext,
  channel: string,
  { report, message }: AboutMessage,
): Promise<IncomingEvent | undefined> {
  const { kind, at, code, words, permanent, reportId } = report;
  if (!(kind in typeKeys) || message?.test === true) return undefined;
  const typeKey = typeKeys[kind as keyof typeof typeKeys];
  const common = { typeKey, messageId: `report/${channel}/${reportId}`, source: "report" };
  const params: Record<string, unknown> =
    kind === "replied" ? { text: words, code } : { code, reason: words };
  if (kind === "bounced") params["permanent"] = permanent === true;
  if (message !== undefined) {
    if (!message.hasContact) return undefined;
    return { ...common, ...messageEvent(message, message.id, at, params) };
  }
  if (kind !== "replied") return undefined;
  return replyEvent(context, channel, { report, message }, { ...common, params });
}

/** Of a reply that names no message: it answers what its sender was sent last. */
async function replyEvent(
  context: ServiceContext,
  channel: string,
  { report: { address, at } }: AboutMessage,
  { params, ...common }: Pick<IncomingEvent, "typeKey" | "messageId" | "source" | "params">,
): Promise<IncomingEvent | undefined> {
  const kind = channels.get(channel)?.address.identity ?? null;
  if (address === null || kind === null) return undefined;
  const contactId = await contactAt(context.sql, kind, address);
  if (contactId === null) return undefined;
  const message = await lastMessageTo(context.sql, contactId, channel);
  if (message !== undefined) {
    return { ...common, ...messageEvent(message, message.id, at, params) };
  }
  return {
    ...common,
    keyValue: String(await numberOf(context, "contact", contactId)),
    params: { ...params, channel },
    identities: [],
    knownContactId: contactId,
    occurredAt: at,
  };
}
