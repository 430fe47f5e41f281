import type { KeptReport, ReportedMessage } from "../../db/messages/channel-reports.ts";

/** A report with the message that it speaks of, where one is known. */
export interface AboutMessage {
  report: KeptReport;
  message: ReportedMessage | undefined;
}
