import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** What is asked of a process on the port of its metrics. */
export interface Answers {
  scrape(): Promise<string>;
  /** Whether it does its work: for supervisors of one that has no HTTP of its own, a worker. */
  ready?: (() => boolean) | undefined;
}

/**
 * Answers `GET /metrics`, and of a worker `/livez` and `/readyz`, on a port of its own: what a proxy
 * makes public of the API never includes it by accident.
 * @throws Error when the port can't be had
 */
export async function serveMetrics(
  answers: Answers,
  { port, host }: { port: number; host: string },
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    void answer(answers, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { scrape, ready }: Answers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = ""] = (request.url ?? "").split("?");
  const isAboutHealth = ready !== undefined && (path === "/livez" || path === "/readyz");
  if (path !== "/metrics" && !isAboutHealth) {
    response.writeHead(404).end();
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  if (isAboutHealth) {
    const ok = path === "/livez" || ready();
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(ok ? 200 : 503, headers).end(JSON.stringify({ ok }));
    return;
  }
  try {
    const text = await scrape();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(text);
  } catch {
    response.writeHead(500).end();
  }
}
