import type { DnsRecord } from "../../domain/mail-dns/dns-record.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

/** One thing that was looked at, and what it came to. */
export interface Finding {
  check: Check;
  outcome: "ok" | "warning" | "error";
  /** The name in the DNS that was asked. */
  name: string;
  /** What stands there. */
  found: string[];
  words: string;
  /** What to publish; null: nothing, or the provider says what. */
  publish: DnsRecord | null;
}

export const checks = [
  "spf",
  "dkim",
  "dmarc",
  "alignment",
  "returnPath",
  "mx",
  "tracking",
] as const;
export type Check = (typeof checks)[number];

/** What could not be asked may be as it should. */
export function notAsked(check: Check, name: string, why: string): Finding {
  const words = sayDomain("notAsked", { name, why });
  return { check, outcome: "warning", name, found: [], words, publish: null };
}
