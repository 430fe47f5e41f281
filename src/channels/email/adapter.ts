import { returnHeader } from "../../domain/mail-reports/mail-report.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { Config } from "../../platform/config/config.ts";
import type { MessageRecord } from "../../db/messages/message-rows.ts";
import type { ChannelAdapter, ChannelSetup, Prepared } from "../adapter.ts";
import { mailFiles } from "./attachments/files.ts";
import { loadFiles } from "./attachments/load.ts";
import { composeEmail, composeEmails } from "./compose.ts";
import { emailCopies } from "./copies.ts";
import { keptEmail } from "./kept.ts";
import { email } from "./description.ts";
import { inboxTransport } from "./inbox.ts";
import { smtpConnections, smtpOptionsOf } from "./smtp-connections.ts";
import { returnPathOf } from "./return-path.ts";
import type { MailTransport, OutgoingEmail } from "./mail.ts";
import { smtpTransport } from "./smtp.ts";

/**
 * E-mail by the provider of its set-up, or by the environment's SMTP server; of test launches without a
 * recipient into the built-in inbox.
 */
export const emailAdapter: ChannelAdapter = {
  open: ({ db, renderer, links, config, agent }, setup) => {
    const { concurrency, perSecond } = config.mail;
    const returnPathDomain =
      setup === null ? config.mail.returnPathDomain : setup.settings["returnPathDomain"];
    const host = new URL(config.publicUrl).hostname;
    // Its providers are given whole mails, as the transports here are.
    const outside: MailTransport =
      setup === null ? byEnvironment(config.mail, host) : setup.provider;
    const inbox = inboxTransport({ db, renderer }, host);
    const files = mailFiles({ db, agent }, config.mail.attachments);
    const from = senderOf(setup, config.mail.from);

    async function prepare(message: MessageRecord): Promise<Prepared> {
      const { id, sender, recipient, transactional } = message;
      const kept = keptEmail.parse(message.content);
      const loaded = await loadFiles({ db, files }, id, kept);
      if (loaded.outcome !== "files") return loaded;
      const { headers, attachments: _, missingFiles: _1, ...content } = kept;
      const returning = returningOf(returnPathDomain, links, id);
      const mail: OutgoingEmail = {
        id,
        // Never without one: what an older version says may be blank.
        from: sender.trim() === "" ? from : sender,
        to: recipient,
        ...content,
        returnPath: returning?.returnPath,
        headers: {
          ...headers,
          ...headersOf(links, { id, transactional }),
          ...returning?.headers,
        },
      };
      if (loaded.files.length > 0) mail.attachments = loaded.files;
      const transport = message.channel === email.inbox ? inbox : outside;
      return { outcome: "ready", send: () => transport.send(mail) };
    }

    return {
      limits: setup?.limits ?? { concurrency, areOfAll: true, perSecond },
      compose: (here, composition) =>
        composeEmail({ renderer: here, files, links, sender: from }, composition),
      composeEach: (here, compositions) =>
        composeEmails({ renderer: here, files, links, sender: from }, compositions),
      copies: emailCopies,
      prepare,
      send: async (message) => {
        const prepared = await prepare(message);
        return prepared.outcome === "ready" ? prepared.send() : prepared;
      },
      sendTest: ({ id, to, text, title = "A test message" }) =>
        outside.send({ id, from, to, subject: title, html: "", text }),
      close: () => outside.close(),
    };
  },
};

function byEnvironment({ smtpUrl, inboxPort, dkim }: Config["mail"], host: string): MailTransport {
  const options = smtpOptionsOf(smtpUrl ?? `smtp://127.0.0.1:${inboxPort ?? 2525}`);
  return smtpTransport({
    connections: smtpConnections(options),
    messageIdHost: host,
    signer: dkim,
  });
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
function returningOf(domain: unknown, links: LinkSigner, id: string) {
  if (typeof domain !== "string" || domain === "") return undefined;
  const token = links.returnToken(id);
  return { returnPath: returnPathOf(token, domain), headers: { [returnHeader]: token } };
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
