import type { EventfulMessage } from "../../db/messages/message-reactions.ts";
import type { IncomingEvent } from "../../domain/event.ts";

/**
 * An event about a message: of its contact, with the run's own key, so that it can also stop by key,
 * and the run's order, so that what it starts can speak of it.
 */
export function messageEvent(
  message: EventfulMessage,
  messageId: string,
  occurredAt: Date,
  params: Record<string, unknown>,
): Omit<IncomingEvent, "typeKey" | "messageId" | "source"> {
  const { contactId, channel, eventKey, workflowId, workflowName, runId, blockId, orderId } =
    message;
  return {
    keyValue: eventKey,
    params: {
      ...params,
      messageId,
      channel,
      workflowId,
      workflow: workflowName,
      runId,
      blockId,
      ...(orderId !== null && { orderId }),
    },
    identities: [],
    knownContactId: contactId,
    occurredAt,
  };
}
