import { createTransport } from "nodemailer";
import { apiClient } from "../replay/api-client.ts";
import type { MailSink } from "./mail-sink.ts";
import { rateOf } from "./rounds.ts";
import { makeSegment } from "./segment.ts";
import type { Servers } from "./servers.ts";
import { makeNewsletter } from "./workflows.ts";

export interface Newsletter {
  html: string;
  text: string;
}

/** Open connections to the mail server, of whoever sends. */
export const mailConnections = 20;

const words = "Some words that say something about what is new in our shop. ".repeat(12);
const part = (number: number): string =>
  `<h2>Part ${number}</h2><p>${words}</p><p><a href="https://shop.example/${number}">Look at it</a></p>`;

/** Some kilobytes with three links; NAME is the recipient's. */
export const newsletter: Newsletter = {
  html: `<html><body><p>Hello NAME</p>${[1, 2, 3].map(part).join("")}</body></html>`,
  text: `Hello NAME\n\n${words}`,
};

export function recipients(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `member${index + 1}@bench.example`);
}

/** By nodemailer in a loop, without a note of who has got it. */
export async function sendInLoop(sink: MailSink, to: readonly string[]): Promise<number> {
  const pool = { pool: true, maxConnections: mailConnections, maxMessages: Infinity } as const;
  const transport = createTransport({ url: sink.url, ...pool });
  try {
    return await rateOf(mailConnections, to.length, (index) =>
      transport.sendMail({
        from: "shop@bench.example",
        to: to[index],
        subject: "News",
        html: newsletter.html.replace("NAME", to[index] ?? "you"),
        text: newsletter.text,
      }),
    );
  } finally {
    transport.close();
  }
}

/** By Campanile: an event whose workflow sends to the segment of all recipients. */
export async function makeBroadcast(
  servers: Servers,
  sink: MailSink,
  to: readonly string[],
): Promise<() => Promise<number>> {
  await makeNewsletter(servers.db, newsletter.html.replace("NAME", "{{ contact.firstName }}"));
  await makeSegment(
    servers.db,
    "Readers",
    to.map((email) => ({ email, firstName: email })),
  );
  const api = apiClient(servers.url, servers.key);
  return async () => {
    const began = performance.now();
    const come = sink.mails(to.length);
    const contact = { email: "editor@bench.example" };
    await api.post("/event", { eventTypeKey: "benchNewsletter", contact });
    await come;
    return (to.length * 1_000) / (performance.now() - began);
  };
}
