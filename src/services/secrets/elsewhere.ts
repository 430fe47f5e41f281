import { isAtOneOf } from "../../domain/host-pattern.ts";

/**
 * What is wrong with sending secrets to an address, or null. It names the secret and where it may go,
 * not the address, which may hold what is personal.
 *
 * @param limited those secrets that may not be sent anywhere
 */
export function secretElsewhere(
  address: string,
  limited: readonly { name: string; hosts: readonly string[] }[],
): string | null {
  // What is no address is refused for that.
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  for (const { name, hosts } of limited) {
    if (!isAtOneOf(url, hosts)) return noSecret(name, hosts);
  }
  return null;
}

export function noSecret(name: string, allowed: readonly string[]): string {
  return `the secret ${name} may be sent to ${allowed.join(", ")} only`;
}
