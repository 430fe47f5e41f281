import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { SMTPServer } from "smtp-server";
import type { OutgoingEmail } from "../../src/channels/email/mail.ts";
import { smtpProvider } from "../../src/channels/email/providers/smtp/adapter.ts";
import { smtpSettings } from "../../src/channels/email/providers/smtp/description.ts";
import type { OpenProvider } from "../../src/channels/provider.ts";
import { providerHttp } from "../../src/channels/provider-http.ts";
import { guardedAgent } from "../../src/platform/address-guard/agent.ts";
import { guardedConnect } from "../../src/platform/address-guard/socket.ts";
import { newId } from "../../src/platform/new-id.ts";
import { afterwards } from "../support/afterwards.ts";
import { testCertificate } from "../support/certificate.ts";
import { renderer } from "../support/renderer.ts";

const mail = (id: string): OutgoingEmail => ({
  id,
  from: "Shop <hello@shop.example>",
  to: "ada@example.com",
  subject: "Ваше замовлення",
  html: "<p>It is on its way.</p>",
  text: "It is on its way.",
  headers: {
    "List-Unsubscribe": "<https://campanile.example/u/x>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  },
});

interface Received {
  content: string;
  envelopeFrom: string;
  secure: boolean;
  user: string | undefined;
}

const certificate = await testCertificate();

/** A mail server, and the provider that is set up for it. */
export async function served(
  options: SMTPServerOptions = {},
  given: {
    settings?: object;
    secrets?: Record<string, string>;
    ca?: string;
    allowed?: string[];
  } = {},
) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    key: certificate.key,
    cert: certificate.cert,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, callback) =>
      password === "right" && username !== undefined
        ? callback(null, { user: username })
        : callback(new Error("535 5.7.8 wrong password")),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({
          content: Buffer.concat(chunks).toString(),
          envelopeFrom: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
          secure: session.secure,
          user: session.user as string | undefined,
        });
        callback();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  afterwards(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, ...opened(port, given) };
}

export function opened(
  port: number,
  {
    settings = {},
    secrets = {},
    ca = certificate.cert,
    allowed = [`127.0.0.1:${port}`],
  }: Parameters<typeof served>[1] = {},
) {
  const agent = guardedAgent({ allowed: [] });
  const provider = smtpProvider({ ca, longestMs: 800 }).open({
    settings: smtpSettings.parse({ host: "127.0.0.1", port, ...settings }),
    secrets,
    http: providerHttp(agent, []),
    connect: guardedConnect(allowed),
    renderer,
    publicUrl: "https://campanile.example",
    hookUrl: "",
  }) as OpenProvider<OutgoingEmail>;
  afterwards(async () => {
    await provider.close();
    await agent.close();
  });
  return {
    send: (id = newId(), other: Partial<OutgoingEmail> = {}) =>
      provider.send({ ...mail(id), ...other }),
  };
}

/** A server that says what it is told to, line by line, and is silent behind the last one. */
export async function scripted(answers: Record<string, string>) {
  const server = createServer((socket) => {
    let inData = false;
    socket.on("error", () => undefined);
    const say = (step: string, usual: string): void => {
      const answer = answers[step] ?? usual;
      if (answer === "cut") socket.destroy();
      else if (answer !== "silence") socket.write(`${answer}\r\n`);
    };
    say("greeting", "220 ready");
    socket.on("data", (data) => {
      for (const line of data.toString().split("\r\n")) {
        if (inData) {
          if (line === ".") {
            inData = false;
            say("content", "250 2.0.0 taken");
          }
        } else if (/^EHLO/i.test(line)) say("hello", "250 localhost");
        else if (/^MAIL/i.test(line)) say("mail", "250 ok");
        else if (/^RCPT/i.test(line)) say("rcpt", "250 ok");
        else if (/^DATA/i.test(line)) {
          say("data", "354 go on");
          inData = answers["data"] === undefined;
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => void server.close());
  return opened((server.address() as AddressInfo).port, { settings: { encryption: "none" } });
}
