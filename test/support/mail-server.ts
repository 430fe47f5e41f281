import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

export interface ReceivedMail {
  messageId: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** By name in lower case, as they came over the line. */
  headers: Record<string, string>;
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
  answer: (mail: ReceivedMail, attempt: number) => Answer;
  mailsTo(address: string): ReceivedMail[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port, that answers as a test wants. */
export async function testMailServer(): Promise<TestMailServer> {
  const state: TestMailServer = {
    url: "",
    received: [],
    answer: () => "take",
    mailsTo: (address) => state.received.filter(({ to }) => to === address),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 100,
    onData: (stream, session, callback) => {
      const taken = simpleParser(stream).then((parsed) => {
        const mail: ReceivedMail = {
          messageId: parsed.messageId ?? "",
          to: session.envelope.rcptTo[0]?.address ?? "",
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
        };
        const attempt = (attempts.get(mail.messageId) ?? 0) + 1;
        attempts.set(mail.messageId, attempt);
        const answer = state.answer(mail, attempt);
        if (answer === "take" || answer === "hang") state.received.push(mail);
        if (answer === "take") callback();
        else if (answer !== "hang")
          callback(Object.assign(new Error(answer.message), { responseCode: answer.code }));
      });
      // A sender that was killed in the middle has sent no mail.
      taken.catch(callback);
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await eventually("the mail server", () => server.server.listening);
  const address = server.server.address();
  state.url = `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  afterwards(() => state.close());
  return state;
}
