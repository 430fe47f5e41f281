import type { OutgoingChat } from "../../../chat-outgoing.ts";
import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import { viberBotHooks } from "./hooks.ts";

const longestCaption = 768;
const pauseMs = 10_000;

/** Viber's bot API. It knows no key by which it would notice that it was given a message before. */
export const viberBotAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingChat> => {
    const { baseUrl, senderName, avatar } = settings as Record<string, string>;
    const sender = avatar === "" ? { name: senderName } : { name: senderName, avatar };
    return {
      send: async (message) => {
        const answer = await http.call({
          url: `${baseUrl}/pa/send_message`,
          headers: {
            "x-viber-auth-token": secrets["authToken"] ?? "",
            "content-type": "application/json",
          },
          body: JSON.stringify({
            receiver: message.to,
            min_api_version: 7,
            sender,
            tracking_data: message.id,
            ...contentOf(message),
          }),
        });
        return sendOutcome(answer, { taken: takenOf });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: viberBotHooks,
};

function contentOf({ text, image, button, replies }: OutgoingChat): Record<string, unknown> {
  const content = bodyOf(text, image);
  const buttons = [
    ...(button === undefined ? [] : [keyOf("open-url", button.url, button.text)]),
    ...replies.map((reply) => keyOf("reply", reply, reply)),
  ];
  return buttons.length === 0
    ? content
    : { ...content, keyboard: { Type: "keyboard", DefaultHeight: false, Buttons: buttons } };
}

/** Below a picture a text has less room: a longer one goes by itself, and the picture as its last link. */
function bodyOf(text: string, image: string | undefined): Record<string, unknown> {
  if (image === undefined) return { type: "text", text };
  return text.length <= longestCaption
    ? { type: "picture", text, media: image }
    : { type: "text", text: `${text}\n${image}` };
}

function keyOf(type: string, body: string, text: string): Record<string, unknown> {
  return { ActionType: type, ActionBody: body, Text: text, TextSize: "regular", Rows: 1 };
}

/** Viber says no with a status of 200, too: its own statuses stand inside. */
function takenOf(answer: Answered): SendOutcome {
  const body = jsonOf(answer);
  const status = textAt(body, "status");
  const words = `${status ?? "?"} ${textAt(body, "status_message") ?? beginning(answer)}`;
  if (status === "0") {
    const providerId = textAt(body, "message_token");
    const response = `${answer.status}: taken`;
    return sentAs(response, providerId);
  }
  // Too many requests.
  if (status === "12") return { outcome: "deferred", message: words, retryAfterMs: pauseMs };
  // A token that is wrong, an account that is blocked, a webhook that is not set: mended by its owner.
  if (status === "2" || status === "4" || status === "10") {
    return { outcome: "deferred", message: words };
  }
  // Viber's own failure says nothing of what became of the message.
  if (status === null || status === "1") return { outcome: "unknown", message: words };
  return { outcome: "refused", message: words };
}
