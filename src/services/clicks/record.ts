import { clickedMessage, noteClick } from "../../db/message-rows.ts";
import type { Database } from "../../db/database.ts";
import type { Ingest } from "../../contract/ingest.ts";
import type { LinkReference } from "./link-signer.ts";

/** The key of the system's event type for clicks. */
const clickEventType = "click";

export interface Click extends LinkReference {
  url: string;
  at: Date;
  /** Names this click, so that recording it again after a fault keeps one event. */
  clickId: string;
}

/**
 * Turns a click into its event: about the contact of the message, with the run's own key, so that
 * it can also stop by key, and the run's order, so that what it starts can speak of it.
 */
export async function recordClick(db: Database, ingest: Ingest, click: Click): Promise<void> {
  const message = await clickedMessage(db, click.messageId);
  // Erased meanwhile: nobody is left to speak of.
  if (message === undefined) return;
  const link = message.links[click.index]?.name ?? click.url;
  const { contactId, eventKey, workflowId, workflowName, runId, blockId, orderId } = message;
  const [result] = await ingest.submit([
    {
      typeKey: clickEventType,
      keyValue: eventKey,
      params: {
        link,
        url: click.url,
        messageId: click.messageId,
        workflowId,
        workflow: workflowName,
        runId,
        blockId,
        ...(orderId !== null && { orderId }),
      },
      identities: [],
      knownContactId: contactId,
      messageId: `click/${click.clickId}`,
      occurredAt: click.at,
      source: "click",
    },
  ]);
  if (result?.outcome === "accepted") await noteClick(db, click.messageId, link);
}
