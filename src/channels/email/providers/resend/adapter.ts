import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered, ProviderAnswer } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { Mailbox } from "../../../../domain/mail-fields.ts";
import { written } from "../../../../domain/mail-fields.ts";
import type { OutgoingEmail } from "../../mail.ts";
import { idName, mailboxesIn } from "../../mailboxes.ts";
import { resendHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/** Resend's emails API. It knows a mail again by its idempotency key, for a day. */
export const resendAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingEmail> => ({
    send: async (mail) => {
      const answer = await http.call({
        url: `${String(settings["baseUrl"])}/emails`,
        headers: {
          authorization: `Bearer ${secrets["apiKey"]}`,
          "content-type": "application/json",
          "idempotency-key": mail.id,
        },
        body: JSON.stringify(bodyOf(mail)),
      });
      if (isKnown(answer)) return { outcome: "sent", response: "409: it was taken before" };
      return sendOutcome(answer, {
        taken: (taken) => {
          const id = textAt(jsonOf(taken), "id");
          const response = `${taken.status}: taken`;
          return sentAs(response, id);
        },
        words: resendWords,
        // The same mail is on its way by another request.
        deferred: [409],
      });
    },
    close: () => Promise.resolve(),
  }),
  hooks: resendHooks,
};

/**
 * It has a mail with this key that says something else: one of the copies has been refused meanwhile, or
 * the sender has changed. What it has was made by us, of the same message.
 */
function isKnown(answer: ProviderAnswer): boolean {
  if (answer.outcome !== "answered" || answer.status !== 409) return false;
  return textAt(jsonOf(answer), "name") === "invalid_idempotent_request";
}

const one = (mailbox: Mailbox): string => written([mailbox]);

function bodyOf(mail: OutgoingEmail): Record<string, unknown> {
  const { id, from, to, subject, html, text, replyTo, cc, bcc, headers, attachments } = mail;
  return {
    from,
    to: [to],
    cc: cc === undefined ? undefined : mailboxesIn(cc).map(one),
    bcc: bcc === undefined ? undefined : mailboxesIn(bcc).map(one),
    reply_to: replyTo === undefined ? undefined : mailboxesIn(replyTo).map(one),
    subject,
    html: html === "" ? undefined : html,
    text,
    headers,
    attachments: attachments?.map(({ name, type, content }) => ({
      filename: name,
      content_type: type,
      content: content.toString("base64"),
    })),
    tags: [{ name: idName, value: id }],
  };
}

/** `validation_error: The from address is not verified` */
function resendWords(answer: Answered): string {
  const body = jsonOf(answer);
  const message = textAt(body, "message");
  return message === null ? beginning(answer) : `${textAt(body, "name") ?? "error"}: ${message}`;
}
