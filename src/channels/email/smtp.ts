import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "../adapter.ts";
import type { MailTransport } from "./mail.ts";
import type { DkimSigner } from "./mime.ts";
import { compose } from "./mime.ts";
import type { SmtpConnections } from "./smtp-connections.ts";

export interface SmtpSettings {
  connections: SmtpConnections;
  /** The right part of Message-ID headers. */
  messageIdHost: string;
  signer?: DkimSigner | undefined;
  /** For everything together; by default as long as the connections' own timeouts allow. */
  longestMs?: number;
}

/** E-mail by SMTP. */
export function smtpTransport(settings: SmtpSettings): MailTransport {
  const { connections, messageIdHost, signer, longestMs } = settings;
  return {
    send: async (email) => {
      const ends = longestMs === undefined ? undefined : performance.now() + longestMs;
      let connection: SMTPConnection;
      let composed: Awaited<ReturnType<typeof compose>>;
      try {
        composed = await compose(email, messageIdHost, signer);
        connection = await connections.take();
      } catch (error) {
        return { outcome: "deferred", message: messageOf(error) };
      }
      const leftMs = ends === undefined ? undefined : Math.max(1, ends - performance.now());
      const outcome = await transmit(connection, { ...composed, recipient: email.to, leftMs });
      if (outcome.outcome === "sent") connections.giveBack(connection);
      else connection.close();
      return outcome;
    },
    close: () => Promise.resolve(connections.close()),
  };
}

interface Transmission {
  envelope: SMTPConnection.Envelope;
  content: Buffer;
  recipient: string;
  leftMs: number | undefined;
}

/** Sends over one connection, and knows when the content began to leave. */
function transmit(
  connection: SMTPConnection,
  { envelope, content, recipient, leftMs }: Transmission,
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
    const settle = (outcome: SendOutcome): void => {
      clearTimeout(timer);
      connection.off("error", broke);
      connection.off("end", closed);
      resolve(outcome);
    };
    const broke = (error: unknown): void => settle(classify(error, begun));
    const closed = (): void => broke(new Error("the server closed the connection"));
    const late = (): void => broke(new Error("the server did not answer in time"));
    const timer = leftMs === undefined ? undefined : setTimeout(late, leftMs);
    connection.once("error", broke);
    connection.once("end", closed);
    connection.send(envelope, stream, (error, info) => {
      if (error) broke(error);
      else settle(outcomeFor(recipient, info));
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

/** A server that is about to close has too much to do: it is left alone for a moment. */
const overloaded = 421;
const restMs = 5_000;

function classify(error: unknown, begun: boolean): SendOutcome {
  const { responseCode, code } = error as SMTPConnection.SMTPError;
  const message = messageOf(error);
  const aboutMessage = code === "EENVELOPE" || code === "EMESSAGE";
  if (aboutMessage && (responseCode === undefined ? !begun : responseCode >= 500)) {
    return { outcome: "refused", message };
  }
  if (begun && responseCode === undefined) return { outcome: "unknown", message };
  return responseCode === overloaded
    ? { outcome: "deferred", message, retryAfterMs: restMs }
    : { outcome: "deferred", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
