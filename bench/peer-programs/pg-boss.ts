import { z } from "zod";
import { startChild } from "../child.ts";
import type { MailSink } from "../mail-sink.ts";
import type { Newsletter } from "../newsletter.ts";
import type { Servers } from "../servers.ts";
import { installPeer } from "./install.ts";

export interface MailQueue {
  /** Mails a second, from the first that is queued until the last has come. */
  perSecond(recipients: readonly string[], newsletter: Newsletter): Promise<number>;
  stop(): Promise<void>;
}

const queued = z.object({ queued: z.int() });

/** A queue on the same Postgres, and nodemailer: what one would write without a product for it. */
export async function startPgBoss(servers: Servers, sink: MailSink): Promise<MailQueue> {
  const program = await installPeer("pg-boss");
  const child = await startChild(program, [], {
    DATABASE_URL: await servers.newDatabase("pg_boss"),
    SMTP_URL: sink.url,
  });
  child.onMessage((message) => void queued.parse(message));
  return {
    perSecond: async (recipients, { html, text }) => {
      const began = performance.now();
      const come = sink.mails(recipients.length);
      child.send({ recipients, html, text });
      await come;
      return (recipients.length * 1_000) / (performance.now() - began);
    },
    stop: child.stop,
  };
}
