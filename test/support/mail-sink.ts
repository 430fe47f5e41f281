import { smtpServer } from "./smtp-server.ts";

export interface MailSink {
  url: string;
  /** How many mails it has taken for each address. */
  taken: Map<string, number>;
}

/** An SMTP server that takes every mail and reads none: for floods. */
export async function mailSink(): Promise<MailSink> {
  const taken = new Map<string, number>();
  const { url } = await smtpServer((stream, session, callback) => {
    stream.resume();
    stream.on("end", () => {
      const to = session.envelope.rcptTo[0]?.address ?? "";
      taken.set(to, (taken.get(to) ?? 0) + 1);
      callback();
    });
  });
  return { url, taken };
}
