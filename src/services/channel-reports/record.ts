import { logReports } from "../../db/messages/reports.ts";
import type { ChannelReport } from "../../domain/channel-report.ts";
import type { ServiceContext } from "../context.ts";

/** Notes what providers report of messages, in the messages' logs: each report once. */
export async function recordReports(
  context: ServiceContext,
  channel: string,
  reports: readonly ChannelReport[],
): Promise<void> {
  await logReports(context.sql, channel, reports);
}
