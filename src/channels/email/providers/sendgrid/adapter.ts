import type { Mailbox } from "../../../../domain/mail-fields.ts";
import { at, listAt, textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingEmail } from "../../mail.ts";
import { idName, mailboxesIn } from "../../mailboxes.ts";
import { sendgridHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/** SendGrid's v3 Mail Send. It knows no key by which it would notice that it was given a mail before. */
export const sendgridAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingEmail> => ({
    send: async (mail) => {
      const answer = await http.call({
        url: `${String(settings["baseUrl"])}/v3/mail/send`,
        headers: {
          authorization: `Bearer ${secrets["apiKey"]}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(bodyOf(mail)),
      });
      return sendOutcome(answer, {
        taken: ({ status, headers }) => {
          const providerId = headers["x-message-id"];
          const response = `${status}: taken`;
          return sentAs(response, providerId);
        },
        words: sendgridWords,
      });
    },
    close: () => Promise.resolve(),
  }),
  hooks: sendgridHooks,
};

/** Links and opens are tracked by us, so SendGrid is not to do it once more. */
function bodyOf(mail: OutgoingEmail): Record<string, unknown> {
  const { id, from, to, subject, html, text, replyTo, cc, bcc, headers, attachments = [] } = mail;
  const personalization: Record<string, unknown> = {
    to: [{ email: to }],
    custom_args: { [idName]: id },
  };
  if (cc !== undefined) personalization["cc"] = mailboxesIn(cc).map(shown);
  if (bcc !== undefined) personalization["bcc"] = mailboxesIn(bcc).map(shown);
  const body: Record<string, unknown> = {
    personalizations: [personalization],
    from: shown(mailboxesIn(from)[0] ?? { name: "", address: from }),
    subject,
    content: [
      ...(text === "" ? [] : [{ type: "text/plain", value: text }]),
      ...(html === "" ? [] : [{ type: "text/html", value: html }]),
    ],
    tracking_settings: {
      click_tracking: { enable: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  };
  if (replyTo !== undefined) body["reply_to_list"] = mailboxesIn(replyTo).map(shown);
  if (headers !== undefined && Object.keys(headers).length > 0) body["headers"] = headers;
  if (attachments.length > 0) {
    body["attachments"] = attachments.map(({ name, type, content }) => ({
      filename: name,
      type,
      content: content.toString("base64"),
      disposition: "attachment",
    }));
  }
  return body;
}

function shown({ name, address }: Mailbox): { email: string; name?: string } {
  return name === "" ? { email: address } : { email: address, name };
}

/** Each fault with the field that it is of. */
function sendgridWords(answer: Answered): string {
  const errors = listAt(jsonOf(answer), "errors").flatMap((error) => {
    const message = textAt(error, "message");
    const field = at(error, "field");
    if (message === null) return [];
    return [typeof field === "string" ? `${message} (${field})` : message];
  });
  return errors.length === 0 ? beginning(answer) : errors.join("; ");
}
