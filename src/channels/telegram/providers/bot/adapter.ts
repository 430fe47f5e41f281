import type { OutgoingChat } from "../../../chat-outgoing.ts";
import { at, textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered, ProviderAnswer } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import { telegramBotHooks } from "./hooks.ts";

const longestCaption = 1_024;

/** Telegram's Bot API. It knows no key by which it would notice that it was given a message before. */
export const telegramBotAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingChat> => {
    const base = `${String(settings["baseUrl"])}/bot${secrets["botToken"]}`;
    return {
      send: async (message) => {
        const { method, fields } = requestOf(message);
        const answer = await http.call({
          url: `${base}/${method}`,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(fields),
        });
        return outcomeOf(answer);
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: telegramBotHooks,
};

/** A picture goes along where the text fits below it; a longer text is sent with a preview of it. */
function requestOf({ id, to, text, image, button, replies }: OutgoingChat): {
  method: string;
  fields: Record<string, unknown>;
} {
  const keys = [
    ...(button === undefined ? [] : [[{ text: button.text, url: button.url }]]),
    ...replies.map((reply, index) => [{ text: reply, callback_data: `r:${index}:${id}` }]),
  ];
  const common: Record<string, unknown> = { chat_id: to };
  if (keys.length > 0) common["reply_markup"] = { inline_keyboard: keys };
  if (image === undefined) return { method: "sendMessage", fields: { ...common, text } };
  if (text.length <= longestCaption) {
    return { method: "sendPhoto", fields: { ...common, photo: image, caption: text } };
  }
  const preview = { url: image, prefer_large_media: true, show_above_text: true };
  return { method: "sendMessage", fields: { ...common, text, link_preview_options: preview } };
}

function outcomeOf(answer: ProviderAnswer): SendOutcome {
  const outcome = sendOutcome(answer, {
    taken: (taken) => {
      const { result } = (jsonOf(taken) ?? {}) as { result?: unknown };
      const [chat, message] = [textAt(result, "chat", "id"), textAt(result, "message_id")];
      const response = `${taken.status}: taken`;
      return sentAs(response, chat === null || message === null ? null : `${chat}/${message}`);
    },
    words: telegramWords,
  });
  if (outcome.outcome !== "deferred" || answer.outcome !== "answered") return outcome;
  const seconds = Number(at(jsonOf(answer), "parameters", "retry_after"));
  return seconds > 0 ? { ...outcome, retryAfterMs: seconds * 1_000 } : outcome;
}

/** `Forbidden: bot was blocked by the user` */
function telegramWords(answer: Answered): string {
  return textAt(jsonOf(answer), "description") ?? beginning(answer);
}
