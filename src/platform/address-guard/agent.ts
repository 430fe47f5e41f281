import { lookup as systemLookup } from "node:dns";
import type { LookupAddress, LookupAllOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { Agent, buildConnector } from "undici";
import { isPublicAddress } from "./public-address.ts";

/** The address is one that requests made for others may not reach. */
export class AddressRefused extends Error {
  readonly code = "ADDRESS_REFUSED";
  constructor(host: string) {
    super(`${host} is not a public address`);
    this.name = "AddressRefused";
  }
}

/** Resolves a name to all of its addresses, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardOptions {
  /** Hosts that may be private, each `host:port` as a URL has them. */
  allowed: readonly string[];
  /** Speaks HTTP/2 where a server does. */
  http2?: boolean;
  /** For tests: whose certificates are believed, too. */
  ca?: string;
  /** For tests. */
  resolve?: Resolve;
}

const connectMs = 10_000;

/**
 * HTTP connections that only reach public addresses. A name is resolved once, when a connection is
 * opened, and the connection goes to what was looked at: a name that answers differently the next
 * moment (DNS rebinding) gains nothing. One private address among a name's addresses refuses it.
 */
export function guardedAgent(options: GuardOptions): Agent {
  const { allowed, resolve = systemLookup, http2: allowH2 = false, ca } = options;
  const common = { timeout: connectMs, allowH2, ...(ca !== undefined && { ca }) };
  const exceptions = new Set(allowed.map((host) => host.toLowerCase()));
  const guarded = buildConnector({ ...common, lookup: guardedLookup(resolve) });
  const anywhere = buildConnector(common);
  return new Agent({
    connections: 20,
    allowH2,
    connect: (target, callback) => {
      const { hostname, protocol } = target;
      const port = target.port || (protocol === "https:" ? "443" : "80");
      if (exceptions.has(`${hostname.toLowerCase()}:${port}`)) return anywhere(target, callback);
      // No lookup is made for what is an address already.
      const address = hostname.replace(/^\[|\]$/g, "");
      if (isIP(address) !== 0 && !isPublicAddress(address)) {
        return callback(new AddressRefused(hostname), null);
      }
      return guarded(target, callback);
    },
  });
}

function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, { all, ...options }, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new AddressRefused(hostname), []);
      }
      return all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
