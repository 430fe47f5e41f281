import type { AddressInfo, Socket } from "node:net";
import type { Readable } from "node:stream";
import type { Logger } from "pino";
import type { SMTPServerSession } from "smtp-server";
import { SMTPServer } from "smtp-server";
import { LimitExceeded } from "../../rendering/limits.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ServiceContext } from "../../services/context.ts";
import { recordMailReport } from "./reports-by-mail.ts";
import { messageOfAddress } from "./return-path.ts";

export interface ReportMailboxOptions {
  port: number;
  host: string;
  protocol: "smtp" | "lmtp";
  /** Taken beside return paths: where feedback loops were told to send complaints. */
  addresses: readonly string[];
}

export interface ReportMailbox {
  context: ServiceContext;
  links(): Promise<LinkSigner>;
  /** Why nothing may be recorded now, or undefined. */
  unfit(): string | undefined;
  log: Logger;
}

const mostClients = 50;
const mostRecipients = 10;
/** A report brings the whole original along. More is refused; of this, its beginning says all. */
const mostBytes = 50 * 1024 * 1024;
const readBytes = 512 * 1024;
const silenceMs = 30_000;
/** Of one connection, whatever goes on in it. */
const lifetimeMs = 300_000;

/**
 * Takes what mail servers say of mails that were sent: bounces, and complaints of feedback loops. It
 * takes mail for signed return paths only, and for addresses that it was told. 250 is said after
 * commit: what was taken is recorded, and while Postgres is away the sender keeps it and tries again.
 */
export async function startReportMailbox(
  mailbox: ReportMailbox,
  { port, host, protocol, addresses }: ReportMailboxOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const { log } = mailbox;
  const known = new Set(addresses.map((address) => address.toLowerCase()));

  async function messageOf(address: string): Promise<string | null> {
    return messageOfAddress(await signer(mailbox), address);
  }

  async function checkRecipient(address: string, session: SMTPServerSession): Promise<void> {
    if (session.envelope.rcptTo.length >= mostRecipients) throw replyWith(452, "too many at once");
    if (known.has(address.toLowerCase()) || (await messageOf(address)) !== null) return;
    throw replyWith(550, "5.1.1 this address takes no mail");
  }

  async function receive(stream: Readable, session: SMTPServerSession): Promise<string> {
    const raw = await readBeginning(stream);
    const unfit = mailbox.unfit();
    if (unfit !== undefined) throw replyWith(451, "4.3.2 not now; try again later");
    const messageIds = new Set<string>();
    for (const { address } of session.envelope.rcptTo) {
      const id = await messageOf(address);
      if (id !== null) messageIds.add(id);
    }
    const links = await signer(mailbox);
    const received = { raw, messageIds: [...messageIds] };
    const count = await recordMailReport(mailbox.context, links, received).catch(replyTo(log));
    log.debug({ count, messageIds: received.messageIds }, "a mail about mails came in");
    return count === 0 ? "2.0.0 nothing to note" : "2.0.0 noted";
  }

  const server = new SMTPServer({
    lmtp: protocol === "lmtp",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: mostBytes,
    maxClients: mostClients,
    socketTimeout: silenceMs,
    closeTimeout: 2_000,
    onRcptTo: ({ address }, session, answer) => {
      checkRecipient(address, session).then(() => answer(), answer);
    },
    onData: (stream, session, answer) => {
      receive(stream, session).then((text) => answer(null, text), answer);
    },
  });
  server.server.on("connection", (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), lifetimeMs);
    timer.unref();
    socket.once("close", () => clearTimeout(timer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // A client that breaks off is its own business; without a listener it would end the process.
  server.on("error", (error) => log.debug({ err: error }, "the mailbox of reports lost a client"));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Its key is Postgres': without it nobody knows whose a token is. */
async function signer({ links, log }: ReportMailbox): Promise<LinkSigner> {
  return links().catch((error: unknown) => {
    log.warn({ err: error }, "a mail about mails can't be taken yet");
    throw replyWith(451, "4.3.0 not now; try again later");
  });
}

/** What can't be read never can be. Of the rest nobody knows: whoever sends it tries again. */
function replyTo(log: Logger) {
  return (error: unknown): never => {
    if (error instanceof RenderingFailed || error instanceof LimitExceeded) {
      log.info({ err: error }, "a mail about mails can't be read");
      throw replyWith(554, "5.6.0 this can't be read");
    }
    log.warn({ err: error }, "a mail about mails was not recorded yet");
    throw replyWith(451, "4.3.0 it can't be recorded now; try again later");
  };
}

/** Read to its end, as SMTP answers only then; its parts that report stand before the original. */
async function readBeginning(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size < readBytes) chunks.push(chunk.subarray(0, readBytes - size));
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

function replyWith(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
