import { z } from "zod";
import { startChild } from "./child.ts";

export interface MailSink {
  url: string;
  /** Resolves when the next mail to an address has come. */
  mailTo(email: string): Promise<void>;
  /** Resolves when so many more have come. */
  mails(count: number): Promise<void>;
  stop(): Promise<void>;
}

const started = z.object({ port: z.int() });
const told = z.object({ recipients: z.array(z.string()) });

/** A mail server in a process of its own, which takes everything and tells of it. */
export async function startMailSink(): Promise<MailSink> {
  const program = await startChild("bench/smtp-sink.ts", ["tell"]);
  const waiting = new Map<string, () => void>();
  let taken = 0;
  let expected: { taken: number; come: () => void } | undefined;
  program.onMessage((message) => {
    const { recipients } = told.parse(message);
    taken += recipients.length;
    if (expected !== undefined && taken >= expected.taken) expected.come();
    for (const email of recipients) {
      waiting.get(email)?.();
      waiting.delete(email);
    }
  });
  return {
    url: `smtp://127.0.0.1:${started.parse(program.ready).port}`,
    mailTo: (email) => new Promise((resolve) => void waiting.set(email, resolve)),
    mails: (count) =>
      new Promise((come) => {
        expected = { taken: taken + count, come };
      }),
    stop: program.stop,
  };
}
