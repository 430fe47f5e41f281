import { returnHeader } from "../../domain/mail-reports/mail-report.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ChannelAdapter, ChannelSetup } from "../adapter.ts";
import { composeEmail, composeEmails } from "./compose.ts";
import { emailCopies } from "./copies.ts";
import { keptEmail } from "./kept.ts";
import { email } from "./description.ts";
import { inboxTransport } from "./inbox.ts";
import type { MailTransport } from "./mail.ts";
import { smtpConnections, smtpOptionsOf } from "./smtp-connections.ts";
import { returnPathOf } from "./return-path.ts";
import { smtpTransport } from "./smtp.ts";

/**
 * E-mail by the provider of its set-up, or by the environment's SMTP server; of test launches without a
 * recipient into the built-in inbox.
 */
export const emailAdapter: ChannelAdapter = {
  open: ({ db, renderer, links, config }, setup) => {
    const { concurrency, perSecond } = config.mail;
    const host = new URL(config.publicUrl).hostname;
    // Its providers are given whole mails, as the transports here are.
    const outside: MailTransport =
      setup === null ? byEnvironment(config.mail, host) : setup.provider;
    const inbox = inboxTransport({ db, renderer }, host);
    const from = senderOf(setup, config.mail.from);
    return {
      limits: setup?.limits ?? { concurrency, perSecond },
      compose: (here, composition) =>
        composeEmail({ renderer: here, links, sender: from }, composition),
      composeEach: (here, compositions) =>
        composeEmails({ renderer: here, links, sender: from }, compositions),
      copies: emailCopies,
      send: (message) => {
        const { id, sender, recipient, transactional } = message;
        const { headers, ...content } = keptEmail.parse(message.content);
        const returning = returningOf(setup, links, id);
        const transport = message.channel === email.inbox ? inbox : outside;
        return transport.send({
          id,
          // Never without one: what an older version says may be blank.
          from: sender.trim() === "" ? from : sender,
          to: recipient,
          ...content,
          ...returning,
          headers: {
            ...headers,
            ...headersOf(links, { id, transactional }),
            ...returning?.headers,
          },
        });
      },
      sendTest: ({ id, to, text }) =>
        outside.send({ id, from, to, subject: "A test message", html: "", text }),
      close: () => outside.close(),
    };
  },
};

function byEnvironment({ smtpUrl, inboxPort }: Config["mail"], host: string): MailTransport {
  const options = smtpOptionsOf(smtpUrl ?? `smtp://127.0.0.1:${inboxPort ?? 2525}`);
  return smtpTransport({ connections: smtpConnections(options), messageIdHost: host });
}

/** Who an e-mail comes from when its block doesn't say: a set-up may have a sender of its own. */
function senderOf(setup: ChannelSetup | null, usual: string): string {
  const { from } = setup?.settings ?? {};
  return typeof from === "string" && from !== "" ? from : usual;
}

/**
 * Where bounces of a message go: to an address of its own, where a domain was set up for them. Whoever
 * complains tells the mail's header, and not its envelope.
 */
function returningOf(setup: ChannelSetup | null, links: LinkSigner, id: string) {
  const { returnPathDomain } = setup?.settings ?? {};
  if (typeof returnPathDomain !== "string" || returnPathDomain === "") return undefined;
  const token = links.returnToken(id);
  return { returnPath: returnPathOf(token, returnPathDomain), headers: { [returnHeader]: token } };
}

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
