import { createServer } from "node:net";
import { claimPort, unclaimPort } from "./port-claims.ts";

/**
 * The first port from `preferred` upwards that nothing listens on, here or on any address, and that no
 * process of ours has chosen: it is kept for this one until it is given back. 0 asks the operating
 * system for one.
 */
export async function freePort(preferred: number): Promise<number> {
  for (let tries = 0; preferred === 0 && tries < 100; tries++) {
    const port = await listenOnce(0, "127.0.0.1");
    if (claimPort(port)) return port;
  }
  if (preferred === 0) throw new Error("no port is free");
  for (let port = preferred; port < preferred + 100 && port <= 65_535; port++) {
    // Claimed first: else two that ask at once would both find it free.
    if (!claimPort(port)) continue;
    if (await isFree(port)) return port;
    unclaimPort(port);
  }
  return freePort(0);
}

/** Gives a port back once its server has ended, so that the server can be started there again. */
export function releasePort(port: number): void {
  unclaimPort(port);
}

/** Both probes are needed: macOS lets a wildcard listener stand beside one on the loopback. */
async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port, "127.0.0.1");
    await listenOnce(port, undefined);
    return true;
  } catch {
    return false;
  }
}

function listenOnce(port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
