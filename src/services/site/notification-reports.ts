import { noteOnce } from "../../db/messages/message-reactions.ts";
import { newId } from "../../platform/new-id.ts";
import { recordReports } from "../channel-reports/record.ts";
import { reportClick } from "../clicks/report.ts";
import type { ServiceContext } from "../context.ts";

export const notificationReports = ["shown", "clicked", "closed"] as const;
export type NotificationReport = (typeof notificationReports)[number];

/** Notes what a service worker tells of a notification. One with a link tells of its click by that. */
export async function recordNotification(
  context: ServiceContext,
  messageId: string,
  what: NotificationReport,
): Promise<void> {
  const at = context.now();
  if (what === "clicked") {
    await reportClick(context, { messageId, clickId: newId(), url: "", at });
  } else if (what === "closed") {
    await noteOnce(context.sql, messageId, "closed");
  } else {
    // Shown in several browsers it was delivered once.
    const reportId = `shown/${messageId}`;
    const shown = { reportId, kind: "delivered" as const, at, messageId, providerId: null };
    await recordReports(context, "webPush", [{ ...shown, address: null, code: null, words: null }]);
  }
}
