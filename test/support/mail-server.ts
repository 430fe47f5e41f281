import { simpleParser } from "mailparser";
import { smtpServer } from "./smtp-server.ts";

export interface ReceivedMail {
  messageId: string;
  to: string;
  /** All of its envelope. */
  recipients: string[];
  subject: string;
  html: string;
  text: string;
  /** By name in lower case, as they came over the line. */
  headers: Record<string, string>;
  files: { name: string; type: string; disposition: string; content: Buffer }[];
}

/** What a server does with the content of a mail. */
export type Answer =
  | "take"
  /** Takes it and never says so: the moment in which a crash leaves a message unknown. */
  | "hang"
  | { code: number; message: string };

export interface TestMailServer {
  url: string;
  received: ReceivedMail[];
  /** For mails to come; the n-th call of it is about the n-th mail. */
  answer: (mail: ReceivedMail, attempt: number) => Answer | Promise<Answer>;
  mailsTo(address: string): ReceivedMail[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port, that answers as a test wants. */
export async function testMailServer(): Promise<TestMailServer> {
  const attempts = new Map<string, number>();
  const { url, close } = await smtpServer((stream, session, callback) => {
    const taken = simpleParser(stream).then(async (parsed) => {
      const mail: ReceivedMail = {
        messageId: parsed.messageId ?? "",
        to: session.envelope.rcptTo[0]?.address ?? "",
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        subject: parsed.subject ?? "",
        html: parsed.html || "",
        text: parsed.text ?? "",
        headers: Object.fromEntries(
          parsed.headerLines.map(({ key, line }) => [
            key,
            line
              .slice(line.indexOf(":") + 1)
              .replaceAll(/\s+/g, " ")
              .trim(),
          ]),
        ),
        files: parsed.attachments.map(({ filename, contentType, contentDisposition, content }) => ({
          name: filename ?? "",
          type: contentType,
          disposition: contentDisposition ?? "",
          content,
        })),
      };
      const attempt = (attempts.get(mail.messageId) ?? 0) + 1;
      attempts.set(mail.messageId, attempt);
      const given = server.answer(mail, attempt);
      // At once, where it is known at once.
      const answer = given instanceof Promise ? await given : given;
      if (answer === "take" || answer === "hang") server.received.push(mail);
      if (answer === "take") callback();
      else if (answer !== "hang")
        callback(Object.assign(new Error(answer.message), { responseCode: answer.code }));
    });
    // A sender that was killed in the middle has sent no mail.
    taken.catch(callback);
  });
  const server: TestMailServer = {
    url,
    received: [],
    answer: () => "take",
    mailsTo: (address) => server.received.filter(({ to }) => to === address),
    close,
  };
  return server;
}
