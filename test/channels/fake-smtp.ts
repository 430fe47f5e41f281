import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { afterwards } from "../support/afterwards.ts";
import type { FakeAnswer, FakeProvider } from "./provider-case.ts";

/**
 * A mail server that answers each mail's content as a test wants, as those do that speak HTTP: with a
 * code and a text, not at all, or by hanging up.
 */
export async function fakeSmtp(taken: FakeAnswer): Promise<FakeProvider> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    converse(socket, (content) => answerTo(fake, socket, content));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeProvider = {
    // As all of them are told where they are.
    url: `http://${host}`,
    host,
    received: [],
    answer: () => taken,
  };
  return fake;
}

function answerTo(fake: FakeProvider, socket: Socket, content: string): void {
  const raw = Buffer.from(content);
  const request = { method: "DATA", path: "", headers: {}, body: content, raw };
  fake.received.push(request);
  const answer = fake.answer(request);
  if (answer === "hang") return;
  if (answer === "cut") {
    socket.destroy();
    return;
  }
  const { status, body = "", after = Promise.resolve() } = answer;
  void after.then(() => socket.write(`${status} ${String(body)}\r\n`));
}

const endOfMail = "\r\n.\r\n";
const answers: Record<string, string> = {
  EHLO: "250-localhost\r\n250 AUTH PLAIN",
  AUTH: "235 2.7.0 it is you",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go on",
  QUIT: "221 bye",
};

/** Says yes to all commands, and gives the content of each mail away. */
function converse(socket: Socket, onMail: (content: string) => void): void {
  let heard = "";
  let inMail = false;
  socket.write("220 ready\r\n");
  socket.on("data", (data: Buffer) => {
    heard += data.toString();
    for (;;) {
      const end = inMail ? endOfMail : "\r\n";
      const at = heard.indexOf(end);
      if (at === -1) return;
      const said = heard.slice(0, at);
      heard = heard.slice(at + end.length);
      if (inMail) {
        inMail = false;
        onMail(said);
        continue;
      }
      const command = said.slice(0, 4).toUpperCase();
      inMail = command === "DATA";
      socket.write(`${answers[command] ?? "502 what?"}\r\n`);
    }
  });
}
