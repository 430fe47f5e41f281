import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "../adapter.ts";
import type { MailTransport, OutgoingEmail } from "./mail.ts";
import type { SmtpOptions } from "./smtp-connections.ts";
import { smtpConnections } from "./smtp-connections.ts";

const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/**
 * E-mail by SMTP.
 * @param url `smtp://user:password@host:port` or `smtps://…`, with nodemailer's options as its query
 * @param messageIdHost the right part of Message-ID headers
 */
export function smtpTransport(url: string, messageIdHost: string): MailTransport {
  const connections = smtpConnections({ ...timeouts, ...(parseConnectionUrl(url) as SmtpOptions) });
  return {
    send: async (email) => {
      const { envelope, content } = await compose(email, messageIdHost);
      let connection: SMTPConnection;
      try {
        connection = await connections.take();
      } catch (error) {
        return { outcome: "deferred", message: messageOf(error) };
      }
      const outcome = await transmit(connection, envelope, content, email.to);
      if (outcome.outcome === "sent") connections.giveBack(connection);
      else connection.close();
      return outcome;
    },
    close: () => Promise.resolve(connections.close()),
  };
}

/** The mail as it goes over the line, and its envelope. */
export async function compose(email: OutgoingEmail, host: string) {
  const { id, attachments = [], ...parts } = email;
  const mail = new MailComposer({
    ...parts,
    messageId: `<${id}@${host}>`,
    attachments: attachments.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      contentDisposition: "attachment",
      content,
    })),
  }).compile();
  const { from: sender, to: recipients } = mail.getEnvelope();
  return { envelope: { from: sender, to: recipients }, content: await mail.build() };
}

/** Sends over one connection, and knows when the content began to leave. */
function transmit(
  connection: SMTPConnection,
  envelope: SMTPConnection.Envelope,
  content: Buffer,
  recipient: string,
): Promise<SendOutcome> {
  let begun = false;
  // Read, and so begun, only when the server has answered DATA.
  const stream = Readable.from(
    (function* () {
      begun = true;
      yield content;
    })(),
  );
  return new Promise((resolve) => {
    const broke = (error: unknown): void => resolve(classify(error, begun));
    const closed = (): void => broke(new Error("the server closed the connection"));
    connection.once("error", broke);
    connection.once("end", closed);
    connection.send(envelope, stream, (error, info) => {
      connection.off("error", broke);
      connection.off("end", closed);
      if (error) broke(error);
      else resolve(outcomeFor(recipient, info));
    });
  });
}

/** Taken for others who get it, too: what became of it is what became of it for its recipient. */
function outcomeFor(
  recipient: string,
  { response, rejected, rejectedErrors = [] }: SMTPConnection.SentMessageInfo,
): SendOutcome {
  if (!rejected.includes(recipient)) return { outcome: "sent", response };
  const own = rejectedErrors.find((error) => error.recipient === recipient);
  return { outcome: "refused", message: own?.response ?? "the server refused the recipient" };
}

function classify(error: unknown, begun: boolean): SendOutcome {
  const { responseCode, code } = error as SMTPConnection.SMTPError;
  const message = messageOf(error);
  const aboutMessage = code === "EENVELOPE" || code === "EMESSAGE";
  if (aboutMessage && (responseCode === undefined ? !begun : responseCode >= 500)) {
    return { outcome: "refused", message };
  }
  if (begun && responseCode === undefined) return { outcome: "unknown", message };
  return { outcome: "deferred", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
