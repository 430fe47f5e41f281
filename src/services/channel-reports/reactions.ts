import { v5 } from "uuid";
import { isTrackedUrl } from "../clicks/link-signer.ts";
import { reportClick, reportOpen } from "../clicks/report.ts";
import type { ServiceContext } from "../context.ts";
import type { AboutMessage } from "./about-message.ts";

const clicksNamespace = "5d0c7d0b-64d9-4a3c-8a3f-6f1b5f6f4b1e";

/**
 * What a provider has seen done with a message: opens and clicks count as if we had seen them. A click
 * on a link that leads through our own redirect is seen there, and not twice.
 */
export async function applyReaction(
  context: ServiceContext,
  channel: string,
  { report, message }: AboutMessage,
): Promise<void> {
  if (message === undefined || !message.hasContact) return;
  const { kind, at, url, reportId } = report;
  if (kind === "opened") await reportOpen(context, { messageId: message.id, at });
  if (kind === "clicked" && !isTrackedUrl(url ?? "")) {
    const clickId = v5(`${channel}/${reportId}`, clicksNamespace);
    await reportClick(context, { messageId: message.id, clickId, url: url ?? "", at });
  }
}
