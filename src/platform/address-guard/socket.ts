import { lookup as systemLookup } from "node:dns";
import type { Socket } from "node:net";
import { connect, isIP } from "node:net";
import type { Resolve } from "./lookup.ts";
import { AddressRefused, guardedLookup } from "./lookup.ts";
import { isPublicAddress } from "./public-address.ts";

/** Opens a connection to a host's port. @throws AddressRefused, or why there is none */
export type Connect = (host: string, port: number, timeoutMs: number) => Promise<Socket>;

/**
 * TCP connections that only reach public addresses, as `guardedAgent`'s: it is looked at where the
 * connection really goes.
 *
 * @param allowed hosts that may be private, each `host:port`
 */
export function guardedConnect(
  allowed: readonly string[],
  resolve: Resolve = systemLookup,
): Connect {
  const exceptions = new Set(allowed.map((host) => host.toLowerCase()));
  return async (host, port, timeoutMs) => {
    const isFree = exceptions.has(`${host.toLowerCase()}:${port}`);
    if (!isFree && isIP(host) !== 0 && !isPublicAddress(host)) throw new AddressRefused(host);
    const socket = connect(
      isFree ? { host, port } : { host, port, lookup: guardedLookup(resolve) },
    );
    return new Promise((opened, reject) => {
      const fail = (error: Error): void => {
        clearTimeout(timer);
        socket.destroy();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new Error("it could not be connected to in time")),
        timeoutMs,
      );
      socket.once("error", fail);
      socket.once("connect", () => {
        clearTimeout(timer);
        socket.off("error", fail);
        opened(socket);
      });
    });
  };
}
