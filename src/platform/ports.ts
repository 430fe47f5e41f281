import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { claimPort, unclaimPort } from "./port-claims.ts";

/**
 * Where a port of no matter which number is looked for: below those that the operating systems hand to
 * outgoing connections (from 32,768 on), any of which may take a port between the look and the server.
 */
const anyPort = { from: 20_000, count: 12_768 };

/**
 * The first port from `preferred` upwards that nothing listens on, here or on any address, and that no
 * process of ours has chosen: it is kept for this one until it is given back. 0: any one.
 */
export async function freePort(preferred: number): Promise<number> {
  for (let tries = 0; preferred === 0 && tries < 100; tries++) {
    const port = anyPort.from + randomInt(anyPort.count);
    if (await takePort(port)) return port;
  }
  if (preferred === 0) throw new Error("no port is free");
  for (let port = preferred; port < preferred + 100 && port <= 65_535; port++) {
    if (await takePort(port)) return port;
  }
  return freePort(0);
}

/** Claimed first: else two that ask at once would both find it free. */
async function takePort(port: number): Promise<boolean> {
  if (!claimPort(port)) return false;
  if (await isFree(port)) return true;
  unclaimPort(port);
  return false;
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

function listenOnce(port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => resolve());
    });
  });
}
