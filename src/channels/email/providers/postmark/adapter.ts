import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingEmail } from "../../mail.ts";
import { idName } from "../../mailboxes.ts";
import { postmarkHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/** Postmark's email API. It knows no key by which it would notice that it was given a mail before. */
export const postmarkAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingEmail> => ({
    send: async (mail) => {
      const answer = await http.call({
        url: `${String(settings["baseUrl"])}/email`,
        headers: {
          "x-postmark-server-token": secrets["serverToken"] ?? "",
          accept: "application/json",
          "content-type": "application/json",
        },
        body: JSON.stringify(bodyOf(mail, String(settings["messageStream"]))),
      });
      return sendOutcome(answer, {
        taken: (taken) => {
          const id = textAt(jsonOf(taken), "MessageID");
          const response = `${taken.status}: ${textAt(jsonOf(taken), "Message") ?? "taken"}`;
          return sentAs(response, id);
        },
        words: postmarkWords,
      });
    },
    close: () => Promise.resolve(),
  }),
  hooks: postmarkHooks,
};

/** Links and opens are tracked by us, so Postmark is not to do it once more. */
function bodyOf(mail: OutgoingEmail, messageStream: string): Record<string, unknown> {
  const { id, from, to, subject, html, text, replyTo, cc, bcc, headers = {}, attachments } = mail;
  return {
    From: from,
    To: to,
    Cc: cc,
    Bcc: bcc,
    ReplyTo: replyTo,
    Subject: subject,
    HtmlBody: html === "" ? undefined : html,
    TextBody: text === "" ? undefined : text,
    Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    Attachments: attachments?.map(({ name, type, content }) => ({
      Name: name,
      ContentType: type,
      Content: content.toString("base64"),
    })),
    Metadata: { [idName]: id },
    MessageStream: messageStream === "" ? undefined : messageStream,
    TrackOpens: false,
    TrackLinks: "None",
  };
}

/** `406 You tried to send to a recipient that has been marked as inactive …` */
function postmarkWords(answer: Answered): string {
  const body = jsonOf(answer);
  const message = textAt(body, "Message");
  return message === null ? beginning(answer) : `${textAt(body, "ErrorCode") ?? "?"} ${message}`;
}
