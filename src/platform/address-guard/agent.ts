import { lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector } from "undici";
import type { Resolve } from "./lookup.ts";
import { AddressRefused, guardedLookup } from "./lookup.ts";
import { isPublicAddress } from "./public-address.ts";

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
