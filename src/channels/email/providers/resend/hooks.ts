import { createHmac } from "node:crypto";
import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { isSame } from "../../../../domain/webhook-sources/signature.ts";
import { messageIdIn } from "../../../carried-id.ts";
import type { HookAnswer, HookRequest, ProviderHooks } from "../../../provider.ts";
import { at, listAt, objectIn, reportOf, textAt } from "../../../reports.ts";
import { idName } from "../../mailboxes.ts";

/** What an older webhook says may be somebody's who has overheard it. */
const oldestMs = 300_000;

/** Resend's webhooks, signed in the way of Svix. */
export const resendHooks: ProviderHooks = {
  receive: ({ secrets }, request): HookAnswer => {
    const id = request.headers["svix-id"] ?? "";
    if (id === "" || !isGenuine(secrets["signingSecret"], id, request)) {
      return { outcome: "not genuine" };
    }
    const event = objectIn(request.body);
    if (event === null) return { outcome: "unreadable", message: "it is no JSON object" };
    return { outcome: "reports", reports: reportIn(event, id, request.at) };
  },
};

function isGenuine(
  secret: string | undefined,
  id: string,
  { headers, body, at: received }: HookRequest,
): boolean {
  const timestamp = headers["svix-timestamp"] ?? "";
  const age = Math.abs(received.getTime() - Number(timestamp) * 1_000);
  if (secret === undefined || !(age <= oldestMs)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const expected = createHmac("sha256", key).update(signed).digest();
  return (headers["svix-signature"] ?? "")
    .split(/\s+/)
    .some((one) => isSame(Buffer.from(one.replace(/^v1,/, ""), "base64"), expected));
}

const kinds: Record<string, ChannelReportKind> = {
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  "email.failed": "failed",
  "email.complained": "complained",
  "email.opened": "opened",
  "email.clicked": "clicked",
};

function reportIn(event: unknown, id: string, received: Date): ChannelReport[] {
  const kind = kinds[textAt(event, "type") ?? ""];
  if (kind === undefined) return [];
  const data = at(event, "data");
  const when = new Date(textAt(event, "created_at") ?? "");
  const report = reportOf({
    reportId: id,
    kind,
    at: Number.isNaN(when.getTime()) ? received : when,
    messageId: messageIdIn(tagIn(data)),
    providerId: textAt(data, "email_id"),
    address: textAt(listAt(data, "to")[0]) ?? textAt(data, "to"),
    code: textAt(data, "bounce", "subType"),
    words: textAt(data, "bounce", "message") ?? textAt(data, "failed", "reason"),
  });
  if (kind === "bounced") report.permanent = textAt(data, "bounce", "type") === "Permanent";
  const url = textAt(data, "click", "link");
  if (url !== null) report.url = url;
  return [report];
}

/** Tags come as an object, or as a list of names and values. */
function tagIn(data: unknown): unknown {
  const tags = at(data, "tags");
  if (!Array.isArray(tags)) return at(tags, idName);
  return at(
    (tags as unknown[]).find((tag) => textAt(tag, "name") === idName),
    "value",
  );
}
