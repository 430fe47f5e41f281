import { BlockList, isIP } from "node:net";

/**
 * Where nothing of ours may be asked to go by a template or a stranger: the machine itself, its
 * network, the cloud's metadata, and what is no single host. IANA's special-purpose registry, and
 * the one public address behind which Azure answers for the machine.
 */
const closed4 = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  closed4.addSubnet(network, bits, "ipv4");
}

/** In IPv6 only global unicast is open; mapped, local and multicast addresses are all outside it. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");

/** What is inside it and still leads elsewhere: Teredo and other tunnels, documentation, 6to4. */
const closed6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
] as const) {
  closed6.addSubnet(network, bits, "ipv6");
}

/** Whether an address is one host on the public internet. What is no address is none. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, "ipv4");
    case 6: {
      const behind = translated(address);
      if (behind !== null) return isPublicAddress(behind);
      return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
    }
    default:
      return false;
  }
}

/** The IPv4 address that a NAT64 one (64:ff9b::/96) stands for: all that some networks have. */
function translated(address: string): string | null {
  // The URL parser writes every IPv6 address in one way.
  if (!URL.canParse(`http://[${address}]`)) return null;
  const { hostname } = new URL(`http://[${address}]`);
  const [, tail] = /^\[64:ff9b::([0-9a-f:]*)\]$/.exec(hostname) ?? [];
  if (tail === undefined) return null;
  const groups = tail === "" ? [] : tail.split(":").map((group) => Number.parseInt(group, 16));
  if (groups.length > 2) return null;
  const [high = 0, low = 0] = groups.length === 1 ? [0, groups[0]] : groups;
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
