import type { SMTPServerOptions } from "smtp-server";
import { SMTPServer } from "smtp-server";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

export interface ListeningSmtpServer {
  url: string;
  close(): Promise<void>;
}

/** A real SMTP server on a free port, without TLS and accounts, closed after the test. */
export async function smtpServer(
  onData: NonNullable<SMTPServerOptions["onData"]>,
): Promise<ListeningSmtpServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 100,
    onData,
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await eventually("the mail server", () => server.server.listening);
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  afterwards(close);
  const address = server.server.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens at no port");
  return { url: `smtp://127.0.0.1:${address.port}`, close };
}
