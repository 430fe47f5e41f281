import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { composeEmail, composeEmails } from "./compose.ts";
import { emailCopies } from "./copies.ts";
import { keptEmail } from "./kept.ts";
import { email } from "./description.ts";
import { inboxTransport } from "./inbox.ts";
import { smtpTransport } from "./smtp.ts";

/** E-mail by SMTP; of test launches without a recipient into the built-in inbox. */
export const emailAdapter: ChannelAdapter = {
  open: ({ db, renderer, links, config }) => {
    const { smtpUrl, inboxPort, concurrency, perSecond, from } = config.mail;
    const host = new URL(config.publicUrl).hostname;
    const smtp = smtpTransport(smtpUrl ?? `smtp://127.0.0.1:${inboxPort ?? 2525}`, host);
    const inbox = inboxTransport({ db, renderer }, host);
    return {
      limits: { concurrency, perSecond },
      compose: (here, composition) =>
        composeEmail({ renderer: here, links, sender: from }, composition),
      composeEach: (here, compositions) =>
        composeEmails({ renderer: here, links, sender: from }, compositions),
      copies: emailCopies,
      send: (message) => {
        const { id, sender, recipient, transactional } = message;
        const { headers, ...content } = keptEmail.parse(message.content);
        const transport = message.channel === email.inbox ? inbox : smtp;
        return transport.send({
          id,
          // Never without one: what an older version says may be blank.
          from: sender.trim() === "" ? from : sender,
          to: recipient,
          ...content,
          headers: { ...headers, ...headersOf(links, { id, transactional }) },
        });
      },
      close: () => smtp.close(),
    };
  },
};

/** What the person's mail program needs to unsubscribe with one click (RFC 8058); marketing only. */
function headersOf(
  links: LinkSigner,
  message: { id: string; transactional: boolean },
): Record<string, string> {
  return message.transactional
    ? {}
    : {
        "List-Unsubscribe": `<${links.unsubscribeUrl(message.id)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      };
}
