import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { messageIdIn } from "../../../carried-id.ts";
import type { HookAnswer, ProviderHooks } from "../../../provider.ts";
import { at, instantOf, objectIn, reportOf, textAt } from "../../../reports.ts";
import { isSignedBy } from "../../../signed.ts";
import { idName } from "../../mailboxes.ts";

/** What an older webhook says may be somebody's who has overheard it; Mailgun tries for eight hours. */
const oldestMs = 12 * 3_600_000;

/** Mailgun's webhooks, one event each. */
export const mailgunHooks: ProviderHooks = {
  receive: ({ secrets }, { body, at: received }): HookAnswer => {
    const said = objectIn(body);
    if (said === null) return { outcome: "unreadable", message: "it is no JSON object" };
    if (!isGenuine(secrets["signingKey"], said, received)) return { outcome: "not genuine" };
    const report = reportIn(at(said, "event-data"), received);
    return { outcome: "reports", reports: report, answer: { status: 200 } };
  },
};

function isGenuine(key: string | undefined, said: unknown, received: Date): boolean {
  const timestamp = textAt(said, "signature", "timestamp") ?? "";
  const token = textAt(said, "signature", "token") ?? "";
  const signature = textAt(said, "signature", "signature") ?? "";
  const age = Math.abs(received.getTime() - Number(timestamp) * 1_000);
  if (key === undefined || token === "" || !(age <= oldestMs)) return false;
  return isSignedBy(key, `${timestamp}${token}`, signature);
}

const kinds: Record<string, ChannelReportKind> = {
  delivered: "delivered",
  failed: "bounced",
  rejected: "failed",
  complained: "complained",
  unsubscribed: "unsubscribed",
  opened: "opened",
  clicked: "clicked",
};

function reportIn(event: unknown, received: Date): ChannelReport[] {
  const kind = kinds[textAt(event, "event") ?? ""];
  const id = textAt(event, "id");
  if (kind === undefined || id === null) return [];
  const isPermanent = textAt(event, "severity") === "permanent";
  // It goes on trying; when it gives up it says so.
  if (kind === "bounced" && !isPermanent) return [];
  const status = at(event, "delivery-status");
  const report = reportOf({
    reportId: id,
    kind,
    at: instantOf(at(event, "timestamp"), 1, received),
    messageId: messageIdIn(at(event, "user-variables", idName)),
    providerId: textAt(event, "message", "headers", "message-id"),
    address: textAt(event, "recipient"),
    code: textAt(status, "enhanced-code") ?? textAt(status, "code"),
    words:
      textAt(status, "message") ??
      textAt(status, "description") ??
      textAt(event, "reject", "reason"),
  });
  if (kind === "bounced") report.permanent = isForGood(status);
  const url = textAt(event, "url");
  if (url !== null) report.url = url;
  return [report];
}

/** Given up after a long time of trying is not yet an address that is dead. */
function isForGood(status: unknown): boolean {
  const enhanced = textAt(status, "enhanced-code");
  if (enhanced !== null) return enhanced.startsWith("5");
  const code = Number(textAt(status, "code"));
  return code >= 500 && code < 600;
}
