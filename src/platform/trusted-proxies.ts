import { isIP } from "node:net";

const names = new Set(["loopback", "linklocal", "uniquelocal"]);

/**
 * Which proxies are believed when they say where a request comes from: how many of them stand in a
 * row, or their addresses, networks and names of networks. "All" is none of it: then anybody could say
 * to be anybody.
 * @returns null for a text that says something else
 */
export function trustedProxies(text: string): number | string[] | null {
  if (/^[1-9]$/.test(text)) return Number(text);
  const list = text.split(",").map((entry) => entry.trim().toLowerCase());
  return list.every((entry) => names.has(entry) || isNetwork(entry)) ? list : null;
}

function isNetwork(entry: string): boolean {
  const [address = "", bits, ...more] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
}
