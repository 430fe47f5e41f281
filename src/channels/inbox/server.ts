import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { SMTPServerSession } from "smtp-server";
import { SMTPServer } from "smtp-server";
import type { Database } from "../../db/core/database.ts";
import { pruneMails } from "../../db/messages/inbox-mails.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { saveMail } from "../../services/inbox/inbox.ts";

/** As much as a mail with all the files that it may have. */
const maxMailBytes = 40 * 1024 * 1024;
const kept = 10_000;
const pruneEvery = 100;
const prunePauseMs = 20;

/**
 * The built-in mail receiver, for when no SMTP server is configured: it takes every mail and keeps
 * it where the inbox page shows it. 250 is said after commit, so a mail that was taken is there; a
 * database that can't keep it makes it 451, which senders try again.
 */
export async function startInbox(
  { db, renderer }: { db: Database; renderer: Renderer },
  options: { port: number; host?: string; log: Logger },
): Promise<{ port: number; close(): Promise<void> }> {
  const { port, host = "127.0.0.1", log } = options;
  let received = 0;
  let isPruning = false;
  const prune = async (): Promise<void> => {
    if (isPruning) return;
    isPruning = true;
    try {
      // Mails are large: a backlog of them goes in small steps.
      while ((await pruneMails(db, kept, pruneEvery)) === pruneEvery) await sleep(prunePauseMs);
    } catch (error) {
      log.warn({ err: error }, "old mails stay");
    } finally {
      isPruning = false;
    }
  };

  async function receive(
    stream: Readable & { sizeExceeded?: boolean },
    session: SMTPServerSession,
  ) {
    const raw = await readWhole(stream);
    if (raw === null || stream.sizeExceeded === true) {
      throw replyWith(552, "the mail is larger than 40 MB");
    }
    const { mailFrom, rcptTo } = session.envelope;
    const sender = mailFrom === false ? "" : mailFrom.address;
    const recipients = rcptTo.map(({ address }) => address);
    try {
      const id = await saveMail({ db, renderer }, raw, { sender, recipients });
      if (received++ % pruneEvery === 0) void prune();
      return `kept as ${id}`;
    } catch (error) {
      log.error({ err: error }, "a mail could not be kept");
      throw replyWith(451, "the mail can't be kept now; try again later");
    }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxMailBytes,
    closeTimeout: 2_000,
    onData: (stream, session, answer) => {
      receive(stream, session).then(
        (text) => answer(null, text),
        (error: Error) => answer(error),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // A client that breaks off is its own business; without a listener it would end the process.
  server.on("error", (error) => log.debug({ err: error }, "the inbox lost a client"));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The whole mail, or null when it is too large; read to its end, as SMTP answers only then. */
async function readWhole(stream: Readable): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxMailBytes) chunks.push(chunk);
  }
  return size <= maxMailBytes ? Buffer.concat(chunks) : null;
}

function replyWith(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
