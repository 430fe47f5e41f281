import { createHash, createHmac } from "node:crypto";
import type { ChannelReport } from "../../../../domain/channel-report.ts";
import { isSame } from "../../../../domain/webhook-sources/signature.ts";
import type { HookAnswer, HookRequest, ProviderHooks, ProviderSetup } from "../../../provider.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { reportOfReceipt, reportOfReply } from "../../reports.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";
import type { HttpSettings } from "./description.ts";
import { textAt } from "./text-at.ts";

/**
 * Receipts and replies as JSON (one or a list), a form, or a query. Who sends them knows the address,
 * which nobody can guess, and signs them where the set-up has a secret for that.
 */
export const httpHooks: ProviderHooks = {
  receive: (setup, request): HookAnswer => {
    const settings = setup.settings as HttpSettings;
    if (!isSigned(setup, settings, request)) return { outcome: "not genuine" };
    const said = fieldsOf(request);
    if (said === null) return { outcome: "unreadable", message: "it is neither JSON nor a form" };
    const reports = said.flatMap((one) => reportOf(one, setup, settings, request.at) ?? []);
    return { outcome: "reports", reports, answer: { status: 200 } };
  },
};

function isSigned(
  { secrets }: ProviderSetup,
  { signatureHeader }: HttpSettings,
  { headers, body }: HookRequest,
): boolean {
  const secret = secrets["signatureSecret"];
  if (secret === undefined) return true;
  const given = (headers[signatureHeader.toLowerCase()] ?? "").replace(/^sha256=/, "");
  const expected = createHmac("sha256", secret).update(body).digest();
  return [Buffer.from(given, "hex"), Buffer.from(given, "base64")].some((one) =>
    isSame(one, expected),
  );
}

function fieldsOf({ method, query, headers, body }: HookRequest): object[] | null {
  if (method === "GET") return [Object.fromEntries(query)];
  const text = body.toString();
  if (/^application\/x-www-form-urlencoded/i.test(headers["content-type"] ?? "")) {
    return [Object.fromEntries(new URLSearchParams(text))];
  }
  try {
    const json: unknown = JSON.parse(text);
    const all = [json].flat();
    return all.every((one) => typeof one === "object" && one !== null) ? all : null;
  } catch {
    return null;
  }
}

/** @returns null of a step on the way, or of what is neither a receipt nor a reply */
function reportOf(
  said: object,
  setup: ProviderSetup,
  settings: HttpSettings,
  at: Date,
): ChannelReport | null {
  const status = textAt(said, settings.receiptStatusPath);
  const id = textAt(said, settings.receiptIdPath);
  const from = textAt(said, settings.replyFromPath);
  const text = textAt(said, settings.replyTextPath);
  const isDelivered = status !== null && settings.deliveredValues.includes(status);
  const isFailed = status !== null && settings.failedValues.includes(status);
  const messageId = messageIdIn(textAt(said, settings.receiptReferencePath));
  if ((isDelivered || isFailed) && (id !== null || messageId !== null)) {
    return reportOfReceipt({
      kind: isDelivered ? "delivered" : "failed",
      providerId: id ?? String(messageId),
      messageId,
      to: null,
      code: isFailed ? textAt(said, settings.receiptCodePath) : null,
      words: isFailed ? status : null,
      at,
    });
  }
  if (from === null || text === null) return null;
  // Of a gateway that numbers no replies, the same words of the same person come once a minute.
  const minute = Math.floor(at.getTime() / 60_000);
  const hash = createHash("sha256").update(`${from}\n${text}\n${minute}`).digest("base64url");
  return reportOfReply({ id: id ?? hash, from, text, at }, replyWordsOf(setup.settings));
}
