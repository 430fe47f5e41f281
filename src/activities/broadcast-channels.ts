import type { WantedBroadcast } from "../blocks/block.ts";
import type { BlockMessage } from "../blocks/message.ts";
import { notSetUp } from "../channels/registry.ts";
import type { Sql } from "../db/core/database.ts";
import { lastReactionsOfEach } from "../db/messages/message-reactions.ts";
import { notTaken } from "./message-delivery.ts";
import type { MessageDependencies } from "./message-pipeline.ts";

/** The channels that a message to a segment may go by. */

/** @throws a deferral where all were taken down: the broadcast goes on when one is set up again */
export function requireAnyChannel(
  { channels }: Pick<MessageDependencies, "channels">,
  { messages }: Pick<WantedBroadcast, "messages">,
): void {
  if (messages.some(({ channel }) => channels.get(channel) !== undefined)) return;
  throw notTaken(messages.map(({ channel }) => notSetUp(channel)).join("; "));
}

/** The messages in the order in which each member is tried with them. */
export async function ordersFor(
  sql: Sql,
  { messages, order }: Pick<WantedBroadcast, "messages" | "order">,
  contactIds: readonly string[],
): Promise<(contactId: string) => readonly BlockMessage[]> {
  if (order === "given" || messages.length < 2 || contactIds.length === 0) return () => messages;
  const reactions = await lastReactionsOfEach(sql, contactIds);
  return (contactId) => {
    const last = reactions.get(contactId);
    if (last === undefined) return messages;
    const at = ({ channel }: BlockMessage): number => last.get(channel)?.getTime() ?? 0;
    return messages.toSorted((a, b) => at(b) - at(a));
  };
}
