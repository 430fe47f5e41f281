import { channels } from "../../channels/registry.ts";
import { contactAt } from "../../db/messages/channel-reports.ts";
import { recordUnsubscribe } from "../../db/messages/message-reactions.ts";
import { lastWordOf } from "../../db/messages/suppressions.ts";
import type { ServiceContext } from "../context.ts";
import { say } from "../topics/say.ts";
import type { AboutMessage } from "./about-message.ts";

/**
 * STOP and START, and what else a provider has been told in our place: of all marketing by the channel,
 * for the contact of the message and whoever has the address. An older word than the last is passed over.
 */
export async function applyWord(
  context: ServiceContext,
  channel: string,
  { report: { kind, address }, message }: AboutMessage,
): Promise<void> {
  if (kind !== "subscribed" && kind !== "unsubscribed") return;
  if (message?.test === true) return;
  if (address !== null && (await lastWordOf(context.sql, channel, address)) !== kind) return;
  const identity = channels.get(channel)?.address.identity ?? null;
  const owner =
    address === null || identity === null ? null : await contactAt(context.sql, identity, address);
  const ids = [message?.hasContact === true ? message.contactId : null, owner];
  const changed = await say(
    context,
    ids.filter((id) => id !== null),
    { topic: null, channel, state: kind },
    message === undefined ? { source: "report" } : { source: "report", messageId: message.id },
  );
  if (message !== undefined && changed.length > 0 && kind === "unsubscribed") {
    await recordUnsubscribe(context.sql, message.id, null);
  }
}
