import { getDomain } from "tldts";

/**
 * The domain that somebody has registered, above which only registries are: example.co.uk of
 * mail.example.co.uk (RFC 7489, 3.2; by the Public Suffix List). Of what has none, the name itself.
 */
export function organizationalDomain(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

/** Whether two domains are aligned: the same one, or where that is enough, of the same owner. */
export function areAligned(one: string, other: string, mode: "strict" | "relaxed"): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b || (mode === "relaxed" && organizationalDomain(a) === organizationalDomain(b));
}
