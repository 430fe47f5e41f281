import { createServer } from "node:net";

/** Given out by this process and perhaps not listened on yet. */
const handedOut = new Set<number>();

/**
 * The first port from `preferred` upwards that nothing listens on, here or on any address.
 * 0 asks the operating system for one.
 */
export async function freePort(preferred: number): Promise<number> {
  if (preferred === 0) return reserve(await listenOnce(0, "127.0.0.1"));
  for (let port = preferred; port < preferred + 100 && port <= 65_535; port++) {
    if (!handedOut.has(port) && (await isFree(port))) return reserve(port);
  }
  return freePort(0);
}

/** Gives a port back once its server has ended, so that the server can be started there again. */
export function releasePort(port: number): void {
  handedOut.delete(port);
}

function reserve(port: number): number {
  handedOut.add(port);
  return port;
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
