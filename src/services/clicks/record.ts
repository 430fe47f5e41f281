import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import type { ClickedMessage } from "../../db/messages/message-rows.ts";
import { clickedMessage, markClicked, markOpened } from "../../db/messages/message-rows.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import type { LinkReference } from "./link-signer.ts";

/** The keys of the system's event types for what is done with a message. */
const clickEventType = "click";
const openEventType = "open";

export interface Click extends LinkReference {
  url: string;
  at: Date;
  /** Names this click, so that recording it again after a fault keeps one event. */
  clickId: string;
}

/**
 * Turns a click into its event: about the contact of the message, with the run's own key, so that
 * it can also stop by key, and the run's order, so that what it starts can speak of it. A click in
 * the mail of a test launch is noted at the message alone.
 */
export async function recordClick(context: ServiceContext, click: Click): Promise<void> {
  const { messageId } = click;
  await context.transaction(async (context) => {
    // Event and note together: a run that the event wakes sees the message as clicked.
    const message = await clickedMessage(context.sql, messageId);
    // Erased meanwhile: nobody is left to speak of.
    if (message === undefined) return;
    const link = message.links[click.index]?.name ?? click.url;
    if (!message.test) {
      await raiseEvents(context, [
        {
          ...eventOf(message, messageId, click.at, { link, url: click.url }),
          typeKey: clickEventType,
          messageId: `click/${click.clickId}`,
          source: "click",
        },
      ]);
    }
    await markClicked(context.sql, messageId, link);
  });
}

/** Notes an open; the first raises its event. */
export async function recordOpen(
  context: ServiceContext,
  messageId: string,
  at: Date,
): Promise<void> {
  await context.transaction(async (context) => {
    const message = await clickedMessage(context.sql, messageId);
    if (message === undefined) return;
    if (!message.test && !message.opened) {
      await raiseEvents(context, [
        {
          ...eventOf(message, messageId, at, {}),
          typeKey: openEventType,
          messageId: `open/${messageId}`,
          source: "open",
        },
      ]);
    }
    await markOpened(context.sql, messageId);
  });
}

function eventOf(
  message: ClickedMessage,
  messageId: string,
  occurredAt: Date,
  params: Record<string, unknown>,
): Omit<IncomingEvent, "typeKey" | "messageId" | "source"> {
  const { contactId, eventKey, workflowId, workflowName, runId, blockId, orderId } = message;
  return {
    keyValue: eventKey,
    params: {
      ...params,
      messageId,
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
