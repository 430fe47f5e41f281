import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { messageIdIn } from "../../../carried-id.ts";
import type { HookAnswer, HookRequest, ProviderHooks } from "../../../provider.ts";
import { at, objectIn, reportOf, textAt } from "../../../reports.ts";
import { isSameSecret } from "../../../signed.ts";
import { idName } from "../../mailboxes.ts";

/** Postmark's webhooks, one record each; it signs none, and shows a password instead. */
export const postmarkHooks: ProviderHooks = {
  receive: ({ secrets }, request): HookAnswer => {
    const password = secrets["webhookPassword"];
    if (password === undefined || !isSameSecret(password, passwordIn(request))) {
      return { outcome: "not genuine" };
    }
    const record = objectIn(request.body);
    if (record === null) return { outcome: "unreadable", message: "it is no JSON object" };
    return {
      outcome: "reports",
      reports: reportIn(record, request.at),
      answer: { status: 200 },
    };
  },
};

function passwordIn({ headers }: HookRequest): string {
  const [, credentials = ""] = /^basic\s+(\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  const text = Buffer.from(credentials, "base64").toString();
  return text.slice(text.indexOf(":") + 1);
}

const kinds: Record<string, ChannelReportKind> = {
  Delivery: "delivered",
  Bounce: "bounced",
  SpamComplaint: "complained",
  Open: "opened",
  Click: "clicked",
  SubscriptionChange: "unsubscribed",
};

/** Types of bounces of addresses that are dead; the others pass. */
const forGood = new Set(["HardBounce", "BadEmailAddress", "ManuallyDeactivated", "Blocked"]);
/** What Postmark calls a bounce and is none: an answer of a person's, or of a machine's. */
const noBounces = new Set(["AutoResponder", "ChallengeVerification", "AddressChange", "Subscribe"]);

function reportIn(record: unknown, received: Date): ChannelReport[] {
  const [name, type] = [textAt(record, "RecordType") ?? "", textAt(record, "Type") ?? ""];
  const [base, messageId] = [kinds[name], textAt(record, "MessageID")];
  if (base === undefined || messageId === null || noBounces.has(type)) return [];
  const isLifted = at(record, "SuppressSending") === false;
  const kind = base === "unsubscribed" && isLifted ? "subscribed" : base;
  const when = dateIn(record) ?? received;
  const report = reportOf({
    reportId: `${textAt(record, "ID") ?? messageId}/${name}/${when.getTime()}`,
    kind: type === "SpamNotification" ? "failed" : kind,
    at: when,
    messageId: messageIdIn(at(record, "Metadata", idName)),
    providerId: messageId,
    address: textAt(record, "Email") ?? textAt(record, "Recipient"),
    code: textAt(record, "TypeCode"),
    words: textAt(record, "Details") ?? textAt(record, "Description"),
  });
  if (report.kind === "bounced") {
    report.permanent = at(record, "Inactive") === true || forGood.has(type);
  }
  const url = textAt(record, "OriginalLink");
  if (url !== null) report.url = url;
  return [report];
}

function dateIn(record: unknown): Date | null {
  const names = ["DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"];
  const written = names.map((name) => textAt(record, name)).find((text) => text !== null);
  const date = new Date(written ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}
