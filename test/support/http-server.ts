import { once } from "node:events";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterwards } from "./afterwards.ts";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as it came. */
  raw: Buffer;
}

export interface TestHttpServer {
  /** `127.0.0.1:port`. */
  host: string;
  url: string;
  received: ReceivedRequest[];
  /** For requests to come; `attempt` counts those of one path, from 1. */
  answer: (request: ReceivedRequest, response: ServerResponse, attempt: number) => void;
}

/** A real HTTP server on a free port, that answers as a test wants. */
export async function testHttpServer(): Promise<TestHttpServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const raw = Buffer.concat(chunks);
      const received = { method, path: url, headers, body: raw.toString(), raw };
      state.received.push(received);
      const attempt = state.received.filter(({ path }) => path === url).length;
      state.answer(received, response, attempt);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: TestHttpServer = {
    host,
    url: `http://${host}`,
    received: [],
    answer: (_, response) => void response.end(),
  };
  return state;
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
