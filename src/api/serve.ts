import type { RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerClientErrors } from "./client-errors.ts";

/** Longer than the idle time of usual load balancers, so that it's never us who close on them. */
const keepAliveMs = 65_000;

/** How long a whole request may take to come: five mebibytes at the speed of a bad line. */
const wholeRequestMs = 120_000;

export interface HttpServer {
  port: number;
  /** Asks clients to close: from now on, every answer ends its connection. */
  askToClose(): void;
  /** Takes no new connection, and resolves when the requests in progress are answered. */
  drain(): Promise<void>;
  /** Cuts what is left. */
  cut(): void;
}

/** @throws Error when the port can't be had */
export async function serve(
  listener: RequestListener,
  address: { port: number; host: string },
): Promise<HttpServer> {
  const timeouts = { keepAliveTimeout: keepAliveMs, requestTimeout: wholeRequestMs };
  const server = createServer({ ...timeouts, connectionsCheckingInterval: 5_000 }, listener);
  answerClientErrors(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, resolve);
  });
  let closing = false;
  const open = new Set<ServerResponse>();
  // Before the listener, which may answer at once.
  server.prependListener("request", (_request, response) => {
    if (closing) response.setHeader("Connection", "close");
    open.add(response);
    response.once("close", () => open.delete(response));
  });
  return {
    askToClose: () => {
      closing = true;
      for (const response of open) {
        if (!response.headersSent) response.setHeader("Connection", "close");
      }
    },
    port: (server.address() as AddressInfo).port,
    drain: () =>
      new Promise((resolve) => {
        // A connection that is kept alive gets idle only after its last answer.
        const sweep = setInterval(() => server.closeIdleConnections(), 50);
        server.close(() => {
          clearInterval(sweep);
          resolve();
        });
        server.closeIdleConnections();
      }),
    cut: () => server.closeAllConnections(),
  };
}
