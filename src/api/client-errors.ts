import type { Server } from "node:http";
import type { Socket } from "node:net";

interface Answer {
  status: number;
  kind: string;
  title: string;
  detail: string;
}

const answers: Record<string, Answer> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    kind: "headers_too_large",
    title: "Request header fields too large",
    detail: "the address and headers have more than 16 kB together",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    kind: "timeout",
    title: "Request timeout",
    detail: "the request did not come in time; send it again",
  },
};

const unreadable: Answer = {
  status: 400,
  kind: "invalid",
  title: "Invalid request",
  detail: "the request can't be read: it is not HTTP/1.1",
};

/**
 * Answers what is no request, or none that is read, as a problem like any other. It is not logged:
 * what came of it may be anything.
 */
export function answerClientErrors(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    const { status, kind, title, detail } = answers[error.code ?? ""] ?? unreadable;
    const body = JSON.stringify({ type: `urn:campanile:problem:${kind}`, title, status, detail });
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      "Content-Type: application/problem+json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
  });
}
