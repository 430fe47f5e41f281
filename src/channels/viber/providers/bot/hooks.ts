import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import { meaningOfReply } from "../../../../domain/reply-words.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { at, instantOf, objectIn, reportOf, textAt } from "../../../reports.ts";
import type { ChatWriter, HookAnswer, ProviderHooks } from "../../../provider.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";
import { isSignedBy } from "../../../signed.ts";

const kinds: Record<string, ChannelReportKind> = {
  delivered: "delivered",
  seen: "opened",
  failed: "failed",
  unsubscribed: "unsubscribed",
  subscribed: "subscribed",
  message: "replied",
};

/** Viber's callbacks: what became of messages, who comes and goes, what people write. */
export const viberBotHooks: ProviderHooks = {
  receive: ({ settings, secrets }, { headers, body, at: received }): HookAnswer => {
    const signature = headers["x-viber-content-signature"] ?? "";
    if (!isSignedBy(secrets["authToken"] ?? "", body, signature)) return { outcome: "not genuine" };
    const callback = objectIn(body);
    const event = textAt(callback, "event");
    if (event === null) return { outcome: "unreadable", message: "it names no event" };
    const when = instantOf(at(callback, "timestamp"), 1_000, received);
    // The answer to a conversation's beginning would be a message of welcome: the runs send those.
    const answer = { status: 200 };
    if (event === "conversation_started") {
      const writer = writerOf(callback, "user", when, textAt(callback, "context"));
      return { outcome: "reports", reports: [], writers: writer, answer };
    }
    const report = reportIn(callback, kinds[event], when);
    if (report === undefined) return { outcome: "reports", reports: [], answer };
    if (event === "message") {
      report.kind = meaningOfReply(report.words ?? "", replyWordsOf(settings));
      const writers = writerOf(callback, "sender", when, null);
      return { outcome: "reports", reports: [report], writers, answer };
    }
    const writers = event === "subscribed" ? writerOf(callback, "user", when, null) : [];
    return { outcome: "reports", reports: [report], writers, answer };
  },
};

function reportIn(
  callback: unknown,
  kind: ChannelReportKind | undefined,
  when: Date,
): ChannelReport | undefined {
  const address =
    textAt(callback, "sender", "id") ??
    textAt(callback, "user", "id") ??
    textAt(callback, "user_id");
  const token = textAt(callback, "message_token");
  if (kind === undefined || address === null) return undefined;
  const isReply = kind === "replied";
  const isTold = kind === "delivered" || kind === "opened" || kind === "failed";
  return reportOf({
    reportId: `${token ?? when.getTime()}/${kind}/${address}`,
    kind,
    at: when,
    // What a message carries comes back with the answer to it.
    messageId: isReply ? messageIdIn(textAt(callback, "message", "tracking_data")) : null,
    providerId: isTold ? token : null,
    address,
    words: isReply ? wordsOf(callback) : textAt(callback, "desc"),
  });
}

function wordsOf(callback: unknown): string {
  const kind = textAt(callback, "message", "type") ?? "something";
  return textAt(callback, "message", "text") ?? `(${kind})`;
}

function writerOf(
  callback: unknown,
  field: "user" | "sender",
  when: Date,
  token: string | null,
): ChatWriter[] {
  const address = textAt(callback, field, "id");
  if (address === null) return [];
  const writer: ChatWriter = { address, at: when, token };
  const name = textAt(callback, field, "name");
  const language = textAt(callback, field, "language");
  if (name !== null) writer.firstName = name;
  if (language !== null) writer.language = language;
  return [writer];
}
