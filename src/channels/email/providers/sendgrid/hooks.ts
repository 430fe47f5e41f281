import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { isSigned } from "../../../../domain/webhook-sources/signature.ts";
import { messageIdIn } from "../../../carried-id.ts";
import type { HookAnswer, ProviderHooks } from "../../../provider.ts";
import { at, instantOf, reportOf, textAt } from "../../../reports.ts";
import { idName } from "../../mailboxes.ts";

/** SendGrid's signed event webhook: a list of what became of mails. */
export const sendgridHooks: ProviderHooks = {
  receive: ({ secrets }, { headers, body, url, at: received }): HookAnswer => {
    const key = secrets["verificationKey"];
    if (key === undefined || !isSigned("sendgrid", key, { headers, body, url }, received)) {
      return { outcome: "not genuine" };
    }
    const events = listIn(body);
    if (events === null) return { outcome: "unreadable", message: "it is no list of events" };
    return { outcome: "reports", reports: events.flatMap((event) => reportIn(event, received)) };
  },
};

function listIn(body: Buffer): unknown[] | null {
  try {
    const read: unknown = JSON.parse(body.toString());
    return Array.isArray(read) ? (read as unknown[]) : null;
  } catch {
    return null;
  }
}

const kinds: Record<string, ChannelReportKind> = {
  delivered: "delivered",
  bounce: "bounced",
  dropped: "failed",
  spamreport: "complained",
  unsubscribe: "unsubscribed",
  open: "opened",
  click: "clicked",
};

function reportIn(event: unknown, received: Date): ChannelReport[] {
  const name = textAt(event, "event") ?? "";
  const [kind, id] = [kinds[name], textAt(event, "sg_event_id")];
  if (kind === undefined || id === null) return [];
  const report = reportOf({
    reportId: id,
    kind,
    at: instantOf(at(event, "timestamp"), 1, received),
    messageId: messageIdIn(at(event, idName)),
    // It goes on behind a dot: by which of SendGrid's servers it went.
    providerId: textAt(event, "sg_message_id")?.split(".")[0] ?? null,
    address: textAt(event, "email"),
    code: textAt(event, "status"),
    words: textAt(event, "reason") ?? textAt(event, "response"),
  });
  // Blocked is a receiver's no of today; a bounce is one for good.
  if (kind === "bounced") report.permanent = textAt(event, "type") !== "blocked";
  const url = textAt(event, "url");
  if (url !== null) report.url = url;
  return [report];
}
