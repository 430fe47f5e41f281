import { beginningOf } from "../../../../domain/beginning-of.ts";
import type { OutgoingChat } from "../../../chat-outgoing.ts";
import { withoutSlashes } from "../../../provider-settings.ts";
import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered, ProviderAnswer } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import { whatsappCloudHooks } from "./hooks.ts";

/** WhatsApp's Cloud API. It knows no key by which it would notice that it was given a message before. */
export const whatsappCloudAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http, publicUrl }): OpenProvider<OutgoingChat> => {
    const { baseUrl, apiVersion, phoneNumberId } = settings as Record<string, string>;
    return {
      send: async (message) => {
        const answer = await http.call({
          url: `${baseUrl}/${apiVersion}/${phoneNumberId}/messages`,
          headers: {
            authorization: `Bearer ${secrets["accessToken"]}`,
            "content-type": "application/json",
          },
          body: JSON.stringify({
            messaging_product: "whatsapp",
            recipient_type: "individual",
            to: message.to.replace("+", ""),
            biz_opaque_callback_data: message.id,
            ...contentOf(message, publicUrl),
          }),
        });
        return outcomeOf(answer);
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: whatsappCloudHooks,
};

/** Three answers at most, of twenty characters; a text beside them, or below a picture, has a limit of its own. */
const most = { answers: 3, letters: 20, beside: 1_024 };

function contentOf(message: OutgoingChat, publicUrl: string): Record<string, unknown> {
  const { text, image, button, replies, template } = message;
  if (template !== undefined) {
    return { type: "template", template: templateOf(message, template, publicUrl) };
  }
  const header = image === undefined ? {} : { header: { type: "image", image: { link: image } } };
  const withLink = [text, ...linkOf(button)].join("\n");
  const isPlain = image === undefined && button === undefined && replies.length === 0;
  if (isPlain || (replies.length > 0 ? withLink : text).length > most.beside) {
    return textOf([withLink, ...replies, ...(image === undefined ? [] : [image])].join("\n"));
  }
  if (replies.length > 0) {
    const buttons = replies.slice(0, most.answers).map((reply, index) => ({
      type: "reply",
      reply: { id: `r${index}`, title: beginningOf(reply, most.letters) },
    }));
    return interactive({
      type: "button",
      ...header,
      body: { text: withLink },
      action: { buttons },
    });
  }
  if (button !== undefined) {
    const parameters = { display_text: beginningOf(button.text, most.letters), url: button.url };
    const action = { name: "cta_url", parameters };
    return interactive({ type: "cta_url", ...header, body: { text }, action });
  }
  const caption = text === "" ? {} : { caption: text };
  return { type: "image", image: { link: image, ...caption } };
}

function textOf(body: string): Record<string, unknown> {
  return { type: "text", text: { body, preview_url: true } };
}

function interactive(content: Record<string, unknown>): Record<string, unknown> {
  return { type: "interactive", interactive: content };
}

function linkOf(button: OutgoingChat["button"]): string[] {
  return button === undefined ? [] : [`${button.text}: ${button.url}`];
}

/** What a template's button is given stands behind the address that it was approved with. */
function templateOf(
  { image, button }: OutgoingChat,
  { name, language, parameters }: NonNullable<OutgoingChat["template"]>,
  publicUrl: string,
): Record<string, unknown> {
  const components: Record<string, unknown>[] = [];
  if (image !== undefined) {
    const parameter = { type: "image", image: { link: image } };
    components.push({ type: "header", parameters: [parameter] });
  }
  if (parameters.length > 0) {
    const texts = parameters.map((text) => ({ type: "text", text }));
    components.push({ type: "body", parameters: texts });
  }
  if (button !== undefined) {
    const parameter = { type: "text", text: behind(`${withoutSlashes(publicUrl)}/`, button.url) };
    components.push({ type: "button", sub_type: "url", index: "0", parameters: [parameter] });
  }
  return { name, language: { code: language }, components };
}

function behind(base: string, url: string): string {
  return url.startsWith(base) ? url.slice(base.length) : url;
}

/** Over a rate, of the number, of the app or to one person; or WhatsApp itself is not well. */
const passing = new Set(["4", "80007", "130429", "131048", "131056", "131000", "131016", "133004"]);
const usualPauseMs = 5_000;

function outcomeOf(answer: ProviderAnswer): SendOutcome {
  const code = answer.outcome === "answered" ? textAt(jsonOf(answer), "error", "code") : null;
  if (answer.outcome === "answered" && answer.status >= 400 && passing.has(code ?? "")) {
    const message = `${answer.status}: ${whatsappWords(answer)}`;
    return { outcome: "deferred", message, retryAfterMs: pauseOf(answer) };
  }
  return sendOutcome(answer, {
    taken: (taken) => {
      const id = textAt(jsonOf(taken), "messages", 0, "id");
      const response = `${taken.status}: taken`;
      return sentAs(response, id);
    },
    words: whatsappWords,
  });
}

function pauseOf({ headers }: Answered): number {
  const seconds = Number(headers["retry-after"]);
  return seconds > 0 ? seconds * 1_000 : usualPauseMs;
}

/** `131047 Re-engagement message: Message failed to send because more than 24 hours have passed …` */
function whatsappWords(answer: Answered): string {
  const body = jsonOf(answer);
  const message = textAt(body, "error", "message");
  if (message === null) return beginning(answer);
  const details = textAt(body, "error", "error_data", "details");
  return details === null ? message : `${message}: ${details}`;
}
