import { createHmac } from "node:crypto";
import { isSame } from "../../../../domain/webhook-sources/signature.ts";
import type { HookAnswer, HookRequest, ProviderHooks, ProviderSetup } from "../../../provider.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { reportOfReceipt, reportOfReply } from "../../reports.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";

/** Twilio's status callbacks and incoming messages: forms, signed with the auth token. */
export const twilioHooks: ProviderHooks = {
  receive: (setup, request): HookAnswer => {
    if (request.method !== "POST") return { outcome: "unreadable", message: "a POST is expected" };
    const form = new URLSearchParams(request.body.toString());
    if (!isSigned(setup, request, form)) return { outcome: "not genuine" };
    const sid = form.get("MessageSid") ?? form.get("SmsSid");
    if (sid === null) return { outcome: "unreadable", message: "it has no MessageSid" };
    const status = form.get("MessageStatus") ?? form.get("SmsStatus") ?? "";
    if (status === "received" || form.has("Body")) return incoming(setup, sid, form, request.at);
    const kind = kinds[status];
    // The others are steps on the way.
    if (kind === undefined) return { outcome: "reports", reports: [] };
    const report = reportOfReceipt({
      kind,
      providerId: sid,
      messageId: messageIdIn(request.query.get("message")),
      to: form.get("To"),
      code: form.get("ErrorCode"),
      words: form.get("ErrorMessage") ?? (kind === "failed" ? status : null),
      at: request.at,
    });
    return { outcome: "reports", reports: [report] };
  },
};

const kinds: Record<string, "delivered" | "failed"> = {
  delivered: "delivered",
  read: "delivered",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

/** An empty reply in TwiML: nothing is written back. */
const silence = { status: 200, type: "text/xml", body: "<Response></Response>" };

function incoming(setup: ProviderSetup, id: string, form: URLSearchParams, at: Date): HookAnswer {
  const from = form.get("From");
  if (from === null) return { outcome: "unreadable", message: "it has no From" };
  const text = form.get("Body") ?? "";
  const report = reportOfReply({ id, from, text, at }, replyWordsOf(setup.settings));
  // Where Twilio itself keeps the list of those who have opted out, it says what it understood.
  const optOut = form.get("OptOutType");
  if (optOut === "STOP") report.kind = "unsubscribed";
  if (optOut === "START") report.kind = "subscribed";
  return { outcome: "reports", reports: [report], answer: silence };
}

/** The address with its query, then each field's name and value in the order of the names. */
function isSigned(
  { secrets }: ProviderSetup,
  { url, headers }: HookRequest,
  form: URLSearchParams,
): boolean {
  const fields = [...new Set(form.keys())].toSorted();
  const signed = fields.reduce((text, name) => {
    const values = [...new Set(form.getAll(name))].toSorted();
    return text + values.map((value) => name + value).join("");
  }, url);
  const expected = createHmac("sha1", secrets["authToken"] ?? "")
    .update(signed)
    .digest();
  const given = Buffer.from(headers["x-twilio-signature"] ?? "", "base64");
  return isSame(given, expected);
}
