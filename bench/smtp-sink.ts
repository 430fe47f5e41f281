import { createServer } from "node:net";
import type { Socket } from "node:net";

/**
 * The program of a mail server that takes every mail at once and keeps none: what sends to it is
 * measured, and not a server. It tells its parent the port, when asked how many mails it has taken,
 * and with the argument `tell` also to whom each one was.
 */
let taken = 0;
let recipients: string[] = [];
const tells = process.argv[2] === "tell";

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.write("220 sink\r\n");
  const read = reader(socket);
  socket.on("data", read);
});

/** Understands what a client says, pipelined or not; contents are looked through for their end alone. */
function reader(socket: Socket): (chunk: Buffer) => void {
  let rest = "";
  let inContent = false;
  let recipient = "";
  return (chunk) => {
    rest += chunk.toString("latin1");
    let answers = "";
    for (;;) {
      const end = inContent ? "\r\n.\r\n" : "\r\n";
      const at = rest.indexOf(end);
      if (at === -1) break;
      const line = inContent ? "" : rest.slice(0, at);
      rest = rest.slice(at + end.length);
      if (inContent) {
        inContent = false;
        took(recipient);
        answers += "250 taken\r\n";
      } else {
        answers += answerTo(line);
        recipient = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? recipient;
        inContent = line === "DATA";
        if (line === "QUIT") socket.end();
      }
    }
    if (answers !== "") socket.write(answers);
  };
}

function answerTo(line: string): string {
  if (line.startsWith("EHLO")) return "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n";
  if (line === "DATA") return "354 go on\r\n";
  return line === "QUIT" ? "221 bye\r\n" : "250 ok\r\n";
}

function took(recipient: string): void {
  taken++;
  if (!tells) return;
  if (recipients.length === 0) setImmediate(tell);
  recipients.push(recipient);
}

/** Those of one turn together: a message each would be a load of its own. */
function tell(): void {
  process.send?.({ recipients });
  recipients = [];
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sink has no port");
  process.send?.({ port: address.port });
});
process.on("message", () => process.send?.({ taken }));
process.on("disconnect", () => process.exit());
