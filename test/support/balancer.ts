import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterwards } from "./afterwards.ts";

export interface Balancer {
  url: string;
  /** Ports of those that are ready, as far as is known. */
  ready(): number[];
}

const everyMs = 100;

/**
 * A small balancer: hands each request to one of the backends that said on /readyz that they are
 * ready, over connections that it keeps. It repeats nothing: what goes wrong behind it is answered 502.
 */
export async function balancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  let ready: number[] = [];
  let turn = 0;
  const look = async (): Promise<void> => {
    const looks = ports.map(async (port) => ((await isReady(port)) ? [port] : []));
    ready = (await Promise.all(looks)).flat();
  };
  const looking = setInterval(() => void look(), everyMs);
  const server = createServer((incoming, response) => {
    const port = ready[turn++ % ready.length];
    if (port === undefined) {
      response.writeHead(503).end("nobody is ready");
      return;
    }
    const { url: path, method, headers } = incoming;
    const outgoing = request(
      { host: "127.0.0.1", port, path, method, headers, agent },
      (answer) => {
        const { connection: _hop, ...passed } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, passed);
        answer.pipe(response);
      },
    );
    outgoing.once("error", (error) => {
      if (!response.headersSent) response.writeHead(502);
      response.end(`${port}: ${error.message}`);
    });
    incoming.pipe(outgoing);
  });
  // Its clients keep connections for less long, also where this process stands still for seconds.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterwards(() => {
    clearInterval(looking);
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  await look();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: () => [...ready],
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
