import type { ChannelReport } from "../../../../domain/channel-report.ts";
import type { ReplyWords } from "../../../../domain/reply-words.ts";
import { meaningOfReply } from "../../../../domain/reply-words.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { at, instantOf, listAt, objectIn, reportOf, textAt } from "../../../reports.ts";
import type { ChatWriter, HookAnswer, ProviderHooks } from "../../../provider.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";
import { isSameSecret } from "../../../signed.ts";

/** Telegram's updates: what is written to the bot, what is touched, and who blocks it. */
export const telegramBotHooks: ProviderHooks = {
  receive: ({ settings, secrets }, { method, headers, body, at: received }): HookAnswer => {
    const secret = headers["x-telegram-bot-api-secret-token"] ?? "";
    if (!isSameSecret(secrets["webhookSecret"] ?? "", secret)) return { outcome: "not genuine" };
    const update = method === "POST" ? objectIn(body) : null;
    const id = textAt(update, "update_id");
    if (update === null || id === null) return { outcome: "unreadable", message: "no update" };
    const given = { id, received, words: replyWordsOf(settings) };
    return (
      messageIn(update, given) ??
      touchIn(update, given) ??
      membershipIn(update, given) ?? { outcome: "reports", reports: [] }
    );
  },
};

interface Given {
  id: string;
  received: Date;
  words: ReplyWords;
}

/** `/start` with the token of a link, and what else is written in a chat of one person with the bot. */
function messageIn(update: unknown, { id, received, words }: Given): HookAnswer | undefined {
  const message = at(update, "message");
  const chat = textAt(message, "chat", "id");
  if (chat === null) return undefined;
  // Groups are no persons.
  if (textAt(message, "chat", "type") !== "private") return { outcome: "reports", reports: [] };
  const text = textAt(message, "text") ?? textAt(message, "caption") ?? "";
  const when = instantOf(at(message, "date"), 1, received);
  const start = /^\/start(?:\s+(\S+))?\s*$/.exec(text);
  const writer = writerOf(at(message, "from"), chat, when, start?.[1] ?? null);
  const command = /^\/(stop|start)\b/.exec(text)?.[1];
  const plain = command === undefined ? text : command;
  const answered = textAt(message, "reply_to_message", "message_id");
  const report = reportOf({
    reportId: `update/${id}`,
    kind: meaningOfReply(plain, words),
    at: when,
    providerId: answered === null ? null : `${chat}/${answered}`,
    address: chat,
    words: start === null ? text : "/start",
  });
  return { outcome: "reports", reports: [report], writers: [writer] };
}

function touchIn(update: unknown, { id, received }: Given): HookAnswer | undefined {
  const query = at(update, "callback_query");
  const [queryId, chat] = [textAt(query, "id"), textAt(query, "from", "id")];
  if (queryId === null || chat === null) return undefined;
  const data = textAt(query, "data") ?? "";
  const [, messageId = null] = /^r:\d+:(.+)$/.exec(data) ?? [];
  const report: ChannelReport = reportOf({
    reportId: `update/${id}`,
    kind: "replied",
    at: received,
    messageId: messageIdIn(messageId),
    address: chat,
    code: "button",
    words: touched(query, data),
  });
  // Until it is answered, the button shows that something is going on.
  const done = JSON.stringify({ method: "answerCallbackQuery", callback_query_id: queryId });
  const answer = { status: 200, type: "application/json", body: done };
  return {
    outcome: "reports",
    reports: [report],
    writers: [writerOf(at(query, "from"), chat, received, null)],
    answer,
  };
}

/** What the button says that has this data. */
function touched(query: unknown, data: string): string {
  const rows = listAt(query, "message", "reply_markup", "inline_keyboard");
  const keys = rows.flatMap((row) => listAt(row));
  const key = keys.find((one) => textAt(one, "callback_data") === data);
  return textAt(key, "text") ?? data;
}

/** Whoever blocks the bot wants no more of it. */
function membershipIn(update: unknown, { id, received }: Given): HookAnswer | undefined {
  const change = at(update, "my_chat_member");
  const chat = textAt(change, "chat", "id");
  if (chat === null || textAt(change, "chat", "type") !== "private") return undefined;
  const status = textAt(change, "new_chat_member", "status");
  const kind = status === "kicked" ? "unsubscribed" : "subscribed";
  const when = instantOf(at(change, "date"), 1, received);
  const words = kind === "unsubscribed" ? "has blocked the bot" : "has let the bot in again";
  const reportId = `update/${id}`;
  return {
    outcome: "reports",
    reports: [reportOf({ reportId, kind, at: when, address: chat, words })],
  };
}

function writerOf(from: unknown, address: string, when: Date, token: string | null): ChatWriter {
  const writer: ChatWriter = { address, at: when, token };
  const [firstName, lastName] = [textAt(from, "first_name"), textAt(from, "last_name")];
  const language = textAt(from, "language_code");
  if (firstName !== null) writer.firstName = firstName;
  if (lastName !== null) writer.lastName = lastName;
  if (language !== null) writer.language = language;
  return writer;
}
