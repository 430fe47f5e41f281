import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { messageIdIn } from "../../../carried-id.ts";
import type { HookAnswer, ProviderHooks } from "../../../provider.ts";
import { at, listAt, objectIn, reportOf, textAt } from "../../../reports.ts";
import { idName } from "../../mailboxes.ts";
import type { AskSns } from "./sns.ts";
import { isSignedBySns, snsOverHttp } from "./sns.ts";

/**
 * SES tells an SNS topic, and that tells us. A subscription of the topic that the set-up names is
 * confirmed by itself.
 */
export function sesHooks(ask: AskSns = snsOverHttp()): ProviderHooks {
  return {
    receive: async ({ settings }, { body, at: received }): Promise<HookAnswer> => {
      const said = objectIn(body);
      if (said === null) return { outcome: "unreadable", message: "it is no JSON object" };
      const topic = textAt(said, "TopicArn");
      // Anybody may have a topic of their own, whose notifications SNS signs just as well.
      const isOurs = topic !== null && topic === settings["topicArn"];
      if (!isOurs || !(await isSignedBySns(said, ask))) return { outcome: "not genuine" };
      if (textAt(said, "Type") === "SubscriptionConfirmation") {
        const confirmed = await ask(textAt(said, "SubscribeURL") ?? "");
        return confirmed === null
          ? { outcome: "unreadable", message: "the subscription could not be confirmed" }
          : { outcome: "answer", answer: { status: 200 } };
      }
      const notice = objectIn(textAt(said, "Message") ?? "");
      const id = textAt(said, "MessageId") ?? "";
      return {
        outcome: "reports",
        reports: notice === null ? [] : reportsIn(notice, id, received),
        answer: { status: 200 },
      };
    },
  };
}

const kinds: Record<string, ChannelReportKind> = {
  Delivery: "delivered",
  Bounce: "bounced",
  Complaint: "complained",
  Reject: "failed",
  "Rendering Failure": "failed",
  Open: "opened",
  Click: "clicked",
};
/** Where each kind of notice tells of itself, and of whom. */
const places: Record<string, { of: string; whom: string }> = {
  Delivery: { of: "delivery", whom: "recipients" },
  Bounce: { of: "bounce", whom: "bouncedRecipients" },
  Complaint: { of: "complaint", whom: "complainedRecipients" },
};

/** One for each address that it is about. */
function reportsIn(notice: unknown, id: string, received: Date): ChannelReport[] {
  const type = textAt(notice, "eventType") ?? textAt(notice, "notificationType") ?? "";
  const kind = kinds[type];
  if (kind === undefined) return [];
  const { of, whom } = places[type] ?? { of: type.toLowerCase(), whom: "" };
  const own = at(notice, of);
  const addressed = listAt(own, whom);
  const when = new Date(textAt(own, "timestamp") ?? "");
  const common = {
    kind,
    at: Number.isNaN(when.getTime()) ? received : when,
    messageId: messageIdIn(listAt(notice, "mail", "tags", idName)[0]),
    providerId: textAt(notice, "mail", "messageId"),
  };
  const url = textAt(own, "link");
  return (addressed.length === 0 ? [null] : addressed).map((one, index) => {
    const report = reportOf({
      ...common,
      reportId: `${id}/${index}`,
      address: textAt(one) ?? textAt(one, "emailAddress"),
      code: textAt(one, "status") ?? textAt(own, "complaintFeedbackType"),
      words:
        textAt(one, "diagnosticCode") ??
        textAt(own, "bounceSubType") ??
        textAt(own, "smtpResponse") ??
        textAt(own, "reason"),
    });
    if (kind === "bounced") report.permanent = textAt(own, "bounceType") === "Permanent";
    return url === null ? report : { ...report, url };
  });
}
