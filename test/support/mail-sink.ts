import { SMTPServer } from "smtp-server";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

export interface MailSink {
  url: string;
  /** How many mails it has taken for each address. */
  taken: Map<string, number>;
}

/** An SMTP server that takes every mail and reads none: for floods. */
export async function mailSink(): Promise<MailSink> {
  const taken = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 100,
    onData: (stream, session, callback) => {
      stream.resume();
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        taken.set(to, (taken.get(to) ?? 0) + 1);
        callback();
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await eventually("the mail sink", () => server.server.listening);
  afterwards(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, taken };
}
